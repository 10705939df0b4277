import type { DocumentConstraint, DocumentFault, WallTime } from '../../plan-document.ts'
import { shownText, type TaskRow, taskFault } from './task-row.ts'

const DAY_START = '08:00'
const DAY_END = '17:00'

/** A date without a kind, and a column of starts, is the earliest that the task may start. */
export function constraintOf(row: TaskRow, onFault: (fault: DocumentFault) => void): DocumentConstraint | null {
  const { constraintType, constraintDate, start, mandatory } = row.values
  const kind = constraintType ?? 'startNoEarlierThan'
  if (kind === 'asSoonAsPossible') return null
  const isMandatory = mandatory === true ? { isMandatory: true } : {}
  if (kind === 'asLateAsPossible') return { kind, date: null, ...isMandatory }
  const date = constraintDate ?? start
  if (date !== undefined) return { kind, date: withTime(date, kind), ...isMandatory }
  const isUnclear = shownText(row, 'constraintDate') !== '' && constraintDate === undefined
  if (constraintType !== undefined && !isUnclear) {
    onFault({
      ...taskFault(row, 'constraintType', `The constraint “${shownText(row, 'constraintType')}” has no date`),
      field: 'constraintAt',
    })
  }
  return null
}

/** A mere day is its beginning for starts, its end for finishes. */
function withTime(date: WallTime, kind: DocumentConstraint['kind']): WallTime {
  if (date.length > 10) return date
  return `${date}T${kind.startsWith('finish') || kind === 'mustFinishOn' ? DAY_END : DAY_START}`
}
