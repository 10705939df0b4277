import { usePlan } from '../../../lib/plan-context.tsx'
import { ScheduleBody } from './ScheduleBody.tsx'

/** The plan as a table beside a chart. */
export function Schedule() {
  const snapshot = usePlan()
  return snapshot.plan && <ScheduleBody snapshot={snapshot} />
}
