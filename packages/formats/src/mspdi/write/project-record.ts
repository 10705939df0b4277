import type { ShiftSpec } from '@throughline/engine'
import type { PlanDocument, WallTime } from '../../plan-document.ts'
import { STANDARD_WEEK } from '../../standard-calendars.ts'
import { type RecordKind, recordKind } from '../record-kind.ts'
import { PROJECT_ELEMENTS, TASK_ELEMENTS } from '../schema.ts'
import { timeText } from './calendar-record.ts'
import { fieldDefinitionNodes } from './task-marks.ts'
import type { WriteContext } from './write-context.ts'
import { dateOrNull, durationOrNull, flagText, textOrNull } from './write-values.ts'

const SAVED_BY = '14'
const DAYS = '7'

/** The definitions of fields are among the elements, without what holds them. */
export const PROJECT: RecordKind<WriteContext> = recordKind<WriteContext>(PROJECT_ELEMENTS, {
  SaveVersion: () => SAVED_BY,
  Name: ({ document }) => document.name,
  Title: ({ document }) => document.name,
  ScheduleFromStart: ({ document }) => flagText(document.scheduleFrom === 'start'),
  StartDate: ({ document }) => dateOrNull(document.start),
  FinishDate: ({ document }) => dateOrNull(document.finish),
  CriticalSlackLimit: ({ document }) => criticalDays(document),
  CurrencyCode: ({ document }) => document.currency,
  CalendarUID: ({ document, calendarUid }) => String(calendarUid(document.defaultCalendarKey)),
  DefaultStartTime: ({ document }) => timeText(workingDayOf(document).from),
  DefaultFinishTime: ({ document }) => timeText(workingDayOf(document).to),
  MinutesPerDay: ({ document }) => String(document.minutesPerDay),
  MinutesPerWeek: ({ document }) => String(document.minutesPerWeek),
  DaysPerMonth: ({ document }) => String(document.daysPerMonth),
  DurationFormat: () => DAYS,
  // Upside down, and told so by the masks: see `project-row.ts`.
  HonorConstraints: ({ document }) => flagText(document.options.honorsConstraints === false),
  MultipleCriticalPaths: ({ document }) => flagText(document.options.hasMultipleCriticalPaths === true),
  StatusDate: ({ document }) => dateOrNull(document.statusDate),
  WBSMasks: () => '',
  ExtendedAttribute: ({ fields }) => fieldDefinitionNodes(fields),
})

/** The row for the project as a whole, which Microsoft Project has above all tasks; its notes are those of the project. */
export const PROJECT_ROW: RecordKind<WriteContext> = recordKind<WriteContext>(
  TASK_ELEMENTS,
  {
    UID: () => '0',
    ID: () => '0',
    Name: ({ document }) => document.name,
    Type: () => '1',
    IsNull: () => '0',
    WBS: () => '0',
    OutlineNumber: () => '0',
    OutlineLevel: () => '0',
    Start: ({ document }) => dateOrNull(firstStart(document) ?? document.start),
    Finish: ({ document }) => dateOrNull(lastFinish(document) ?? document.finish),
    Work: (context) => durationOrNull(wholeWork(context)),
    Summary: () => '1',
    Notes: ({ document }) => textOrNull(document.description),
  },
  { computed: ['UID', 'ID', 'OutlineNumber', 'OutlineLevel', 'Summary'] },
)

/** The schema has whole days. */
function criticalDays({ options, minutesPerDay }: PlanDocument): string {
  return String(Math.round((options.criticalFloatMinutes ?? 0) / minutesPerDay))
}

/** From when to when people work on the first day of the default calendar that they do. */
function workingDayOf({ calendars, defaultCalendarKey }: PlanDocument): ShiftSpec {
  const calendar = calendars.find(({ key }) => key === defaultCalendarKey)
  const shifts = calendar?.week.find((day) => day !== null && day.length > 0)
  return { from: shifts?.at(0)?.from ?? 480, to: shifts?.at(-1)?.to ?? 1020 }
}

function firstStart({ tasks }: PlanDocument): WallTime | null {
  return extreme(
    tasks.flatMap(({ stored }) => stored?.start ?? []),
    (a, b) => a < b,
  )
}

function lastFinish({ tasks }: PlanDocument): WallTime | null {
  return extreme(
    tasks.flatMap(({ stored }) => stored?.finish ?? []),
    (a, b) => a > b,
  )
}

function wholeWork({ document, totals }: WriteContext): number | null {
  return document.tasks.reduce<number | null>((sum, { parentKey }, index) => {
    const own = parentKey === null ? totals.work(index) : 0
    return sum === null || own === null ? null : sum + own
  }, 0)
}

function extreme(dates: readonly WallTime[], isMore: (a: string, b: string) => boolean): WallTime | null {
  return dates.reduce<WallTime | null>((most, date) => (most === null || isMore(date, most) ? date : most), null)
}

/** For a document without a calendar of the project. */
export const standardCalendar = (key: string): PlanDocument['calendars'][number] => ({
  ...{ key, guid: null, name: 'Standard', baseKey: null, workWeeks: [], exceptions: [], extra: null },
  week: STANDARD_WEEK,
})
