export interface Repeated {
  stop(): void
}

/** Does it again and again, one run at a time, with a pause of `every` milliseconds after each. */
export function repeat(act: () => Promise<void>, every: number, onError: (error: unknown) => void): Repeated {
  let stopped = false
  let timer: NodeJS.Timeout
  const schedule = () => {
    timer = setTimeout(() => {
      act()
        .catch(onError)
        .finally(() => {
          if (!stopped) schedule()
        })
    }, every)
  }
  schedule()
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
