import { type BenchContext, linksFor } from '../bench-context.ts'
import type { BenchRow } from '../report.ts'
import { measure } from '../run-process.ts'
import { medianOf } from '../statistics.ts'

const SIZES = [
  { tasks: 10_000, must: 10, aim: 4, runs: 41 },
  { tasks: 100_000, must: 150, aim: 50, runs: 15 },
] as const

/** The whole calculation, plan in and schedule out, on plans with everything in them. */
export async function cpmRows(context: BenchContext): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const { tasks, must, aim, runs } of SIZES) {
    const file = context.networkFile({ kind: 'everything', tasks, links: linksFor(tasks), seed: 1 })
    const { times } = await measure<{ times: number[] }>('cpm', file, context.quick ? 3 : 15, context.quick ? 5 : runs)
    rows.push({
      name: `full CPM, ${tasks} tasks, ${linksFor(tasks)} links, warm`,
      unit: 'ms',
      ours: medianOf(times),
      bounds: { of: 'value', must, aim },
    })
  }
  return rows
}
