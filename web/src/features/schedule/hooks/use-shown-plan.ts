import type { Plan } from '@throughline/contract'
import { useEffect, useMemo, useRef, useState } from 'react'
import { withDates, withDatesOf } from '../prediction/dated-plan.ts'
import { type Dates, getPredictor } from '../prediction/predictor.ts'

/**
 * The plan as it is to be looked at: while the service still computes, with the dates that it will come to. They are
 * there a moment later, those that were shown before until then.
 */
export function useShownPlan(plan: Plan, pendingCount: number): { plan: Plan; isSettled: boolean } {
  const { inputRevision, computedRevision, scheduleError, recomputeHold } = plan.project
  const isComputed = inputRevision > computedRevision && !scheduleError && !recomputeHold
  const isAhead = pendingCount > 0 || isComputed
  const [known, setKnown] = useState<{ plan: Plan; dates: Dates | null } | null>(null)
  const before = useRef(plan)

  useEffect(() => {
    if (!isAhead) return tellWorker(plan)
    let isOver = false
    void getPredictor()
      .datesOf(plan, 'shown')
      .then((dates) => {
        if (!isOver && dates !== undefined) setKnown({ plan, dates })
      })
    return () => {
      isOver = true
    }
  }, [plan, isAhead])

  const isSettled = !isAhead || known?.plan === plan
  const shown = useMemo(() => {
    if (!isAhead) return plan
    if (known?.plan !== plan) return withDatesOf(plan, before.current)
    return known.dates ? withDates(plan, known.dates) : plan
  }, [plan, isAhead, known])
  useEffect(() => {
    before.current = shown
  }, [shown])
  return { plan: shown, isSettled }
}

/** Sends the plan ahead when the page has time, so that a drag finds it there. */
function tellWorker(plan: Plan): () => void {
  const whenIdle = requestIdleCallback(() => void getPredictor().datesOf(plan, 'shown'), { timeout: 3_000 })
  return () => cancelIdleCallback(whenIdle)
}
