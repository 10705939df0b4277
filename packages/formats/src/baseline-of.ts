import { type BaselineTask, minuteOf } from '@throughline/engine'
import type { PlanDocument } from './plan-document.ts'

/** The baselines of a document's tasks, for earned value and checks of quality; empty without any. */
export function baselineOf({ tasks }: PlanDocument): BaselineTask[] {
  const summaries = new Set(tasks.map(({ parentKey }) => parentKey))
  return tasks.flatMap(({ key, baselines }) => {
    const first = baselines.find(({ number }) => number === 0)
    if (first === undefined || summaries.has(key)) return []
    const { number: _, start, finish, ...amounts } = first
    return [{ ...amounts, taskId: key, start: minuteOf(start), finish: minuteOf(finish) }]
  })
}
