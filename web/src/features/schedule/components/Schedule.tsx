import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type ReactNode, useCallback, useMemo } from 'react'
import { usePlan } from '../../../lib/plan-context.tsx'
import type { TaskPanelProps } from '../../../lib/task-panel.ts'
import type { OpenedPanel } from '../hooks/use-task-panel.ts'
import type { AskedWhy } from '../hooks/use-why.ts'
import { ScheduleBody } from './ScheduleBody.tsx'

interface ScheduleProps {
  renderPanel: (props: TaskPanelProps) => ReactNode
}

/**
 * The plan as a table beside a chart; an address with `?task=` leads to that task, with `&why=` to a date's cause, with
 * `&panel=` to what is known of it, and with `&comment=`, as mails have it, to what was said.
 */
export function Schedule({ renderPanel }: ScheduleProps) {
  const { plan, pendingCount } = usePlan()
  const { projectId } = useParams({ from: '/signed-in/projects/$projectId/' })
  const { task, why, comment, panel } = useSearch({ from: '/signed-in/projects/$projectId/' })
  const navigate = useNavigate()
  const ask = useCallback(
    (asked: AskedWhy | null) =>
      void navigate({
        to: '/projects/$projectId',
        params: { projectId },
        search: (before) => ({ ...withoutTask(before), ...(asked ? { task: asked.taskId, why: asked.field } : {}) }),
        replace: true,
      }),
    [navigate, projectId],
  )
  const open = useCallback(
    (opened: OpenedPanel | null) =>
      void navigate({
        to: '/projects/$projectId',
        params: { projectId },
        search: (before) => ({ ...withoutTask(before), ...(opened ? { task: opened.taskId, panel: opened.tab } : {}) }),
        replace: true,
      }),
    [navigate, projectId],
  )
  const opened = useMemo(() => {
    if (!task || !(panel || comment)) return null
    return { taskId: task, tab: panel ?? 'comments', commentId: comment ?? null }
  }, [task, panel, comment])
  if (!plan) return null
  return (
    <ScheduleBody
      key={projectId}
      projectId={projectId}
      loaded={plan}
      pendingCount={pendingCount}
      startsAtTask={task}
      asked={task && why ? { taskId: task, field: why } : null}
      onAsk={ask}
      opened={opened}
      onOpen={open}
      renderPanel={renderPanel}
    />
  )
}

/** How the table is looked at stays as it is. */
function withoutTask<Search extends { task?: string; why?: string; panel?: string; comment?: string }>(search: Search) {
  const { task: _, why: __, panel: ___, comment: ____, ...others } = search
  return others
}
