import { applyOperations, createStore, type Store } from '@throughline/client'
import type { Plan } from '@throughline/contract'
import { useEffect, useMemo, useRef } from 'react'
import type { Edit } from '../lib/edits.ts'
import { type Dates, getPredictor } from '../prediction/predictor.ts'

/** The dates that an edit which is still in the hand would come to; null while there is none. */
export type DraftDates = Store<Dates | null>

export interface Drafts {
  readonly dates: DraftDates
  /** Shows what an edit would come to; null: nothing any more. */
  show(edit: Edit | null): void
  /** The edit was let go of: its dates stay until the plan itself has them. */
  settle(): void
}

/** Shows what edits of a plan would come to while they are made, without drawing more than the dates anew. */
export function useDrafts(plan: Plan, isSettled: boolean): Drafts {
  const latest = useRef(plan)
  latest.current = plan
  const settling = useRef(false)

  const drafts = useMemo(() => {
    const dates = createStore<Dates | null>(null)
    let current: Edit | null = null
    const showDates = async (edit: Edit): Promise<void> => {
      const told = await getPredictor().datesOf(applyOperations(latest.current, edit.operations), 'draft')
      if (told !== undefined && current === edit) dates.set(told)
      else if (told && current !== null) dates.set(told)
    }
    const show = (edit: Edit | null): void => {
      settling.current = false
      current = edit
      if (edit) void showDates(edit)
      else dates.set(null)
    }
    const settle = (): void => {
      settling.current = current !== null
      current = null
    }
    return { dates, show, settle }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each plan is a reason to look
  useEffect(() => {
    if (settling.current && isSettled) drafts.show(null)
  }, [plan, isSettled, drafts])
  return drafts
}
