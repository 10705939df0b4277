/** Runs at most `limit` of the jobs given to it at the same time, the others in turn. */
export function createQueue(limit: number) {
  let running = 0
  const waiting: (() => void)[] = []

  return async <Result>(job: () => Promise<Result>): Promise<Result> => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await job()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
