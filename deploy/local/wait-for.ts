import { setTimeout as sleep } from 'node:timers/promises'

export interface WaitOptions {
  timeoutMs: number
  /** Pause between two looks. */
  everyMs?: number
  /** Ends the wait early, with the signal's reason. */
  signal?: AbortSignal | undefined
}

export class WaitTimeoutError extends Error {
  override name = 'WaitTimeoutError'
}

/** Looks until `look` answers null; what it answers otherwise, or throws, says what is still missing. */
export async function waitFor(what: string, look: () => Promise<string | null>, options: WaitOptions): Promise<void> {
  const end = Date.now() + options.timeoutMs
  for (;;) {
    const missing = await look().catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
    if (missing === null) return
    if (Date.now() >= end)
      throw new WaitTimeoutError(`${what} was not ready after ${options.timeoutMs / 1_000} s: ${missing}`)
    options.signal?.throwIfAborted()
    await sleep(options.everyMs ?? 100, undefined, options.signal ? { signal: options.signal } : {})
  }
}
