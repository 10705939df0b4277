import { formatLongDay, formatWallTime } from './dates.ts'
import type { DayLengths } from './day-lengths.ts'
import { formatDuration } from './duration.ts'

const titles: Readonly<Record<string, string>> = {
  constraintAt: 'Constraint date',
  parentId: 'Place',
  position: 'Place',
  percentComplete: 'Complete',
  wbs: 'WBS',
  levelingDelayMinutes: 'Levelling delay',
  isMandatory: 'Mandatory',
  isConstraintMandatory: 'Constraint is mandatory',
  totalFloatMinutes: 'Total float',
  freeFloatMinutes: 'Free float',
  customFields: 'Own fields',
  personId: 'Person',
  startsAt: 'Start',
  finishesAt: 'Finish',
  maxUnits: 'Most units',
  actualMinutes: 'Actual duration',
  drivesDuration: 'Drives the duration',
  baseId: 'Base calendar',
}

const words: Readonly<Record<string, string>> = {
  asSoonAsPossible: 'as soon as possible',
  asLateAsPossible: 'as late as possible',
  startNoEarlierThan: 'not before a date',
  startNoLaterThan: 'start not after a date',
  finishNoEarlierThan: 'finish not before a date',
  finishNoLaterThan: 'finish not after a date',
  mustStartOn: 'must start on a date',
  mustFinishOn: 'must finish on a date',
  fixedUnits: 'fixed units',
  fixedDuration: 'fixed duration',
  fixedWork: 'fixed work',
}

/** What is about a unit or a kind of value in the name of a field, and not said to people. */
const lastPart = /(?<=[a-z])(Minutes|Minor|Id|At)$/
const firstPart = /^(is|has)(?=[A-Z])/

/** What people call a field of a row. */
export function fieldTitle(field: string): string {
  const title = titles[field]
  if (title) return title
  const plain = field.replace(firstPart, '').replace(lastPart, '')
  const spaced = plain.replaceAll('_', ' ').replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return `${spaced.slice(0, 1).toUpperCase()}${spaced.slice(1)}`
}

const wallTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/

/** The value of a field as it is shown in tables; `nameOf` knows the names of rows by their ids. */
export function fieldText(
  field: string,
  value: unknown,
  lengths: DayLengths,
  nameOf?: (id: string) => string | undefined,
): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return numberText(field, value, lengths)
  if (typeof value === 'object') return objectText(field, value, lengths)
  const text = String(value)
  if (field === 'constraintAt') return formatLongDay(text)
  if (wallTime.test(text)) return formatWallTime(text)
  if (field.endsWith('Id')) return nameOf?.(text) ?? text
  return choiceText(text)
}

/** One of a few words that a field can have. */
export const choiceText = (word: string): string => words[word] ?? word

function numberText(field: string, value: number, lengths: DayLengths): string {
  if (field.endsWith('Minutes')) return formatDuration(value, lengths)
  if (field.endsWith('Minor')) return (value / 100).toFixed(2)
  if (field === 'percentComplete') return `${value} %`
  if (/units$/i.test(field)) return `${Math.round(value * 1_000) / 10} %`
  return String(value)
}

interface Shift {
  from: number
  to: number
}

const plurals: Readonly<Record<string, readonly [string, string]>> = {
  exceptions: ['exception', 'exceptions'],
  workWeeks: ['other week', 'other weeks'],
  splits: ['interruption', 'interruptions'],
  tasks: ['task', 'tasks'],
}

function objectText(field: string, value: object, lengths: DayLengths): string {
  if (field === 'week' && Array.isArray(value)) return weekText(value as (Shift[] | null)[])
  if (Array.isArray(value)) {
    const [one, many] = plurals[field] ?? ['entry', 'entries']
    return value.length === 0 ? '–' : `${value.length.toLocaleString('en')} ${value.length === 1 ? one : many}`
  }
  const titleOf = (key: string) => (field === 'customFields' ? key : fieldTitle(key).toLowerCase())
  const parts = Object.entries(value).map(([key, each]) => `${titleOf(key)} ${fieldText(key, each, lengths)}`)
  return parts.length === 0 ? '–' : parts.join(', ')
}

/** "40 hours a week". */
function weekText(days: readonly (readonly Shift[] | null)[]): string {
  const minutes = days.flatMap((day) => day ?? []).reduce((sum, { from, to }) => sum + to - from, 0)
  return `${Math.round(minutes / 6) / 10} hours a week`
}
