// The service holds less than files say. What it cannot hold becomes the nearest that it can, and
// a warning.
import { compileCalendar, type WorkingTime } from '@throughline/engine'
import type { DocumentTask, PlanDocument } from '../plan-document.ts'
import { AROUND_THE_CLOCK } from '../standard-calendars.ts'
import { Warnings } from '../warnings.ts'
import { calendarLookup } from '../work-calendars.ts'
import { importableCalendars } from './importable-calendars.ts'
import { importableLinks } from './importable-links.ts'
import type { ImportablePlan, ImportableTask } from './importable-types.ts'
import { leafStart, summaryStart, warnOfWhatIsNotCarried } from './task-dates.ts'

/** What of a document can be imported, with warnings of what cannot. */
export function importablePlan(document: PlanDocument): ImportablePlan {
  const warnings = new Warnings()
  if (document.scheduleFrom === 'finish') {
    const message = 'The project is scheduled from its finish; here it is from its start.'
    warnings.add('scheduled from finish', { line: 1 }, message)
  }
  const calendars = importableCalendars(document, warnings)
  const tasks = importableTasks(document, warnings)
  const keys = new Set(tasks.map(({ key }) => key))
  return {
    name: document.name,
    start: document.start,
    calendars: tasks.some(({ calendarKey }) => calendarKey === AROUND_THE_CLOCK.key)
      ? [...calendars, AROUND_THE_CLOCK]
      : calendars,
    defaultCalendarKey: document.defaultCalendarKey,
    tasks,
    links: importableLinks(document, keys, warnings),
    resources: document.resources.map(({ availability: _, ...resource }) => resource),
    assignments: document.assignments
      .filter(({ taskKey }) => keys.has(taskKey))
      .map(({ taskKey, resourceKey, units }) => ({ taskKey, resourceKey, units })),
    warnings: [...document.warnings, ...warnings.list()].sort((a, b) => a.line - b.line),
  }
}

/** Without inactive tasks; what lies under one moves up. */
function importableTasks(document: PlanDocument, warnings: Warnings): ImportableTask[] {
  const calendarOf = calendarLookup(document)
  const clock = compileCalendar({ ...AROUND_THE_CLOCK, id: AROUND_THE_CLOCK.key })
  const summaries = new Set(document.tasks.map(({ parentKey }) => parentKey))
  const standIns = new Map<string, string | null>()
  return document.tasks.flatMap((task) => {
    const parentKey = task.parentKey === null ? null : (standIns.get(task.parentKey) ?? null)
    standIns.set(task.key, task.isActive ? task.key : parentKey)
    if (!task.isActive) {
      const message = `“${task.name}” is inactive and is left out, with the links that go through it.`
      warnings.add('inactive task', task, message)
      return []
    }
    const isSummary = summaries.has(task.key)
    const isAroundTheClock = !isSummary && task.isElapsed && task.durationMinutes > 0
    if (isAroundTheClock) {
      const message = `The duration of “${task.name}” is elapsed time; it is planned on a calendar that works around the clock.`
      warnings.add('elapsed duration', task, message)
    }
    const calendar = isAroundTheClock ? clock : calendarOf(task.calendarKey)
    const start = startOf(task, isSummary, calendar, warnings)
    return [importableTask(task, { parentKey, isSummary, isAroundTheClock, start })]
  })
}

function startOf(task: DocumentTask, isSummary: boolean, calendar: WorkingTime, warnings: Warnings) {
  if (isSummary) return summaryStart(task, warnings)
  warnOfWhatIsNotCarried(task, calendar, warnings)
  return leafStart(task, calendar, warnings)
}

function importableTask(
  task: DocumentTask,
  place: { parentKey: string | null; isSummary: boolean; isAroundTheClock: boolean; start: string | null },
): ImportableTask {
  return {
    key: task.key,
    parentKey: place.parentKey,
    name: task.name,
    notes: task.notes,
    kind: task.kind,
    durationMinutes: place.isSummary ? 0 : task.durationMinutes,
    calendarKey: place.isAroundTheClock ? AROUND_THE_CLOCK.key : task.calendarKey,
    startNoEarlierThan: place.start,
    percentComplete: task.percentComplete,
    line: task.line,
  }
}
