const quietFor = 120
const atMost = 1_000

export interface Renewal {
  /** Something has changed. */
  step(): void
  stop(): void
}

/**
 * Calls `renew` after steps: once they have been quiet for a moment, in a long burst a second after the first that is
 * not shown, and never again before it has come to its end, so that a slow answer is not given up for the next.
 */
export function createRenewal(renew: () => Promise<unknown>): Renewal {
  let timer: ReturnType<typeof setTimeout> | undefined
  let since: number | null = null
  let isBusy = false

  function schedule(): void {
    if (since === null || isBusy) return
    clearTimeout(timer)
    timer = setTimeout(() => void run(), Math.max(0, Math.min(quietFor, since + atMost - performance.now())))
  }

  async function run(): Promise<void> {
    since = null
    isBusy = true
    try {
      await renew()
    } finally {
      isBusy = false
      schedule()
    }
  }

  return {
    step() {
      since ??= performance.now()
      schedule()
    },
    stop() {
      since = null
      clearTimeout(timer)
    },
  }
}
