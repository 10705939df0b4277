import { type BenchContext, linksFor } from '../bench-context.ts'
import type { BenchRow } from '../report.ts'
import { measure } from '../run-process.ts'
import { medianOf } from '../statistics.ts'

const SIZES = [
  { tasks: 10_000, must: 10, aim: 4 },
  { tasks: 100_000, must: 150, aim: 50 },
] as const

/** The whole calculation, plan in and schedule out, on plans with everything in them. */
export async function cpmRows(context: BenchContext): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const { tasks, must, aim } of SIZES) {
    const file = context.networkFile({ kind: 'everything', tasks, links: linksFor(tasks), seed: 1 })
    const { times, withObjects } = await measure<{ times: number[]; withObjects: number[] }>(
      'cpm',
      file,
      context.warmUp,
      context.measuring,
    )
    rows.push({
      name: `full CPM, ${tasks} tasks, ${linksFor(tasks)} links, warm`,
      unit: 'ms',
      ours: medianOf(times),
      bounds: { of: 'value', must, aim },
      remark: `${medianOf(withObjects).toFixed(1)} ms with an object for each task`,
    })
  }
  return rows
}
