import { setTimeout as sleep } from 'node:timers/promises'
import { type LogLevel, NativeConnection, Runtime } from '@temporalio/worker'
import type { Logger } from './log.ts'

/** Temporal's own lines go to our log, and our shutdown, not Temporal's, listens to signals. */
export function installRuntime(logger: Logger): void {
  const write = (level: LogLevel, message: string, meta?: object) => {
    const name = level.toLowerCase() as Lowercase<LogLevel>
    logger[name](plain(meta), message)
  }
  Runtime.install({
    shutdownSignals: [],
    logger: {
      log: write,
      trace: (message, meta) => write('TRACE', message, meta),
      debug: (message, meta) => write('DEBUG', message, meta),
      info: (message, meta) => write('INFO', message, meta),
      warn: (message, meta) => write('WARN', message, meta),
      error: (message, meta) => write('ERROR', message, meta),
    },
  })
}

/** Connects, waiting for a cluster that is not up yet; between tries one second, later ten. */
export async function connectToTemporal(
  address: string,
  logger: Logger,
  signal: AbortSignal,
): Promise<NativeConnection> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await NativeConnection.connect({ address })
    } catch (error) {
      signal.throwIfAborted()
      if (attempt % 10 === 1) logger.warn({ err: error, attempt }, 'Temporal is not reachable yet')
      await sleep(Math.min(attempt, 10) * 1_000, undefined, { signal })
    }
  }
}

const beatEveryMilliseconds = 1_000

/** Runs the work of an activity while `beat` tells Temporal each second that it is alive, so that a dead worker is noticed soon. */
export async function beatWhile<Result>(beat: () => void, act: () => Promise<Result>): Promise<Result> {
  const timer = setInterval(beat, beatEveryMilliseconds)
  try {
    return await act()
  } finally {
    clearInterval(timer)
  }
}

/** Without the token by which a task can be completed, and times in bigints, which JSON does not know. */
function plain(meta: object = {}): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(meta).filter(([name, value]) => name !== 'taskToken' && typeof value !== 'bigint'),
  )
}
