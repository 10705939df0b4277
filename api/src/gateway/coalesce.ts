/** Work that is asked for more often than it has to be done. */
export interface Coalesced {
  ask(key: string): void
  stop(): void
}

export interface CoalesceOptions {
  /** Milliseconds from the first time that it is asked for. */
  after: number
  /** Milliseconds until what failed is done again. */
  retryAfter: number
  onError: (error: unknown) => void
}

/** Does `act` for a key a moment after it was asked for, once for all who ask meanwhile, and never twice at once. */
export function coalesce(act: (key: string) => Promise<void>, options: CoalesceOptions): Coalesced {
  const timers = new Map<string, NodeJS.Timeout>()
  const running = new Set<string>()
  const again = new Set<string>()

  function plan(key: string, delay: number): void {
    if (!timers.has(key))
      timers.set(
        key,
        setTimeout(() => void run(key), delay),
      )
  }

  async function run(key: string): Promise<void> {
    timers.delete(key)
    running.add(key)
    const failed = await act(key).then(
      () => false,
      (error: unknown) => {
        options.onError(error)
        return true
      },
    )
    running.delete(key)
    if (failed) plan(key, options.retryAfter)
    else if (again.has(key)) plan(key, options.after)
    again.delete(key)
  }

  return {
    ask(key) {
      if (running.has(key)) again.add(key)
      else plan(key, options.after)
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
