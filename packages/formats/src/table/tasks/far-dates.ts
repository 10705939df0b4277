import { FormatError } from '../../format-error.ts'
import { FIRST_DATE, LAST_DATE } from '../../limits.ts'
import type { TaskField } from './task-fields.ts'
import { placeOf, shownText, type TaskRow } from './task-row.ts'

/** The dates that work is scheduled by. */
const SCHEDULING = [
  'start',
  'constraintDate',
  'deadline',
  'actualStart',
  'actualFinish',
  'resume',
  'manualStart',
  'manualFinish',
] as const satisfies readonly TaskField[]

/** Throws FormatError for a date of a year that nothing can be scheduled in. */
export function refuseFarDates(row: TaskRow): void {
  for (const field of SCHEDULING) {
    const date = row.values[field]
    if (date === undefined || (date >= FIRST_DATE && date.slice(0, 10) <= LAST_DATE)) continue
    const message = `The date “${shownText(row, field)}” is not in the years ${FIRST_DATE.slice(0, 4)} to ${LAST_DATE.slice(0, 4)}`
    throw new FormatError(message, placeOf(row, field))
  }
}
