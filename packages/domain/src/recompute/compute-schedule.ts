import type { ScheduleError } from '@throughline/contract'
import type { PlanColumns } from '@throughline/database'
import { explainEngineError } from './explain-engine-error.ts'
import { RememberedPlan } from './remembered-plan.ts'
import type { ComputedSchedule } from './write-schedule.ts'

/** `invalid`: no plan can be computed from what is stored, for a reason that people can mend. */
export type Computation = { kind: 'computed'; schedule: ComputedSchedule } | { kind: 'invalid'; error: ScheduleError }

/** Runs the engine on `PlanColumns` as JSON and keeps what differs from the stored values. */
export function computeSchedule(planJson: string): Computation {
  return timed(() => RememberedPlan.of(JSON.parse(planJson) as PlanColumns).takeDifferences())
}

/** Names the computation and says how long it took; what people can mend is an answer, no exception. */
export function timed(compute: () => Omit<ComputedSchedule, 'resultId' | 'engineMilliseconds'>): Computation {
  const begin = performance.now()
  try {
    const differences = compute()
    const engineMilliseconds = performance.now() - begin
    return { kind: 'computed', schedule: { ...differences, resultId: crypto.randomUUID(), engineMilliseconds } }
  } catch (error) {
    return { kind: 'invalid', error: explainEngineError(error) }
  }
}
