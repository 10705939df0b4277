import type { Logger } from './log.ts'

/**
 * Ordered, graceful stop of a process. Things are closed in the opposite order of their `add`, so what was opened first,
 * and what others rest on, goes last.
 */
export class Shutdown {
  readonly #controller = new AbortController()
  readonly #closers: { name: string; close: () => Promise<unknown> | unknown }[] = []
  readonly #logger: Logger
  readonly #stopped: Promise<void>
  #requested: (() => void) | undefined

  constructor(logger: Logger) {
    this.#logger = logger
    this.#stopped = new Promise((resolve) => {
      this.#requested = resolve
    })
  }

  /** Aborted as soon as a stop is asked for. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Settles when a stop is asked for. */
  get requested(): Promise<void> {
    return this.#stopped
  }

  add(name: string, close: () => Promise<unknown> | unknown): void {
    this.#closers.push({ name, close })
  }

  request(reason: string): void {
    if (this.signal.aborted) return
    this.#logger.info({ reason }, 'stopping')
    this.#controller.abort(new Error(reason))
    this.#requested?.()
  }

  /** Closes all, one after another. One that fails is logged and does not keep the others from closing. */
  async close(): Promise<boolean> {
    let clean = true
    for (const { name, close } of this.#closers.splice(0).reverse()) {
      try {
        await close()
      } catch (error) {
        clean = false
        this.#logger.error({ err: error, part: name }, 'a part did not close')
      }
    }
    return clean
  }
}

export interface RunOptions {
  /** How long closing may take before the process is ended by force, in milliseconds. */
  graceMs?: number
}

/**
 * Runs a service until SIGINT or SIGTERM: `start` opens things and registers how to close them with `shutdown.add`.
 * A second signal, or a close that takes longer than the grace, ends the process at once with exit code 1.
 * Failures of `start` and uncaught errors close what is open and set exit code 1.
 */
export async function runUntilSignal(
  logger: Logger,
  start: (shutdown: Shutdown) => Promise<void>,
  { graceMs = 15_000 }: RunOptions = {},
): Promise<void> {
  const shutdown = new Shutdown(logger)
  const onSignal = (signal: NodeJS.Signals) => {
    if (shutdown.signal.aborted) endNow(logger, `a second ${signal}`)
    shutdown.request(signal)
  }
  const onError = (error: unknown) => {
    logger.fatal({ err: error }, 'uncaught error')
    process.exitCode = 1
    shutdown.request('uncaught error')
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  process.on('uncaughtException', onError).on('unhandledRejection', onError)
  try {
    await start(shutdown)
    await shutdown.requested
  } catch (error) {
    if (!shutdown.signal.aborted) onError(error)
  }
  const forced = setTimeout(() => endNow(logger, `closing took longer than ${graceMs} ms`), graceMs)
  forced.unref()
  if (!(await shutdown.close())) process.exitCode = 1
  clearTimeout(forced)
  process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  process.off('uncaughtException', onError).off('unhandledRejection', onError)
  logger.info('stopped')
}

function endNow(logger: Logger, reason: string): never {
  logger.error({ reason }, 'ended by force')
  process.exit(1)
}
