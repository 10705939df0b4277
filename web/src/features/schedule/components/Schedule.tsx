import { useSearch } from '@tanstack/react-router'
import { usePlan } from '../../../lib/plan-context.tsx'
import { ScheduleBody } from './ScheduleBody.tsx'

/** The plan as a table beside a chart; an address with `?task=` leads to that task. */
export function Schedule() {
  const snapshot = usePlan()
  const { task } = useSearch({ from: '/signed-in/projects/$projectId/' })
  return snapshot.plan && <ScheduleBody key={task} snapshot={snapshot} startsAtTask={task} />
}
