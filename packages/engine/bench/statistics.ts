export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Milliseconds of each run for so long, after a warm-up that does not count; at least three runs do. */
export function timesOf(warmUpMs: number, measureMs: number, run: () => unknown): number[] {
  for (let total = 0; total < warmUpMs; ) total += timeOf(run)
  const times: number[] = []
  for (let total = 0; times.length < 3 || total < measureMs; ) {
    const time = timeOf(run)
    times.push(time)
    total += time
  }
  return times
}

function timeOf(run: () => unknown): number {
  const begin = performance.now()
  run()
  return performance.now() - begin
}

/** The value that so many percent do not exceed. */
export function percentileOf(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN
}
