import { createProgress } from '@throughline/deploy'
import { sharedStackVariable } from '../harness/global-setup.ts'
import type { TestStack } from '../harness/stack-description.ts'
import { type RunningTestStack, startTestStack } from '../harness/test-stack.ts'

/** The stack that the parts of one run share, started when the first of them needs it. */
export class LazyStack {
  readonly #signal: AbortSignal
  #running: Promise<RunningTestStack> | undefined

  constructor(signal: AbortSignal) {
    this.#signal = signal
  }

  async get(): Promise<TestStack> {
    this.#running ??= startTestStack({ progress: createProgress(), signal: this.#signal })
    return (await this.#running).stack
  }

  async env(): Promise<Record<string, string>> {
    return { [sharedStackVariable]: JSON.stringify(await this.get()) }
  }

  async stop(): Promise<void> {
    const running = await this.#running?.catch(() => undefined)
    await running?.stop()
  }
}
