import { findFreePorts } from '@throughline/deploy'
import { removeLeftWork } from '../remove-left-work.ts'
import type { TestStack } from '../stack-description.ts'
import { ensureBuild } from './build.ts'
import { ServiceProcess } from './service-process.ts'

type ServiceName = 'api' | 'worker' | 'email-service'

const buildsOf: Readonly<Record<ServiceName, readonly string[]>> = {
  api: ['api', 'compute-thread'],
  worker: ['worker', 'engine-thread', 'import-thread', 'workflows'],
  'email-service': ['email-service'],
}

/** All that services are built of. */
export const serviceBuilds: readonly string[] = Object.values(buildsOf).flat()

type Extra = Readonly<Record<string, string>>

export interface ApiProcess {
  url: string
  process: ServiceProcess
}

/**
 * Starts built services on a stack, on free ports, and ends all of them together. What is left of earlier
 * tests is taken away first.
 */
export class Services {
  readonly #stack: TestStack
  readonly #started: ServiceProcess[] = []
  readonly #ready: Promise<void>
  readonly #builds: Partial<Record<ServiceName, Promise<string>>> = {}

  constructor(stack: TestStack) {
    this.#stack = stack
    this.#ready = removeLeftWork(stack)
    this.#ready.catch(() => undefined)
  }

  async startApi(extra: Extra = {}): Promise<ApiProcess> {
    const port = extra.PORT ?? String((await findFreePorts(1))[0])
    const url = `http://127.0.0.1:${port}`
    const env = { PORT: port, PUBLIC_URL: url, ...extra }
    return { url, process: await this.#start('api', env, `${url}/readyz`) }
  }

  async startWorker(extra: Extra = {}): Promise<ServiceProcess> {
    const [port] = await findFreePorts(1)
    return this.#start('worker', { WORKER_HEALTH_PORT: String(port), ...extra }, `http://127.0.0.1:${port}/healthz`)
  }

  async startEmailService(extra: Extra = {}): Promise<ServiceProcess> {
    const [port] = await findFreePorts(1)
    const healthUrl = `http://127.0.0.1:${port}/healthz`
    return this.#start('email-service', { EMAIL_HEALTH_PORT: String(port), ...extra }, healthUrl)
  }

  /** Ends what still runs, last started first. Throws where a log holds what it must not. */
  async stop(): Promise<void> {
    const started = this.#started.splice(0).reverse()
    for (const service of started) await service.stop()
    const leaks = started.flatMap(({ leaks }) => leaks)
    if (leaks.length > 0) throw new Error(`in the logs of services:\n${leaks.join('\n')}`)
  }

  async #start(name: ServiceName, extra: Extra, healthUrl: string): Promise<ServiceProcess> {
    await this.#ready
    // Once: what starts again after it was killed is what it was.
    this.#builds[name] ??= ensureBuild(buildsOf[name])
    const distFolder = await this.#builds[name]
    const env = { ...this.#stack.env, ...extra }
    const service = await ServiceProcess.start({ name, distFolder, env, healthUrl })
    this.#started.push(service)
    return service
  }
}
