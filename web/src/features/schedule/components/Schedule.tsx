import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { usePlan } from '../../../lib/plan-context.tsx'
import type { AskedWhy } from '../hooks/use-why.ts'
import { ScheduleBody } from './ScheduleBody.tsx'

/** The plan as a table beside a chart; an address with `?task=` leads to that task, with `&why=` to a date's cause, with `&comment=` to what was said. */
export function Schedule() {
  const { plan, pendingCount } = usePlan()
  const { projectId } = useParams({ from: '/signed-in/projects/$projectId/' })
  const { task, why, comment } = useSearch({ from: '/signed-in/projects/$projectId/' })
  const navigate = useNavigate()
  if (!plan) return null

  const ask = (asked: AskedWhy | null) =>
    void navigate({
      to: '/projects/$projectId',
      params: { projectId },
      search: asked ? { task: asked.taskId, why: asked.field } : {},
      replace: true,
    })
  const discuss = (taskId: string | null) =>
    void navigate({
      to: '/projects/$projectId',
      params: { projectId },
      search: taskId ? { task: taskId, comment: 'all' } : {},
      replace: true,
    })
  return (
    <ScheduleBody
      key={projectId}
      projectId={projectId}
      loaded={plan}
      pendingCount={pendingCount}
      startsAtTask={task}
      asked={task && why ? { taskId: task, field: why } : null}
      onAsk={ask}
      discussed={task && comment ? { taskId: task, commentId: comment } : null}
      onDiscuss={discuss}
    />
  )
}
