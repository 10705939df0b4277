export interface Polling {
  stop(): void
}

export interface PollingOptions {
  /** Milliseconds between two pulls; while they fail, up to six times as long. */
  every: number
  /** True: there is no use in going on. */
  isFinal: (error: unknown) => boolean
  onEnd: (error: unknown) => void
}

const longest = 6

/** Pulls at once and then again and again, until it is stopped or an error is final. */
export function startPolling(pull: () => Promise<unknown>, { every, isFinal, onEnd }: PollingOptions): Polling {
  let stopped = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function run(): Promise<void> {
    try {
      await pull()
      failures = 0
    } catch (error) {
      if (stopped) return
      if (isFinal(error)) return onEnd(error)
      failures++
    }
    if (!stopped) timer = setTimeout(() => void run(), every * Math.min(2 ** failures, longest))
  }

  void run()
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
