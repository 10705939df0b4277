import { type Minute, textOfDay, type WorkingTime, workingMinutesBetween } from '@throughline/engine'
import type { DocumentTask, DurationUnit, PlanDocument } from '../plan-document.ts'
import type { Span } from './span.ts'

const MINUTES_PER_DAY = 1440
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

type Lengths = Pick<PlanDocument, 'minutesPerDay' | 'minutesPerWeek' | 'daysPerMonth'>

/** "2 Mar 2026". */
export function dayText(minute: Minute): string {
  const text = textOfDay(Math.floor(minute / MINUTES_PER_DAY))
  return `${Number(text.slice(8, 10))} ${months[Number(text.slice(5, 7)) - 1]} ${text.slice(0, 4)}`
}

/** "2 Mar 2026 08:00". */
export function timeText(minute: Minute): string {
  const ofDay = ((minute % MINUTES_PER_DAY) + MINUTES_PER_DAY) % MINUTES_PER_DAY
  const [hour, rest] = [Math.floor(ofDay / 60), Math.floor(ofDay % 60)]
  return `${dayText(minute)} ${String(hour).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}

const unitNames: Record<DurationUnit, string> = { minutes: 'min', hours: 'h', days: 'd', weeks: 'wk', months: 'mo' }

function unitMinutes(unit: DurationUnit, isElapsed: boolean, lengths: Lengths): number {
  const day = isElapsed ? MINUTES_PER_DAY : lengths.minutesPerDay
  const week = isElapsed ? 7 * MINUTES_PER_DAY : lengths.minutesPerWeek
  const month = isElapsed ? 30 * MINUTES_PER_DAY : lengths.daysPerMonth * lengths.minutesPerDay
  return { minutes: 1, hours: 60, days: day, weeks: week, months: month }[unit]
}

/** "5 d", "1.5 wk"; "3 ed" runs around the clock, "5 d?" is a guess. */
export function durationText(
  { durationMinutes, durationUnit, isElapsed, isEstimated }: DurationOf,
  lengths: Lengths,
): string {
  const amount = Math.round((durationMinutes / unitMinutes(durationUnit, isElapsed, lengths)) * 100) / 100
  return `${amount} ${isElapsed ? 'e' : ''}${unitNames[durationUnit]}${isEstimated ? '?' : ''}`
}
type DurationOf = Pick<DocumentTask, 'durationMinutes' | 'durationUnit' | 'isElapsed' | 'isEstimated'>

/** How long a summary is: the working time between its dates. */
export function spanText(span: Span | null, calendar: WorkingTime, lengths: Lengths): string {
  if (span === null) return ''
  const durationMinutes = workingMinutesBetween(calendar, span.start, span.finish)
  return durationText({ durationMinutes, durationUnit: 'days', isElapsed: false, isEstimated: false }, lengths)
}

const mostNames = 3

/** The first names of a list, and how many more there are. */
export const nameList = (names: readonly string[]): string =>
  names.length <= mostNames
    ? names.join(', ')
    : `${names.slice(0, mostNames).join(', ')} and ${names.length - mostNames} more`
