import { MAXIMUM_NAME, MAXIMUM_SHORT_NAME, tidyName, tidyNotes } from '../limits.ts'
import { PLAIN_TASK } from '../plain-document.ts'
import type { DocumentTask } from '../plan-document.ts'
import type { Warnings } from '../warnings.ts'
import { uuidOfGuid } from './guid.ts'
import type { XerRow } from './xer-tables.ts'
import { keyIn, textIn } from './xer-values.ts'

interface XerSummaryContext {
  readonly parentKey: string | null
  readonly notes: string
  readonly customFields: DocumentTask['customFields']
  readonly warnings: Warnings
}

/** Elements and tasks have numbers of their own, so that keys of elements say what they are. */
export const summaryKey = (elementId: string): string => `wbs-${elementId}`

export function buildSummary(row: XerRow, context: XerSummaryContext): DocumentTask {
  const id = keyIn(row, 'wbs_id')
  const name = textIn(row, 'wbs_name') ?? textIn(row, 'wbs_short_name') ?? ''
  return {
    ...PLAIN_TASK,
    key: summaryKey(id),
    guid: uuidOfGuid(textIn(row, 'guid')),
    parentKey: context.parentKey,
    name: tidyName(name, MAXIMUM_NAME, `Element ${id}`),
    wbs: tidyName(textIn(row, 'wbs_short_name') ?? '', MAXIMUM_SHORT_NAME, ''),
    notes: tidyNotes(context.notes, row, context.warnings),
    durationMinutes: 0,
    customFields: context.customFields,
    line: row.line,
  }
}
