import type { ConstraintKind } from '@throughline/engine'
import type { DocumentConstraint, DocumentTask } from '../../plan-document.ts'
import { dateCell } from './cells.ts'
import type { Cells } from './out-row.ts'

const TYPES: Readonly<Record<ConstraintKind, string>> = {
  asSoonAsPossible: '',
  asLateAsPossible: 'CS_ALAP',
  mustStartOn: 'CS_MSO',
  startNoEarlierThan: 'CS_MSOA',
  startNoLaterThan: 'CS_MSOB',
  mustFinishOn: 'CS_MEO',
  finishNoEarlierThan: 'CS_MEOA',
  finishNoLaterThan: 'CS_MEOB',
}
/** Beside these Primavera takes a second constraint. */
const WITH_SECOND: ReadonlySet<string> = new Set(['CS_MSOA', 'CS_MEOA'])

/**
 * A task that is placed by hand has to start when it does; a deadline is a finish on or before it, which in Primavera
 * moves nothing either.
 */
export function constraintCells(task: DocumentTask): Cells {
  const placed = placedByHand(task)
  const first = placed ?? typeOf(task.constraint)
  const deadline = task.deadline === null ? '' : 'CS_MEOB'
  if (first === '') return cells(deadline, task.deadline, '', null)
  const date = placed === null ? (task.constraint?.date ?? null) : (task.manual?.start ?? task.manual?.finish ?? null)
  const hasSecond = deadline !== '' && WITH_SECOND.has(first)
  return cells(first, date, hasSecond ? deadline : '', hasSecond ? task.deadline : null)
}

function cells(type: string, date: string | null, second: string, secondDate: string | null): Cells {
  return { cstr_type: type, cstr_date: dateCell(date), cstr_type2: second, cstr_date2: dateCell(secondDate) }
}

function placedByHand({ manual }: DocumentTask): string | null {
  if (manual === null || (manual.start === null && manual.finish === null)) return null
  return manual.start === null ? 'CS_MANDFIN' : 'CS_MANDSTART'
}

function typeOf(constraint: DocumentConstraint | null): string {
  if (constraint === null) return ''
  if (constraint.isMandatory === true) {
    if (constraint.kind === 'mustStartOn') return 'CS_MANDSTART'
    if (constraint.kind === 'mustFinishOn') return 'CS_MANDFIN'
  }
  return TYPES[constraint.kind]
}
