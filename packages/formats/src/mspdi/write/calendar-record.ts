import type { CalendarExceptionSpec, Recurrence, ShiftSpec } from '@throughline/engine'
import type { DocumentCalendar } from '../../plan-document.ts'
import { recurringDays } from '../../recurring-days.ts'
import { STANDARD_WEEK } from '../../standard-calendars.ts'
import { mergeShifts } from '../merge-shifts.ts'
import { type RecordKind, recordKind } from '../record-kind.ts'
import { CALENDAR_ELEMENTS } from '../schema.ts'
import { flag, leaf, type XmlNode } from '../xml-node.ts'
import { plainExceptions, plainWorkWeeks } from './plain-days.ts'
import type { WriteContext } from './write-context.ts'
import { flagText, guidOrNull } from './write-values.ts'

interface WrittenCalendar {
  readonly calendar: DocumentCalendar
  readonly context: WriteContext
}

type Exception = DocumentCalendar['exceptions'][number]
type WorkWeek = DocumentCalendar['workWeeks'][number]
type Shifts = readonly ShiftSpec[]

const SUNDAY_FIRST = [6, 0, 1, 2, 3, 4, 5] as const
const MINUTES_PER_DAY = 1440
const OLD_STYLE_DAYS = 1_000

export const CALENDAR: RecordKind<WrittenCalendar> = recordKind<WrittenCalendar>(
  CALENDAR_ELEMENTS,
  {
    UID: ({ calendar, context }) => String(context.calendarUid(calendar.key)),
    GUID: ({ calendar }) => guidOrNull(calendar.guid),
    Name: ({ calendar }) => calendar.name,
    IsBaseCalendar: ({ calendar }) => flagText(calendar.baseKey === null),
    BaseCalendarUID: ({ calendar, context }) => String(context.calendarUid(calendar.baseKey)),
    WeekDays: ({ calendar }) =>
      holder('WeekDays', [
        ...weekDays(weekOf(calendar)),
        ...plainExceptions(calendar.exceptions).flatMap(oldStyleDays),
      ]),
    Exceptions: ({ calendar }) => exceptionNodes(plainExceptions(calendar.exceptions)),
    WorkWeeks: ({ calendar, context }) => workWeekNodes(plainWorkWeeks(context.lineageOf(calendar))),
  },
  { computed: ['UID'] },
)

function weekOf({ baseKey, week }: DocumentCalendar): DocumentCalendar['week'] {
  return baseKey === null ? week.map((day, index) => day ?? STANDARD_WEEK[index] ?? []) : week
}

function holder(name: string, nodes: readonly XmlNode[]): readonly XmlNode[] {
  return nodes.length === 0 ? [] : [[name, nodes]]
}

/** In the order of their days: Microsoft Project passes over others. */
export function exceptionNodes(exceptions: readonly Exception[]): readonly XmlNode[] {
  return holder('Exceptions', exceptions.map(exceptionNode))
}

export function workWeekNodes(workWeeks: readonly WorkWeek[]): readonly XmlNode[] {
  return holder('WorkWeeks', workWeeks.map(workWeekNode))
}

/** Days that are as in the base are left out. */
function weekDays(week: readonly (Shifts | null)[]): readonly XmlNode[] {
  return SUNDAY_FIRST.flatMap((index, place): readonly XmlNode[] => {
    const shifts = week[index] ?? null
    return shifts === null ? [] : [['WeekDay', [['DayType', String(place + 1)], ...workingDay(shifts)]]]
  })
}

function workingDay(shifts: Shifts): readonly XmlNode[] {
  return [flag('DayWorking', shifts.length > 0), ...workingTimes(shifts)]
}

function workingTimes(shifts: Shifts): readonly XmlNode[] {
  return holder(
    'WorkingTimes',
    mergeShifts(shifts)
      .flatMap(withinADay)
      .map(({ from, to }) => [
        'WorkingTime',
        [
          ['FromTime', timeText(from)],
          ['ToTime', timeText(to)],
        ],
      ]),
  )
}

/** From a time to the same time of the next day would be no time. */
function withinADay({ from, to }: ShiftSpec): readonly ShiftSpec[] {
  const between = Math.floor((from + MINUTES_PER_DAY) / 2)
  if (from === 0 || from === between || to - from < MINUTES_PER_DAY) return [{ from, to }]
  return [
    { from, to: between },
    { from: between, to },
  ]
}

/** The end of a day is its beginning, as is the time on the next day. */
export function timeText(minute: number): string {
  const ofDay = minute % MINUTES_PER_DAY
  const padded = (value: number) => String(value).padStart(2, '0')
  return `${padded(Math.floor(ofDay / 60))}:${padded(ofDay % 60)}:00`
}

function timePeriod({ from, to }: { readonly from: string; readonly to: string }): XmlNode {
  return [
    'TimePeriod',
    [
      ['FromDate', `${from}T00:00:00`],
      ['ToDate', `${to}T23:59:00`],
    ],
  ]
}

/** As Microsoft Project 2003 had them, and writes them still for programs that know no others. */
function oldStyleDays({ shifts, recurs, occurrences, ...range }: Exception): readonly XmlNode[] {
  const days = recurringDays(range, recurs ?? null, Math.min(occurrences ?? OLD_STYLE_DAYS, OLD_STYLE_DAYS))
  return days.map((day) => [
    'WeekDay',
    [['DayType', '0'], flag('DayWorking', shifts.length > 0), timePeriod(day), ...workingTimes(shifts)],
  ])
}

function exceptionNode(exception: Exception): XmlNode {
  const { name, shifts, recurs = null, occurrences = null } = exception
  return [
    'Exception',
    [
      flag('EnteredByOccurrences', occurrences !== null),
      timePeriod(exception),
      ['Occurrences', String(occurrences ?? occurrencesOf(exception))],
      ...leaf('Name', name ?? null),
      ...(recurs === null ? leaf('Type', 1) : recurrenceNodes(recurs)),
      ...workingDay(shifts),
    ],
  ]
}

function occurrencesOf({ recurs, ...range }: CalendarExceptionSpec): number {
  return recurs == null ? 1 : recurringDays(range, recurs, null).length
}

/** See `calendar-exception.ts` for what the numbers mean. */
function recurrenceNodes(recurs: Recurrence): readonly XmlNode[] {
  switch (recurs.kind) {
    case 'daily':
      return [...leaf('Type', 7), ...leaf('Period', recurs.every)]
    case 'weekly':
      return [...leaf('Type', 6), ...leaf('Period', recurs.every), ...leaf('DaysOfWeek', daysOfWeek(recurs.weekdays))]
    case 'monthly-day':
      return [...leaf('Type', 4), ...leaf('Period', recurs.every), ...leaf('MonthDay', recurs.day)]
    case 'monthly-weekday':
      return [...leaf('Type', 5), ...leaf('Period', recurs.every), ...weekdayOfMonth(recurs)]
    case 'yearly-day':
      return [...leaf('Type', 2), ...leaf('Month', recurs.month - 1), ...leaf('MonthDay', recurs.day)]
    default:
      return [...leaf('Type', 3), ...weekdayOfMonth(recurs), ...leaf('Month', recurs.month - 1)]
  }
}

function daysOfWeek(weekdays: readonly number[]): number {
  return weekdays.reduce((bits, weekday) => bits | (1 << (weekday % 7)), 0)
}

function weekdayOfMonth({ weekday, position }: { weekday: number; position: number }): readonly XmlNode[] {
  return [...leaf('MonthItem', (weekday % 7) + 3), ...leaf('MonthPosition', position < 0 ? 4 : position - 1)]
}

function workWeekNode(workWeek: WorkWeek): XmlNode {
  return [
    'WorkWeek',
    [timePeriod(workWeek), ...leaf('Name', workWeek.name ?? null), ...holder('WeekDays', weekDays(workWeek.week))],
  ]
}
