import type { PlanDocument } from '../plan-document.ts'
import { assignmentRows } from './assignment-rows.ts'
import { baselineRows } from './baseline-rows.ts'
import { calendarRows } from './calendar-rows.ts'
import type { DocumentRow, IdOf } from './document-row.ts'
import { linkRows } from './link-rows.ts'
import { projectRow } from './project-row.ts'
import { resourceRows } from './resource-rows.ts'
import { rowContext } from './row-context.ts'
import { taskRows } from './task-rows.ts'

/** All that an import writes of a document, in the order of writing: what is named before what names it. */
export function rowsOfDocument(document: PlanDocument, idOf: IdOf): DocumentRow[] {
  const context = rowContext(document, idOf)
  return [
    ...calendarRows(context),
    projectRow(context),
    ...taskRows(context),
    ...linkRows(context),
    ...resourceRows(context),
    ...assignmentRows(context),
    ...baselineRows(context),
  ]
}
