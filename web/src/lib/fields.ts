import { formatLongDay, formatWallTime } from './dates.ts'
import { formatDuration } from './duration.ts'

const titles: Readonly<Record<string, string>> = {
  durationMinutes: 'Duration',
  lagMinutes: 'Lag',
  constraintType: 'Constraint',
  constraintAt: 'Not before',
  parentId: 'Place',
  position: 'Place',
  percentComplete: 'Complete',
  calendarId: 'Calendar',
  baselineId: 'Baseline',
  startsAt: 'Start',
  timeZone: 'Time zone',
}

const words: Readonly<Record<string, string>> = {
  asSoonAsPossible: 'as soon as possible',
  startNoEarlierThan: 'not before a date',
}

/** What people call a field of a row. */
export const fieldTitle = (field: string): string =>
  titles[field] ?? `${field.slice(0, 1).toUpperCase()}${field.slice(1)}`

/** The value of a field as it is shown in tables. */
export function fieldText(field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (field.endsWith('Minutes') && typeof value === 'number') return formatDuration(value)
  if (field === 'constraintAt' && typeof value === 'string') return formatLongDay(value)
  if (field.endsWith('At') && typeof value === 'string') return formatWallTime(value)
  if (field === 'percentComplete') return `${String(value)} %`
  return words[String(value)] ?? String(value)
}
