import { applyOperations } from '@throughline/client'
import type { Plan } from '@throughline/contract'
import { useMemo, useState } from 'react'
import type { Edit } from '../lib/edits.ts'
import { createPredictor } from '../lib/prediction.ts'

/**
 * The plan as it is to be looked at: with the bar that is being dragged where it is, and while the service still
 * computes, with the dates that it will come to.
 */
export function useShownPlan(plan: Plan, pendingCount: number, draft: Edit | null): Plan {
  const [predict] = useState(createPredictor)
  return useMemo(() => {
    const { inputRevision, computedRevision, scheduleError, recomputeHold } = plan.project
    const isComputed = inputRevision > computedRevision && !scheduleError && !recomputeHold
    const isAhead = pendingCount > 0 || isComputed
    if (draft) return predict(applyOperations(plan, draft.operations))
    return isAhead ? predict(plan) : plan
  }, [plan, pendingCount, draft, predict])
}
