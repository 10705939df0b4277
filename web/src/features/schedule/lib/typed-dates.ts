import { CalendarDate, parseDate } from '@internationalized/date'

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const words: Readonly<Record<string, number>> = { today: 0, now: 0, tomorrow: 1, tom: 1, yesterday: -1 }
const units = { d: 'days', w: 'weeks', m: 'months', mo: 'months', y: 'years' } as const

const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/
const dotted = /^(\d{1,2})\.\s*(\d{1,2})\.?\s*(\d{2}|\d{4})?$/
const slashed = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{2}|\d{4}))?$/
const named = /^(?:[a-z]{3,}\.?,?\s+)?(\d{1,2})\.?\s+([a-z]{3,})\.?,?\s*(\d{2}|\d{4})?$/
const namedFirst = /^([a-z]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{2}|\d{4})?$/
const relative = /^([+-])\s*(\d{1,4})\s*(d|w|mo|m|y)?$/

/**
 * Reads a day as people write it, as `2026-03-12`: also `12.3.`, `12 Mar 26`, `Mar 12`, `3/12`, `+5d`, `-2w`, `today`,
 * `tomorrow`, `fri`. A day without a year lies ahead, or
 * at most 90 days back. Null when it says something else.
 */
export function readDay(text: string, today: string, monthFirst = isMonthFirst()): string | null {
  const lower = text.trim().toLowerCase()
  const now = parseDate(today.slice(0, 10))
  return (wordOf(lower, now) ?? writtenOf(lower, now, monthFirst))?.toString() ?? null
}

function wordOf(text: string, now: CalendarDate): CalendarDate | null {
  if (Object.hasOwn(words, text)) return now.add({ days: words[text] ?? 0 })
  const [, sign, amount = '', unit = 'd'] = relative.exec(text) ?? []
  if (sign) {
    const by = { [units[unit as keyof typeof units]]: Number(amount) }
    return sign === '+' ? now.add(by) : now.subtract(by)
  }
  const weekday = /^[a-z]{3,}$/.test(text) ? weekdayNames.indexOf(text.slice(0, 3)) : -1
  if (weekday < 0) return null
  const ahead = (weekday - now.toDate('UTC').getUTCDay() + 7) % 7
  return now.add({ days: ahead === 0 ? 7 : ahead })
}

function writtenOf(text: string, now: CalendarDate, monthFirst: boolean): CalendarDate | null {
  const dated = iso.exec(text)
  if (dated) return dayOf(dated[3], Number(dated[2]), dated[1], now)
  const german = dotted.exec(text)
  if (german) return dayOf(german[1], Number(german[2]), german[3], now)
  const [, first, second, year] = slashed.exec(text) ?? []
  if (first) return monthFirst ? dayOf(second, Number(first), year, now) : dayOf(first, Number(second), year, now)
  const long = named.exec(text)
  if (long) return dayOf(long[1], monthOf(long[2]), long[3], now)
  const american = namedFirst.exec(text)
  return american ? dayOf(american[2], monthOf(american[1]), american[3], now) : null
}

const monthOf = (name = ''): number => monthNames.indexOf(name.slice(0, 3)) + 1

function dayOf(day = '', month: number, year: string | undefined, now: CalendarDate): CalendarDate | null {
  if (year !== undefined) return valid(year.length === 2 ? 2000 + Number(year) : Number(year), month, Number(day))
  const earliest = now.subtract({ days: 90 })
  const candidates = [now.year - 1, now.year, now.year + 1].flatMap((each) => valid(each, month, Number(day)) ?? [])
  return candidates.find((date) => date.compare(earliest) >= 0) ?? null
}

/** Null for a day that the calendar has not, such as 30 February. */
function valid(year: number, month: number, day: number): CalendarDate | null {
  const date = new CalendarDate(year, month, day)
  return date.year === year && date.month === month && date.day === day ? date : null
}

/** Whether `3/12` is the twelfth of March where the reader lives. */
export function isMonthFirst(locale?: string): boolean {
  const parts = new Intl.DateTimeFormat(locale, { month: 'numeric', day: 'numeric' }).formatToParts(0)
  return parts.findIndex(({ type }) => type === 'month') < parts.findIndex(({ type }) => type === 'day')
}
