// Primavera's calendars have a week and exceptions by the day, and inherit exceptions alone, from a calendar that
// inherits nothing. Any other calendar is worked out day by day.
import {
  compileCalendar,
  dayOf,
  earliestMinuteAt,
  latestMinuteAt,
  positionOf,
  type ShiftSpec,
  textOfDay,
  type WorkingTime,
} from '@throughline/engine'
import type { DocumentCalendar } from '../../plan-document.ts'

type Shifts = readonly ShiftSpec[]

/** `week` is Monday first; exceptions by their days. */
export interface CalendarDays {
  readonly baseKey: string | null
  readonly week: readonly Shifts[]
  readonly exceptions: ReadonlyMap<string, Shifts>
}

const MINUTES_PER_DAY = 1440
/** A range of days that is longer is written within the horizon alone. */
const LONGEST_RANGE = 366
/** So many days before and after the horizon a calendar may have dates that are written all the same. */
const MOST_DAYS_BEYOND = 366 * 20
const DAY_OF_MONDAY = 4

export function calendarDays(
  calendar: DocumentCalendar,
  calendars: ReadonlyMap<string, DocumentCalendar>,
  horizon: { readonly firstDay: number; readonly endDay: number },
): CalendarDays {
  const base = calendar.baseKey === null ? null : (calendars.get(calendar.baseKey) ?? null)
  const inherits = base !== null && base.baseKey === null && isPlain(base)
  if (isPlain(calendar) && (base === null || inherits)) {
    const week = calendar.week.map((shifts) => shifts ?? [])
    return { baseKey: base?.key ?? null, week, exceptions: plainExceptions(calendar, horizon) }
  }
  return workedOut(calendar, calendars, horizon)
}

/** Whether the week says every day, and no exception comes back or reaches into the day after. */
function isPlain({ week, workWeeks, exceptions }: DocumentCalendar): boolean {
  return (
    workWeeks.length === 0 &&
    week.every((shifts) => shifts !== null && endsByMidnight(shifts)) &&
    exceptions.every(({ recurs = null, shifts }) => recurs === null && endsByMidnight(shifts))
  )
}

function endsByMidnight(shifts: Shifts): boolean {
  return shifts.every(({ to }) => to <= MINUTES_PER_DAY)
}

/** Of ranges that overlap the later one counts. */
function plainExceptions(
  { exceptions }: DocumentCalendar,
  { firstDay, endDay }: { readonly firstDay: number; readonly endDay: number },
): ReadonlyMap<string, Shifts> {
  const byDay = new Map<string, Shifts>()
  for (const { from, to, shifts } of exceptions) {
    const isLong = dayOf(to) - dayOf(from) >= LONGEST_RANGE
    const first = isLong ? Math.max(dayOf(from), firstDay) : dayOf(from)
    const last = isLong ? Math.min(dayOf(to), endDay - 1) : dayOf(to)
    for (let day = first; day <= last; day += 1) byDay.set(textOfDay(day), shifts)
  }
  return byDay
}

/** What is worked on each day of the horizon, as exceptions to what is worked on most such days. */
function workedOut(
  calendar: DocumentCalendar,
  calendars: ReadonlyMap<string, DocumentCalendar>,
  horizon: { readonly firstDay: number; readonly endDay: number },
): CalendarDays {
  const { firstDay, endDay } = horizonOf(calendar, calendars, horizon)
  const specs = new Map([...calendars].map(([key, each]) => [key, { ...each, id: key, baseId: each.baseKey }]))
  const spec = specs.get(calendar.key) ?? { ...calendar, id: calendar.key, baseId: calendar.baseKey }
  const worked = daysOf(compileCalendar(spec, specs), firstDay, endDay)
  const week = Array.from({ length: 7 }, (_, weekday) => usualOf(worked, firstDay, weekday))
  const exceptions = new Map<string, Shifts>()
  worked.forEach((shifts, index) => {
    const day = firstDay + index
    if (printOf(shifts) !== printOf(week[weekdayOf(day)] ?? [])) exceptions.set(textOfDay(day), shifts)
  })
  return { baseKey: null, week, exceptions }
}

/** With what is dated in the calendar, or in one that it derives from, but for what goes on for years. */
function horizonOf(
  calendar: DocumentCalendar,
  calendars: ReadonlyMap<string, DocumentCalendar>,
  { firstDay, endDay }: { readonly firstDay: number; readonly endDay: number },
) {
  let first = firstDay
  let end = endDay
  const passed = new Set<DocumentCalendar>()
  for (let at: DocumentCalendar | undefined = calendar; at !== undefined && !passed.has(at); ) {
    passed.add(at)
    for (const { from, to } of [...at.exceptions, ...at.workWeeks]) {
      if (dayOf(to) - dayOf(from) > 2 * LONGEST_RANGE) continue
      first = Math.min(first, dayOf(from))
      end = Math.max(end, dayOf(to) + 2)
    }
    at = at.baseKey === null ? undefined : calendars.get(at.baseKey)
  }
  return { firstDay: Math.max(first, firstDay - MOST_DAYS_BEYOND), endDay: Math.min(end, endDay + MOST_DAYS_BEYOND) }
}

/** Monday is 0. */
function weekdayOf(day: number): number {
  return (((day - DAY_OF_MONDAY) % 7) + 7) % 7
}

function daysOf(time: WorkingTime, firstDay: number, endDay: number): Shifts[] {
  const days = Array.from({ length: endDay - firstDay }, (): ShiftSpec[] => [])
  const end = endDay * MINUTES_PER_DAY
  const endPosition = positionOf(time, end)
  /** How long the last period was that began at the same time of a day. */
  const lengths = new Map<number, number>()
  let position = positionOf(time, firstDay * MINUTES_PER_DAY)
  while (position < endPosition) {
    const from = latestMinuteAt(time, position)
    const day = Math.floor(from / MINUTES_PER_DAY)
    const midnight = (day + 1) * MINUTES_PER_DAY
    const inDay = from - day * MINUTES_PER_DAY
    const to = from + lengthOfPeriod(time, position, Math.min(midnight, end) - from, lengths.get(inDay) ?? 1)
    lengths.set(inDay, to - from)
    days[day - firstDay]?.push({ from: inDay, to: to - day * MINUTES_PER_DAY })
    position = positionOf(time, to)
  }
  return days
}

/** Of the working period at a position, `most` if it goes on for longer; `guess` is tried first. */
function lengthOfPeriod(time: WorkingTime, position: number, most: number, guess: number): number {
  const from = latestMinuteAt(time, position)
  const lasts = (minutes: number) => earliestMinuteAt(time, position + minutes) === from + minutes
  let low = 1
  let high = most
  if (guess <= most && lasts(guess)) {
    if (guess === most || !lasts(guess + 1)) return guess
    low = guess + 1
  }
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (lasts(middle)) low = middle
    else high = middle - 1
  }
  return low
}

function usualOf(worked: readonly Shifts[], firstDay: number, weekday: number): Shifts {
  const counts = new Map<string, { readonly shifts: Shifts; count: number }>()
  worked.forEach((shifts, index) => {
    if (weekdayOf(firstDay + index) !== weekday) return
    const known = counts.get(printOf(shifts)) ?? { shifts, count: 0 }
    known.count += 1
    counts.set(printOf(shifts), known)
  })
  const [first] = [...counts.values()].sort((a, b) => b.count - a.count)
  return first?.shifts ?? []
}

function printOf(shifts: Shifts): string {
  return shifts.map(({ from, to }) => `${from}-${to}`).join(' ')
}
