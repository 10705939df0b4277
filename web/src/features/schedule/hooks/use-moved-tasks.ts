import { computedRowsOf, type Plan, type PlanDelta } from '@throughline/contract'
import { useEffect, useRef, useState } from 'react'
import { usePlanSession, usePlanUpdates } from '../../../lib/plan-context.tsx'

export interface MovedTasks {
  readonly ids: ReadonlySet<string>
  /** Counts up with each recompute that moved dates. */
  readonly count: number
}

export const flashMilliseconds = 1_600
const none: MovedTasks = { ids: new Set(), count: 0 }

/** The tasks whose dates the last recompute moved, for as long as that is news. */
export function useMovedTasks(): MovedTasks {
  const session = usePlanSession()
  const [moved, setMoved] = useState<MovedTasks>(none)
  const before = useRef<Plan | null>(session.getSnapshot().saved)

  usePlanUpdates(({ delta, event }) => {
    const known = before.current
    before.current = session.getSnapshot().saved
    if (!known || !delta || (event && event.type !== 'plan.computed')) return
    const ids = movedIds(known, delta)
    if (ids.size > 0) setMoved(({ count }) => ({ ids, count: count + 1 }))
  })

  useEffect(() => {
    if (moved.ids.size === 0) return
    const timer = setTimeout(() => setMoved(({ count }) => ({ ids: none.ids, count })), flashMilliseconds)
    return () => clearTimeout(timer)
  }, [moved])
  return moved
}

function movedIds(before: Plan, { computed }: PlanDelta): Set<string> {
  if (computed.id.length === 0) return new Set()
  const dates = new Map(before.tasks.map((task) => [task.id, task]))
  const moved = computedRowsOf(computed).filter(({ id, earlyStart, earlyFinish }) => {
    const task = dates.get(id)
    return task && (task.earlyStart !== earlyStart || task.earlyFinish !== earlyFinish)
  })
  return new Set(moved.map(({ id }) => id))
}
