import type { CalendarExceptionSpec, ShiftSpec, WorkWeekSpec } from '@throughline/engine'
import { STANDARD_SHIFTS } from '../standard-calendars.ts'
import type { Warnings } from '../warnings.ts'
import { readException, readRange } from './calendar-exception.ts'
import { timeOfChild } from './values.ts'
import { child, children, flagOfChild, numberOfChild, textOfChild, type XmlRecord } from './xml-record.ts'

type Shifts = readonly ShiftSpec[]
type Week = readonly (Shifts | null)[]

/** A calendar as the file has it: days that it does not name are those of its base. */
export interface CalendarRow {
  readonly uid: number
  readonly name: string | null
  readonly isBase: boolean
  readonly baseUid: number | null
  /** Monday first; null = as the base. */
  readonly week: Week
  readonly workWeeks: readonly WorkWeekSpec[]
  readonly exceptions: readonly CalendarExceptionSpec[]
  readonly line: number
}

const MINUTES_PER_DAY = 1440

export function readCalendarRow(record: XmlRecord, warnings: Warnings): CalendarRow {
  const weekDays = children(child(record, 'WeekDays'), 'WeekDay')
  const named = children(child(record, 'Exceptions'), 'Exception')
  return {
    uid: numberOfChild(record, 'UID') ?? -1,
    name: textOfChild(record, 'Name'),
    isBase: flagOfChild(record, 'IsBaseCalendar'),
    baseUid: numberOfChild(record, 'BaseCalendarUID'),
    week: readWeek(weekDays),
    workWeeks: children(child(record, 'WorkWeeks'), 'WorkWeek').flatMap(readWorkWeek),
    // Newer files write each exception twice: by name, and as old-style days without a name.
    exceptions:
      named.length > 0
        ? inOrderOfPrecedence(named.map((exception) => readException(exception, readShifts(exception), warnings)))
        : weekDays.flatMap(readOldException),
    line: record.line,
  }
}

/**
 * Where exceptions meet on a day, single ones outrank repeated ones, and those repeated by days
 * rank above yearly, monthly and weekly ones. As MPXJ reads the stored dates of such calendars.
 */
function inOrderOfPrecedence(read: readonly (readonly CalendarExceptionSpec[])[]): CalendarExceptionSpec[] {
  return read.flat().sort((a, b) => rankOf(a) - rankOf(b))
}

function rankOf({ recurs }: CalendarExceptionSpec): number {
  const kinds = ['weekly', 'monthly', 'yearly', 'daily']
  const kind = recurs?.kind.split('-')[0] ?? ''
  return recurs == null ? kinds.length : kinds.indexOf(kind)
}

/** DayType 1 is Sunday, 7 Saturday; 0 an old-style exception. */
function readWeek(weekDays: readonly XmlRecord[]): Week {
  const week: (Shifts | null)[] = [null, null, null, null, null, null, null]
  for (const day of weekDays) {
    const type = numberOfChild(day, 'DayType') ?? 0
    if (type >= 1 && type <= 7) week[(type + 5) % 7] = readShifts(day)
  }
  return week
}

function readShifts(day: XmlRecord): Shifts {
  if (!flagOfChild(day, 'DayWorking')) return []
  const times = children(child(day, 'WorkingTimes'), 'WorkingTime')
  const shifts = times.flatMap(readShift).sort((a, b) => a.from - b.from)
  return times.length === 0 ? STANDARD_SHIFTS : mergeShifts(shifts)
}

/** A shift until 00:00 lasts to the end of the day; one that ends before it starts goes on after midnight. */
function readShift(time: XmlRecord): ShiftSpec[] {
  const from = timeOfChild(time, 'FromTime')
  const end = timeOfChild(time, 'ToTime')
  if (from === null || end === null || from >= MINUTES_PER_DAY) return []
  const to = end === 0 || end > MINUTES_PER_DAY ? MINUTES_PER_DAY : end
  return [{ from, to: from < to ? to : to + MINUTES_PER_DAY }]
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

function readOldException(day: XmlRecord): CalendarExceptionSpec[] {
  if (numberOfChild(day, 'DayType') !== 0) return []
  const range = readRange(day)
  return range === null ? [] : [{ ...range, shifts: readShifts(day) }]
}

function readWorkWeek(workWeek: XmlRecord): WorkWeekSpec[] {
  const range = readRange(workWeek)
  const week = readWeek(children(child(workWeek, 'WeekDays'), 'WeekDay'))
  return range === null || week.every((day) => day === null) ? [] : [{ ...range, week }]
}
