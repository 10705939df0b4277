export interface Timed<Result> {
  readonly result: Result
  /** Median over all runs, in milliseconds. */
  readonly engine: number
  /** The first run. */
  readonly engineFirst: number
}

/** Runs something several times in this process; the result is the last one's. */
export async function repeated<Result>(times: number, run: () => Result | Promise<Result>): Promise<Timed<Result>> {
  const spent: number[] = []
  let result: Result
  do {
    const begin = performance.now()
    result = await run()
    spent.push(performance.now() - begin)
  } while (spent.length < times)
  const engineFirst = spent[0] ?? 0
  return { result, engine: medianOf(spent), engineFirst }
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2
}

/** Thousandths of a millisecond are enough. */
export function milliseconds(value: number): number {
  return Math.round(value * 1000) / 1000
}

/** The timings of an answer as JSON tells them. */
export function timingsOf(load: number, timed: Timed<unknown>) {
  return {
    load: milliseconds(load),
    engine: milliseconds(timed.engine),
    engine_first: milliseconds(timed.engineFirst),
  }
}
