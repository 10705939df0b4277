import { type BenchContext, linksFor } from '../bench-context.ts'
import type { BenchRow } from '../report.ts'
import { measure } from '../run-process.ts'
import { medianOf, percentileOf } from '../statistics.ts'

const TASKS = 100_000

interface Edits {
  readonly times: number[]
  readonly changed: number[]
  readonly isEqual: boolean
}

/** One task anywhere in the plan gets another duration, again and again; the last schedule is made anew to compare. */
export async function incrementalRows(context: BenchContext): Promise<BenchRow[]> {
  const file = context.networkFile({ kind: 'everything', tasks: TASKS, links: linksFor(TASKS), seed: 1 })
  const edits = context.quick ? 100 : 1_000
  const { times, changed, isEqual } = await measure<Edits>('incremental', file, edits / 2, edits)
  const worst = `95 % within ${percentileOf(times, 95).toFixed(1)} ms`
  const reach = `${medianOf(changed)} tasks changed (95 %: ${percentileOf(changed, 95)})`
  return [
    {
      name: `after one edit, ${TASKS} tasks`,
      unit: 'ms',
      ours: medianOf(times),
      bounds: { of: 'value', must: 15, aim: 3 },
      remark: `${worst}, ${reach}, ${isEqual ? 'equal to a full pass' : 'NOT EQUAL to a full pass'}`,
    },
  ]
}
