import { type ComputedRow, computedColumnsOf, type PlanDelta } from '@throughline/contract'
import { type ComputedColumns, findProjectRow, type Transaction } from '@throughline/database'
import { textOf } from '@throughline/engine'
import { buildDelta, maximumDeltaRows } from '../plans/delta.ts'

/** What a result changes in the plan, from the revision before its own; null when it is large. */
export async function buildComputedDelta(
  transaction: Transaction,
  place: { projectId: string; revision: number },
  changed: ComputedColumns,
  written: ReadonlySet<string>,
): Promise<PlanDelta | null> {
  if (written.size > maximumDeltaRows) return null
  const project = await findProjectRow(transaction, place.projectId)
  const computed = computedRows(changed, place.revision).filter((row) => written.has(row.id))
  return buildDelta({ from: place.revision - 1, to: place.revision, project, computed: computedColumnsOf(computed) })
}

function computedRows(changed: ComputedColumns, revision: number): ComputedRow[] {
  const textAt = (column: number[], index: number) => textOf(column[index] as number)
  return changed.id.map((id, index) => ({
    id,
    isSummary: changed.isSummary[index] as boolean,
    earlyStart: textAt(changed.earlyStart, index),
    earlyFinish: textAt(changed.earlyFinish, index),
    lateStart: textAt(changed.lateStart, index),
    lateFinish: textAt(changed.lateFinish, index),
    totalFloatMinutes: changed.totalFloat[index] as number,
    freeFloatMinutes: changed.freeFloat[index] as number,
    isCritical: changed.isCritical[index] as boolean,
    revision,
  }))
}
