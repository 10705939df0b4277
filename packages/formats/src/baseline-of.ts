import { type BaselineTask, minuteOf } from '@throughline/engine'
import type { PlanDocument } from './plan-document.ts'

/** The baselines of a document's tasks, for earned value and checks of quality; empty without any. */
export function baselineOf({ tasks }: PlanDocument): BaselineTask[] {
  return tasks.flatMap(({ key, baseline }) =>
    baseline === null
      ? []
      : [{ ...baseline, taskId: key, start: minuteOf(baseline.start), finish: minuteOf(baseline.finish) }],
  )
}
