// A header such as "Duration (1d = 7h, 1w = 35h, 1mo = 20d)" says how long the days, weeks and months of a table are
// where they are not 8 hours, 5 days and 20 days.
import type { PlanDocument } from '../plan-document.ts'
import { type DayLengths, STANDARD_LENGTHS } from './values/span.ts'

const LENGTHS = /\(1d = (\d{1,2}(?:\.\d{1,6})?)h, 1w = (\d{1,3}(?:\.\d{1,6})?)h, 1mo = (\d{1,2})d\)/

/** Of the first header that says it. */
export function lengthsOf(headers: readonly string[]): DayLengths {
  const found = headers.map((header) => LENGTHS.exec(header)).find((match) => match !== null)
  if (found === undefined || found === null) return STANDARD_LENGTHS
  const day = Math.round(Number(found[1]) * 60)
  const week = Math.round(Number(found[2]) * 60)
  const month = day * Number(found[3])
  return day > 0 && week > 0 && month > 0 ? { day, week, month } : STANDARD_LENGTHS
}

/** Empty for the usual lengths, so that it can stand behind any name. */
export function lengthsNote({ day, week, month }: DayLengths): string {
  const { day: usualDay, week: usualWeek, month: usualMonth } = STANDARD_LENGTHS
  if (day === usualDay && week === usualWeek && month === usualMonth) return ''
  return ` (1d = ${hours(day)}h, 1w = ${hours(week)}h, 1mo = ${month / day}d)`
}

function hours(minutes: number): string {
  return String(Number((minutes / 60).toFixed(6)))
}

export function lengthsOfDocument({
  minutesPerDay,
  minutesPerWeek,
  daysPerMonth,
}: Pick<PlanDocument, 'minutesPerDay' | 'minutesPerWeek' | 'daysPerMonth'>): DayLengths {
  return { day: minutesPerDay, week: minutesPerWeek, month: minutesPerDay * daysPerMonth }
}
