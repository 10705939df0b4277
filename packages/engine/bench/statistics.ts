export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Milliseconds of each of so many runs, after some that do not count. */
export function timesOf(warmUp: number, runs: number, run: () => unknown): number[] {
  for (let index = 0; index < warmUp; index += 1) run()
  return Array.from({ length: runs }, () => {
    const begin = performance.now()
    run()
    return performance.now() - begin
  })
}
