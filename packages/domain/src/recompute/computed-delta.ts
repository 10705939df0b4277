import type { ComputedRow, PlanDelta } from '@throughline/contract'
import { type ComputedColumns, findProjectRow, type Transaction } from '@throughline/database'
import { textOf } from '@throughline/engine'

/** With more rows than this an event carries no delta; clients pull it. */
const mostRows = 500

/** What a result changes in the plan, from the revision before its own; null when it is large. */
export async function buildComputedDelta(
  transaction: Transaction,
  place: { projectId: string; revision: number },
  changed: ComputedColumns,
  written: ReadonlySet<string>,
): Promise<PlanDelta | null> {
  if (written.size > mostRows) return null
  const project = await findProjectRow(transaction, place.projectId)
  if (!project) return null
  const { rank: _, fieldRevisions: __, ...fields } = project
  const none = { tasks: [], links: [], calendars: [], resources: [], assignments: [] }
  return {
    from: place.revision - 1,
    to: place.revision,
    project: fields,
    ...none,
    computed: computedRows(changed, place.revision).filter((row) => written.has(row.id)),
    deleted: none,
  }
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
