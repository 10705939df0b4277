import type { CalendarExceptionSpec, CalendarSpec, Recurrence, ShiftSpec } from '../src/plan/types.ts'

const MILLISECONDS_PER_DAY = 86_400_000
const RANKS = ['weekly', 'monthly', 'yearly', 'daily']

/**
 * The rules of calendars written down as plainly as possible: one entry a minute from `firstDay` to
 * before `endDay` (days since 1970-01-01), true when worked. `lineage`: the calendar, its base, and so on.
 */
export function workedMinutes(lineage: readonly CalendarSpec[], firstDay: number, endDay: number): boolean[] {
  const minutes = Array.from({ length: (endDay - firstDay) * 1440 }, () => false)
  for (let day = firstDay - 1; day < endDay; day += 1) {
    for (const { from, to } of shiftsOf(lineage, day)) {
      for (let minute = from; minute < to; minute += 1) {
        const index = (day - firstDay) * 1440 + minute
        if (index >= 0 && index < minutes.length) minutes[index] = true
      }
    }
  }
  return minutes
}

function shiftsOf(lineage: readonly CalendarSpec[], day: number): readonly ShiftSpec[] {
  const text = textOf(day)
  for (const { exceptions } of lineage) {
    const found = exceptions
      .filter((exception) => isOn(exception, day))
      .sort((a, b) => rank(a) - rank(b))
      .at(-1)
    if (found !== undefined) return found.shifts
  }
  const weekday = (dateOf(day).getUTCDay() + 6) % 7
  for (const { workWeeks = [] } of lineage) {
    const found = workWeeks.findLast(({ from, to }) => from <= text && text <= to)
    if (found !== undefined) return found.week[weekday] ?? weekShifts(lineage, weekday)
  }
  return weekShifts(lineage, weekday)
}

function weekShifts(lineage: readonly CalendarSpec[], weekday: number): readonly ShiftSpec[] {
  return lineage.map(({ week }) => week[weekday] ?? null).find((shifts) => shifts !== null) ?? []
}

function rank({ recurs }: CalendarExceptionSpec): number {
  if (recurs == null || (recurs.kind === 'daily' && recurs.every === 1)) return RANKS.length
  return RANKS.findIndex((kind) => recurs.kind.startsWith(kind))
}

function isOn(exception: CalendarExceptionSpec, day: number): boolean {
  return isMatch(exception, day) && earlierMatches(exception, day) < (exception.occurrences ?? Number.POSITIVE_INFINITY)
}

function isMatch({ from, to, recurs = null }: CalendarExceptionSpec, day: number): boolean {
  const text = textOf(day)
  return from <= text && text <= to && (recurs === null || recursOn(recurs, dayOf(from), day))
}

function earlierMatches(exception: CalendarExceptionSpec, day: number): number {
  if (exception.occurrences == null) return 0
  let count = 0
  for (let each = dayOf(exception.from); each < day; each += 1) count += isMatch(exception, each) ? 1 : 0
  return count
}

function recursOn(recurs: Recurrence, from: number, day: number): boolean {
  const date = dateOf(day)
  const first = dateOf(from)
  const months = (date.getUTCFullYear() - first.getUTCFullYear()) * 12 + date.getUTCMonth() - first.getUTCMonth()
  switch (recurs.kind) {
    case 'daily':
      return (day - from) % recurs.every === 0
    case 'weekly': {
      const sunday = (each: number) => each - dateOf(each).getUTCDay()
      const isInWeek = ((sunday(day) - sunday(from)) / 7) % recurs.every === 0
      return isInWeek && recurs.weekdays.includes(isoWeekday(day))
    }
    case 'monthly-day':
      return (months - (recurs.day < first.getUTCDate() ? 1 : 0)) % recurs.every === 0 && isDayOfMonth(day, recurs.day)
    case 'monthly-weekday':
      return months % recurs.every === 0 && isWeekdayOfMonth(day, recurs)
    case 'yearly-day':
      return date.getUTCMonth() + 1 === recurs.month && isDayOfMonth(day, recurs.day)
    case 'yearly-weekday':
      return date.getUTCMonth() + 1 === recurs.month && isWeekdayOfMonth(day, recurs)
  }
}

function isDayOfMonth(day: number, dayOfMonth: number): boolean {
  const actual = dateOf(day).getUTCDate()
  const isLast = dateOf(day + 1).getUTCDate() === 1
  return actual === dayOfMonth || (isLast && dayOfMonth > actual)
}

function isWeekdayOfMonth(day: number, { weekday, position }: { weekday: number; position: number }): boolean {
  if (isoWeekday(day) !== weekday) return false
  const month = dateOf(day).getUTCMonth()
  if (position === -1) return dateOf(day + 7).getUTCMonth() !== month
  return Math.ceil(dateOf(day).getUTCDate() / 7) === position
}

function isoWeekday(day: number): number {
  return dateOf(day).getUTCDay() || 7
}

function dateOf(day: number): Date {
  return new Date(day * MILLISECONDS_PER_DAY)
}

function textOf(day: number): string {
  return dateOf(day).toISOString().slice(0, 10)
}

function dayOf(text: string): number {
  return Date.parse(`${text}T00:00Z`) / MILLISECONDS_PER_DAY
}
