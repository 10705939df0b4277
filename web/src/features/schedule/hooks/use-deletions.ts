import { useRef } from 'react'
import { usePlanUpdates } from '../../../lib/plan-context.tsx'

/** Which change set deleted a task while this page was open; undefined when that came by another way. */
export function useDeletions(): (taskId: string) => string | undefined {
  const deletions = useRef(new Map<string, string>())
  usePlanUpdates(({ event, delta }) => {
    if (event?.type !== 'plan.changed' || !delta) return
    for (const id of delta.deleted.tasks) deletions.current.set(id, event.payload.changeSetId)
  })
  return (taskId) => deletions.current.get(taskId)
}
