// What MPXJ should make of our MSPDI of a document.
import type { ConstraintKind } from '@throughline/engine'
import type { DocumentCalendar, DocumentLink, DocumentResource, DocumentTask, PlanDocument } from '@throughline/formats'
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

/** Where the plan has no date either. */
const UNDATED = '1984-01-01T08:00'

/** Both as plain data that can be compared. Tasks are told by their places in the file; keys of calendars are numbers. */
export function compareMspdi(document: PlanDocument, read: MpxjPlan, days: Days) {
  const places = new Map(document.tasks.map(({ key }, index) => [key, index]))
  const summaries = new Set(document.tasks.map(({ parentKey }) => parentKey))
  const readTasks = read.tasks.filter(({ id }) => id !== 0)
  const readPlaces = new Map(readTasks.map(({ id }, index) => [id, index]))
  const readCalendars = new Map(read.calendars.map((calendar) => [String(calendar.id), calendar]))
  const calendars = document.calendars.filter(isKeptIn(document))
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
      ...expectedTask(task, summaries.has(task.key), document.start ?? document.finish ?? UNDATED),
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
    resources: document.resources.map(({ name, kind, email, standardRateMinor, ...resource }) => ({
      name,
      type: kind.toUpperCase(),
      email,
      availability: expectedAvailability(resource),
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
      .map(({ name, type, email, availability, rate }) => ({
        name,
        type,
        email,
        availability: availability.map(({ units, ...span }) => ({ ...span, units: rounded(units ?? 0) })),
        rate: type === 'COST' ? null : rate,
      })),
  }
  return { expected, found }
}

/** MPXJ drops calendars that derive from another and that nothing uses (MSPDIReader.read). */
function isKeptIn({ calendars, defaultCalendarKey, tasks, resources }: PlanDocument) {
  const users = [...tasks, ...resources].map(({ calendarKey }) => calendarKey)
  const used = new Set([defaultCalendarKey, ...users, ...calendars.map(({ baseKey }) => baseKey)])
  return ({ key, baseKey }: DocumentCalendar): boolean => baseKey === null || used.has(key)
}

function expectedTask(task: DocumentTask, isSummary: boolean, undated: string) {
  const { progress, constraint, baselines } = task
  const baseline = baselines.find(({ number }) => number === 0)
  return {
    name: task.name,
    guid: task.guid,
    isSummary,
    isManual: isByHand(task),
    isExternal: task.external === 'link',
    isActive: task.isActive,
    isEstimated: task.isEstimated,
    duration: isSummary ? null : task.durationMinutes,
    isElapsed: isSummary ? null : task.isElapsed,
    ...datesOf(task, undated),
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

/** Tasks of other projects are only by hand where they lie elsewhere than they were. */
function isByHand({ manual, external, stored }: DocumentTask): boolean {
  if (manual === null) return false
  return external === null || manual.start !== (stored?.start ?? null) || manual.finish !== (stored?.finish ?? null)
}

/** A task by hand that nobody has scheduled lies on the date that it has. */
function datesOf(task: DocumentTask, undated: string): { start: string | null; finish: string | null } {
  const { stored, manual } = task
  if (stored !== null || manual === null) return { start: stored?.start ?? null, finish: stored?.finish ?? null }
  return { start: manual.start ?? manual.finish ?? undated, finish: manual.finish ?? manual.start ?? undated }
}

function foundTask(task: MpxjTask, source: DocumentTask | undefined): ReturnType<typeof expectedTask> {
  return {
    name: task.name ?? '',
    guid: source?.guid === null ? null : task.guid,
    isSummary: task.isSummary,
    isManual: task.isManual,
    isExternal: task.isExternal,
    isActive: task.isActive,
    isEstimated: task.isEstimated,
    duration: task.isSummary ? null : (task.duration ?? 0),
    isElapsed: task.isSummary ? null : /^e/.test(task.durationUnit ?? ''),
    start: task.start,
    finish: task.finish,
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

/** MPXJ makes one table of them, and takes the most units out of it for the day on which it runs. */
function expectedAvailability({ availability, maxUnits }: Pick<DocumentResource, 'availability' | 'maxUnits'>) {
  if (availability.length === 0) return [{ from: ALWAYS_FROM, to: ALWAYS_TO, units: rounded(maxUnits * 100) }]
  return availability.map(({ from, to, units }) => ({
    from: from ?? ALWAYS_FROM,
    to: to ?? ALWAYS_TO,
    units: rounded(units * 100),
  }))
}

const ALWAYS_FROM = '1984-01-01T00:00'
const ALWAYS_TO = '2049-12-31T23:59'

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
