import type { ImportAction, ImportRow } from '@throughline/contract'
import { importFieldTitle } from './import-fields.ts'

const actionWords: Record<ImportAction, string> = {
  create: 'new',
  update: 'changed',
  delete: 'deleted',
  unchanged: 'unchanged',
}

type Row = Pick<ImportRow, 'action' | 'state' | 'conflict' | 'fields' | 'problem' | 'line'>

export const stateWord = ({ action, state }: Pick<Row, 'action' | 'state'>): string =>
  state === 'written' && action !== 'unchanged' ? 'written' : actionWords[action]

export function toneOf({ state, conflict }: Pick<Row, 'state' | 'conflict'>): 'danger' | 'warning' | undefined {
  if (state === 'parked' || state === 'held') return 'danger'
  return conflict ? 'warning' : undefined
}

/** What there is to say of a row in its line. */
export function whatText({ action, state, conflict, fields, problem, line }: Row): string {
  if (problem) return problemText(problem)
  if (state === 'held') return 'waits for a row that cannot be taken'
  if (action === 'delete') return conflict ? 'conflict: changed here since' : 'not in the file any more'
  if (action === 'update') return changedText(fields)
  return line === null ? '' : `line ${line.toLocaleString('en')}`
}

/** What is wrong with a row as a sentence; messages about a field go on from its name. */
export function problemText({ message, field }: NonNullable<Row['problem']>): string {
  return field && /^[a-z]/.test(message) ? `${importFieldTitle(field)} ${message}` : message
}

/** "conflict in duration; also notes, place". */
function changedText(fields: Row['fields']): string {
  const inConflict = titles(fields.filter(({ conflict }) => conflict).map(({ field }) => field))
  const others = titles(fields.filter(({ conflict }) => !conflict).map(({ field }) => field))
  if (!inConflict) return others
  return `conflict in ${inConflict}${others && `; also ${others}`}`
}

const titlesInLine = 4

function titles(fields: readonly string[]): string {
  const all = [...new Set(fields.map((field) => importFieldTitle(field).toLowerCase()))]
  const more = all.length - titlesInLine
  return [...all.slice(0, titlesInLine), ...(more > 0 ? [`${more} more`] : [])].join(', ')
}
