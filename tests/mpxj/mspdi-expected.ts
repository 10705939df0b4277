// What MPXJ should make of our MSPDI of a document.
import type { ConstraintKind } from '@throughline/engine'
import type { DocumentLink, DocumentTask, PlanDocument } from '@throughline/formats'
import type { Days, MpxjLink, MpxjPlan, MpxjTask } from './mpxj-plan.ts'
import { quartersOfShifts, workedQuarters } from './worked-days.ts'

const CONSTRAINTS: Readonly<Record<ConstraintKind, string>> = {
  asSoonAsPossible: 'AS_SOON_AS_POSSIBLE',
  asLateAsPossible: 'AS_LATE_AS_POSSIBLE',
  mustStartOn: 'MUST_START_ON',
  mustFinishOn: 'MUST_FINISH_ON',
  startNoEarlierThan: 'START_NO_EARLIER_THAN',
  startNoLaterThan: 'START_NO_LATER_THAN',
  finishNoEarlierThan: 'FINISH_NO_EARLIER_THAN',
  finishNoLaterThan: 'FINISH_NO_LATER_THAN',
}
const EFFORT_TYPES = { fixedUnits: 'FIXED_UNITS', fixedDuration: 'FIXED_DURATION', fixedWork: 'FIXED_WORK' } as const

/**
 * Both as plain data that can be compared. Tasks are told by their places in the file; keys of calendars are numbers. Of
 * those MPXJ drops what derives from another and is not used.
 */
export function compareMspdi(document: PlanDocument, read: MpxjPlan, days: Days) {
  const places = new Map(document.tasks.map(({ key }, index) => [key, index]))
  const summaries = new Set(document.tasks.map(({ parentKey }) => parentKey))
  const readTasks = read.tasks.filter(({ id }) => id !== 0)
  const readPlaces = new Map(readTasks.map(({ id }, index) => [id, index]))
  const readCalendars = new Map(read.calendars.map((calendar) => [String(calendar.id), calendar]))
  const calendars = document.calendars.filter(({ key, baseKey }) => baseKey === null || readCalendars.has(key))
  const placeOf = (key: string | null) => (key === null ? null : (places.get(key) ?? null))
  const readPlaceOf = (id: number | null) => (id === null ? null : (readPlaces.get(id) ?? null))
  const expected = {
    minutesPerDay: document.minutesPerDay,
    minutesPerWeek: document.minutesPerWeek,
    daysPerMonth: document.daysPerMonth,
    statusDate: document.statusDate,
    tasks: document.tasks.map((task) => ({
      parent: placeOf(task.parentKey),
      calendar: task.calendarKey === null ? null : Number(task.calendarKey),
      ...expectedTask(task, summaries.has(task.key)),
    })),
    links: sorted(
      document.links.map((link) => ({
        code: `${placeOf(link.predecessorKey)} ${link.type} ${placeOf(link.successorKey)}`,
        ...expectedLag(link),
      })),
    ),
    calendars: calendars.map((calendar) => ({
      name: calendar.name,
      days: workedQuarters(calendar, document.calendars, days),
    })),
    resources: document.resources.map(({ name, kind, email, maxUnits, standardRateMinor }) => ({
      name,
      type: kind.toUpperCase(),
      email,
      ...(kind === 'work' ? { maxUnits: rounded(maxUnits * 100) } : {}),
      rate: kind === 'cost' ? null : standardRateMinor / 100,
    })),
  }
  const found = {
    minutesPerDay: read.minutesPerDay,
    minutesPerWeek: read.minutesPerWeek,
    daysPerMonth: read.daysPerMonth,
    statusDate: read.statusDate,
    tasks: readTasks.map((task, index) => ({
      parent: task.parent === 0 ? null : readPlaceOf(task.parent),
      calendar: task.calendar,
      ...foundTask(task, document.tasks[index]),
    })),
    links: sorted(
      read.links.map((link) => ({
        code: `${readPlaceOf(link.predecessor)} ${link.type} ${readPlaceOf(link.successor)}`,
        ...foundLag(link),
      })),
    ),
    calendars: calendars.map(({ key }) => {
      const calendar = readCalendars.get(key)
      return { name: calendar?.name ?? '', days: quartersOfShifts(calendar?.days ?? []) }
    }),
    resources: read.resources
      .filter(({ id }) => id !== 0)
      .map(({ name, type, email, maxUnits, rate }) => ({
        name,
        type,
        email,
        ...(type === 'WORK' ? { maxUnits: rounded(maxUnits ?? 0) } : {}),
        rate: type === 'COST' ? null : rate,
      })),
  }
  return { expected, found }
}

function expectedTask(task: DocumentTask, isSummary: boolean) {
  const { manual, progress, stored, constraint, baselines } = task
  const hasNoDate = manual !== null && (manual.start === null || manual.finish === null)
  const baseline = baselines.find(({ number }) => number === 0)
  return {
    name: task.name,
    guid: task.guid,
    isSummary,
    isManual: manual !== null,
    isActive: task.isActive,
    isEstimated: task.isEstimated,
    duration: isSummary ? null : task.durationMinutes,
    isElapsed: isSummary ? null : task.isElapsed,
    start: hasNoDate ? null : (stored?.start ?? null),
    finish: hasNoDate ? null : (stored?.finish ?? null),
    constraint: constraint === null ? 'AS_SOON_AS_POSSIBLE' : CONSTRAINTS[constraint.kind],
    constraintDate: constraint?.date ?? null,
    deadline: task.deadline,
    actualStart: progress?.actualStart ?? null,
    actualFinish: progress?.actualFinish ?? null,
    percentComplete: task.percentComplete,
    ignoresResourceCalendars: task.ignoresResourceCalendars,
    priority: task.priority,
    type: EFFORT_TYPES[task.effortType],
    baselineStart: baseline?.start ?? null,
    baselineFinish: baseline?.finish ?? null,
    text1: task.customFields.Text1 ?? null,
    notes: task.notes,
  }
}

/** Dates of a task that is placed by hand with one date alone are not compared. */
function foundTask(task: MpxjTask, source: DocumentTask | undefined): ReturnType<typeof expectedTask> {
  const manual = source?.manual ?? null
  const hasNoDate = manual !== null && (manual.start === null || manual.finish === null)
  return {
    name: task.name ?? '',
    guid: source?.guid === null ? null : task.guid,
    isSummary: task.isSummary,
    isManual: task.isManual,
    isActive: task.isActive,
    isEstimated: task.isEstimated,
    duration: task.isSummary ? null : (task.duration ?? 0),
    isElapsed: task.isSummary ? null : /^e/.test(task.durationUnit ?? ''),
    start: hasNoDate ? null : task.start,
    finish: hasNoDate ? null : task.finish,
    constraint: task.constraint ?? 'AS_SOON_AS_POSSIBLE',
    constraintDate: task.constraintDate,
    deadline: task.deadline,
    actualStart: task.actualStart,
    actualFinish: task.actualFinish,
    percentComplete: task.percentComplete ?? 0,
    ignoresResourceCalendars: task.ignoresResourceCalendars,
    priority: task.priority ?? 500,
    type: (task.type ?? '') as ReturnType<typeof expectedTask>['type'],
    baselineStart: task.baselineStart,
    baselineFinish: task.baselineFinish,
    text1: task.text1,
    notes: task.notes,
  }
}

function expectedLag({ lagMinutes, lagUnit }: DocumentLink) {
  const hasUnit = lagMinutes !== 0
  return { lag: lagMinutes, isElapsed: hasUnit && lagUnit === 'elapsed', isPercent: hasUnit && lagUnit === 'percent' }
}

function foundLag({ lag, lagUnit }: MpxjLink): ReturnType<typeof expectedLag> {
  const unit = lag ? (lagUnit ?? '') : ''
  return { lag: lag ?? 0, isElapsed: /^e[^%]/.test(unit), isPercent: unit === '%' }
}

const rounded = (value: number): number => Math.round(value * 100) / 100

function sorted<Row extends { readonly code: string }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => (a.code < b.code ? -1 : 1))
}
