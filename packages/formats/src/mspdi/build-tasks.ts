import { type Calendar, type CalendarSpec, compileCalendar } from '@throughline/engine'
import { clampMinutes, clampPercent, MAXIMUM_NAME, tidyName, tidyNotes } from '../limits.ts'
import type { DocumentCalendar, DocumentTask, TaskKind } from '../plan-document.ts'
import { AROUND_THE_CLOCK, STANDARD_WEEK } from '../standard-calendars.ts'
import type { Warnings } from '../warnings.ts'
import type { OutlineRow } from './outline.ts'
import type { ProjectRow } from './project-row.ts'
import { leafStart, summaryStart, warnOfWhatIsNotCarried } from './task-dates.ts'
import type { TaskRow } from './task-row.ts'

export interface TaskContext {
  readonly project: ProjectRow
  readonly calendars: readonly DocumentCalendar[]
  readonly calendarKeyOf: (uid: number | null) => string | null
  readonly defaultCalendarKey: string | null
  readonly warnings: Warnings
}

export function buildTasks(rows: readonly OutlineRow[], context: TaskContext): DocumentTask[] {
  const calendarOf = calendarLookup(context)
  return rows.map((row) => buildTask(row, context, calendarOf))
}

function buildTask(
  { row, parentUid, isSummary }: OutlineRow,
  context: TaskContext,
  calendarOf: (key: string | null) => Calendar,
): DocumentTask {
  const { warnings } = context
  const duration = isSummary ? 0 : leafDuration(row, context)
  const calendarKey = taskCalendarKey(row, isSummary, context)
  const calendar = calendarOf(calendarKey)
  if (!isSummary) warnOfWhatIsNotCarried(row, duration, calendar, warnings)
  return {
    key: String(row.uid),
    parentKey: parentUid === null ? null : String(parentUid),
    name: tidyName(row.name, MAXIMUM_NAME, `Task ${row.uid}`),
    notes: tidyNotes(row.notes, row, warnings),
    kind: isSummary ? 'task' : leafKind(row, duration, warnings),
    durationMinutes: duration,
    calendarKey,
    startNoEarlierThan: isSummary ? summaryStart(row, warnings) : leafStart(row, duration, calendar, warnings),
    percentComplete: clampPercent(row.percentComplete),
    line: row.line,
  }
}

function leafDuration(row: TaskRow, { project, warnings }: TaskContext): number {
  if (row.durationMinutes !== null) return clampMinutes(Math.max(0, row.durationMinutes), row, warnings)
  warnings.add('no duration', row, `“${row.name}” has no duration; it is planned with one day.`)
  return project.minutesPerDay
}

/** Elapsed time runs around the clock, whatever the calendars say. */
function taskCalendarKey(row: TaskRow, isSummary: boolean, context: TaskContext): string | null {
  if (isSummary || !row.isElapsed || row.durationMinutes === 0) return context.calendarKeyOf(row.calendarUid)
  const message = `The duration of “${row.name}” is elapsed time; it is planned on a calendar that works around the clock.`
  context.warnings.add('elapsed duration', row, message)
  return AROUND_THE_CLOCK.key
}

function leafKind(row: TaskRow, duration: number, warnings: Warnings): TaskKind {
  if (!row.isMilestone) return 'task'
  if (duration === 0) return 'milestone'
  warnings.add('long milestone', row, `Milestone “${row.name}” has a duration and becomes a task.`)
  return 'task'
}

function calendarLookup({ calendars, defaultCalendarKey }: TaskContext): (key: string | null) => Calendar {
  const specs = new Map<string, CalendarSpec>(calendars.map((each) => [each.key, { ...each, id: each.key }]))
  specs.set(AROUND_THE_CLOCK.key, { ...AROUND_THE_CLOCK, id: AROUND_THE_CLOCK.key })
  const standard: CalendarSpec = { id: 'standard', week: STANDARD_WEEK, exceptions: [] }
  const compiled = new Map<string, Calendar>()
  return (key) => {
    const spec = specs.get(key ?? defaultCalendarKey ?? '') ?? standard
    const calendar = compiled.get(spec.id) ?? compileCalendar(spec)
    compiled.set(spec.id, calendar)
    return calendar
  }
}
