import { useParams, useSearch } from '@tanstack/react-router'
import { usePlan } from '../../../lib/plan-context.tsx'
import { ScheduleBody } from './ScheduleBody.tsx'

/** The plan as a table beside a chart; an address with `?task=` leads to that task. */
export function Schedule() {
  const snapshot = usePlan()
  const { projectId } = useParams({ from: '/signed-in/projects/$projectId/' })
  const { task } = useSearch({ from: '/signed-in/projects/$projectId/' })
  if (!snapshot.plan) return null
  return <ScheduleBody key={`${projectId}/${task}`} projectId={projectId} snapshot={snapshot} startsAtTask={task} />
}
