import { type CalendarExceptionSpec, dayOf, type ShiftSpec, textOfDay } from '@throughline/engine'
import { STANDARD_SHIFTS } from '../standard-calendars.ts'
import type { Warnings } from '../warnings.ts'
import { type Recurrence, recurringDays } from './recurring-days.ts'
import { dateOfChild, timeOfChild } from './values.ts'
import { child, children, flagOfChild, numberOfChild, textOfChild, type XmlRecord } from './xml-record.ts'

type Shifts = readonly ShiftSpec[]

/** A calendar as the file has it: days that it does not name are those of its base. */
export interface CalendarRow {
  readonly uid: number
  readonly name: string | null
  readonly isBase: boolean
  readonly baseUid: number | null
  /** Monday first; null = as the base. */
  readonly week: readonly (Shifts | null)[]
  readonly exceptions: readonly CalendarExceptionSpec[]
  readonly line: number
}

const MINUTES_PER_DAY = 1440
const MAXIMUM_WORK_WEEK_DAYS = 3660

export function readCalendarRow(record: XmlRecord, warnings: Warnings): CalendarRow {
  const weekDays = children(child(record, 'WeekDays'), 'WeekDay')
  const named = children(child(record, 'Exceptions'), 'Exception')
  const workWeeks = children(child(record, 'WorkWeeks'), 'WorkWeek')
  return {
    uid: numberOfChild(record, 'UID') ?? -1,
    name: textOfChild(record, 'Name'),
    isBase: flagOfChild(record, 'IsBaseCalendar'),
    baseUid: numberOfChild(record, 'BaseCalendarUID'),
    week: readWeek(weekDays, warnings),
    // Newer files write each exception twice: by name, and as old-style days without a name.
    exceptions: [
      ...workWeeks.flatMap((workWeek) => readWorkWeek(workWeek, warnings)),
      ...(named.length > 0
        ? named.flatMap((exception) => readException(exception, warnings))
        : weekDays.flatMap((day) => readOldException(day, warnings))),
    ],
    line: record.line,
  }
}

/** DayType 1 is Sunday, 7 Saturday; 0 an old-style exception. */
function readWeek(weekDays: readonly XmlRecord[], warnings: Warnings): (Shifts | null)[] {
  const week: (Shifts | null)[] = [null, null, null, null, null, null, null]
  for (const day of weekDays) {
    const type = numberOfChild(day, 'DayType') ?? 0
    if (type >= 1 && type <= 7) week[(type + 5) % 7] = readShifts(day, warnings)
  }
  return week
}

function readShifts(day: XmlRecord, warnings: Warnings): Shifts {
  if (!flagOfChild(day, 'DayWorking')) return []
  const times = children(child(day, 'WorkingTimes'), 'WorkingTime')
  const shifts = times.flatMap((time) => readShift(time, warnings)).sort((a, b) => a.from - b.from)
  return times.length === 0 ? STANDARD_SHIFTS : mergeShifts(shifts)
}

/** A shift until 00:00 lasts to the end of the day. */
function readShift(time: XmlRecord, warnings: Warnings): ShiftSpec[] {
  const from = timeOfChild(time, 'FromTime')
  const end = timeOfChild(time, 'ToTime')
  if (from === null || end === null) return []
  const to = end === 0 || end > MINUTES_PER_DAY ? MINUTES_PER_DAY : end
  if (from < to) return [{ from, to }]
  warnings.add('backward shift', time, 'A shift ends before it starts and is left out.')
  return []
}

function mergeShifts(shifts: Shifts): Shifts {
  const merged: ShiftSpec[] = []
  for (const shift of shifts) {
    const last = merged.at(-1)
    if (last === undefined || last.to < shift.from) merged.push(shift)
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, shift.to) }
  }
  return merged
}

function readException(exception: XmlRecord, warnings: Warnings): CalendarExceptionSpec[] {
  const recurrence = readRecurrence(exception)
  if (recurrence === null) return []
  const shifts = readShifts(exception, warnings)
  const ranges = recurringDays(recurrence)
  if (ranges === null) {
    const message = `A calendar exception repeats in a way that is not known here (type ${recurrence.type}); it is left out.`
    warnings.add('unknown recurrence', exception, message)
  }
  return (ranges ?? []).map((range) => ({ ...range, shifts }))
}

function readRecurrence(exception: XmlRecord): Recurrence | null {
  const period = child(exception, 'TimePeriod')
  const from = period === null ? null : dateOfChild(period, 'FromDate')
  const to = period === null ? null : dateOfChild(period, 'ToDate')
  if (from === null || to === null) return null
  const occurrences = numberOfChild(exception, 'Occurrences') ?? 0
  return {
    type: numberOfChild(exception, 'Type') ?? 1,
    from,
    to,
    occurrences: flagOfChild(exception, 'EnteredByOccurrences') && occurrences > 0 ? occurrences : null,
    period: numberOfChild(exception, 'Period') ?? 1,
    daysOfWeek: numberOfChild(exception, 'DaysOfWeek') ?? 0,
    month: numberOfChild(exception, 'Month') ?? 0,
    monthDay: numberOfChild(exception, 'MonthDay') ?? 0,
    monthItem: numberOfChild(exception, 'MonthItem') ?? 0,
    monthPosition: numberOfChild(exception, 'MonthPosition') ?? 0,
  }
}

function readOldException(day: XmlRecord, warnings: Warnings): CalendarExceptionSpec[] {
  if (numberOfChild(day, 'DayType') !== 0) return []
  const range = readRange(day)
  return range === null ? [] : [{ ...range, shifts: readShifts(day, warnings) }]
}

function readRange(holder: XmlRecord): { from: string; to: string } | null {
  const period = child(holder, 'TimePeriod')
  const from = period === null ? null : dateOfChild(period, 'FromDate')
  const to = period === null ? null : dateOfChild(period, 'ToDate')
  if (from === null || to === null || from > to) return null
  return { from: from.slice(0, 10), to: to.slice(0, 10) }
}

/** A week that holds for some time: its days become exceptions, equal neighbours one. */
function readWorkWeek(workWeek: XmlRecord, warnings: Warnings): CalendarExceptionSpec[] {
  const range = readRange(workWeek)
  if (range === null) return []
  const week = readWeek(children(child(workWeek, 'WeekDays'), 'WeekDay'), warnings)
  const first = dayOf(range.from)
  const last = Math.min(dayOf(range.to), first + MAXIMUM_WORK_WEEK_DAYS)
  if (last < dayOf(range.to)) {
    warnings.add('long work week', workWeek, 'A work week holds for more than ten years; ten years of it are kept.')
  }
  const found: CalendarExceptionSpec[] = []
  for (let day = first; day <= last; day += 1) {
    const shifts = week[(((day + 3) % 7) + 7) % 7] ?? null
    if (shifts === null) continue
    const previous = found.at(-1)
    const text = textOfDay(day)
    if (previous !== undefined && previous.to === textOfDay(day - 1) && isSame(previous.shifts, shifts)) {
      found[found.length - 1] = { ...previous, to: text }
    } else found.push({ from: text, to: text, shifts })
  }
  return found
}

function isSame(a: Shifts, b: Shifts): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
