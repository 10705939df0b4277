/** A wait that ends after some milliseconds, or as soon as someone wakes it; a wake during work shortens the next wait to nothing. */
export interface Wakeable {
  wait(milliseconds: number): Promise<void>
  wake(): void
  stop(): void
  readonly stopped: boolean
}

export function createWakeable(): Wakeable {
  let woken = false
  let stopped = false
  let end: (() => void) | undefined

  const wake = () => {
    woken = true
    end?.()
  }
  return {
    async wait(milliseconds) {
      if (!woken && !stopped)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds)
          end = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      end = undefined
      woken = false
    },
    wake,
    stop() {
      stopped = true
      wake()
    },
    get stopped() {
      return stopped
    },
  }
}
