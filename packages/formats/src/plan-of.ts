import {
  type CalendarSpec,
  minuteOf,
  type Plan,
  type PlanAssignment,
  type PlanResource,
  type PlanTask,
} from '@throughline/engine'
import type { DocumentAssignment, DocumentResource, DocumentTask, PlanDocument, WallTime } from './plan-document.ts'
import { STANDARD_WEEK } from './standard-calendars.ts'

const STANDARD: CalendarSpec = { id: 'standard', week: STANDARD_WEEK, exceptions: [] }

/** When a file says neither when the project starts nor when a task does: a Monday, 08:00. */
const SOME_START = '2026-01-05T08:00'

/** The plan that the engine schedules. Ids are the document's keys; links are numbered in its order. */
export function planOf(document: PlanDocument): Plan {
  const calendarId = document.defaultCalendarKey ?? STANDARD.id
  return {
    start: minuteOf(document.start ?? earliestDate(document.tasks) ?? SOME_START),
    finish: minuteOrNull(document.finish),
    scheduleFrom: document.scheduleFrom,
    statusDate: minuteOrNull(document.statusDate),
    calendarId,
    calendars: [
      ...(document.defaultCalendarKey === null ? [STANDARD] : []),
      ...document.calendars.map(({ key, baseKey, week, workWeeks, exceptions }) => ({
        id: key,
        baseId: baseKey,
        week,
        workWeeks,
        exceptions,
      })),
    ],
    tasks: document.tasks.map(taskOf),
    links: document.links.map(({ predecessorKey, successorKey, type, lagMinutes, lagUnit }, index) => ({
      id: String(index),
      predecessorId: predecessorKey,
      successorId: successorKey,
      type,
      lagMinutes,
      lagUnit,
    })),
    resources: document.resources.map(resourceOf),
    assignments: document.assignments.map(assignmentOf),
    options: document.options,
  }
}

function taskOf(task: DocumentTask): PlanTask {
  const { constraint, manual, progress } = task
  return {
    id: task.key,
    parentId: task.parentKey,
    kind: task.kind,
    ...(task.pointAt === null ? {} : { pointAt: task.pointAt }),
    durationMinutes: task.durationMinutes,
    isElapsed: task.isElapsed,
    isEstimated: task.isEstimated,
    calendarId: task.calendarKey,
    ignoresResourceCalendars: task.ignoresResourceCalendars,
    constraint: constraint === null ? null : { ...constraint, date: minuteOrNull(constraint.date) },
    deadline: minuteOrNull(task.deadline),
    manual: manual === null ? null : { start: minuteOrNull(manual.start), finish: minuteOrNull(manual.finish) },
    isActive: task.isActive,
    progress:
      progress === null
        ? null
        : {
            actualStart: minuteOf(progress.actualStart),
            actualFinish: minuteOrNull(progress.actualFinish),
            doneMinutes: progress.doneMinutes,
            resume: minuteOrNull(progress.resume),
          },
    splits: task.splits,
    levelingDelayMinutes: task.levelingDelayMinutes,
    priority: task.priority,
    effortType: task.effortType,
    isEffortDriven: task.isEffortDriven,
  }
}

function resourceOf({ key, kind, calendarKey, maxUnits, availability }: DocumentResource): PlanResource {
  return {
    id: key,
    kind,
    calendarId: calendarKey,
    maxUnits,
    availability: availability.map(({ from, to, units }) => ({
      from: minuteOrNull(from),
      to: minuteOrNull(to),
      units,
    })),
  }
}

/** Overtime takes no time; work that does not set the pace takes the time that the task takes. */
function assignmentOf(assignment: DocumentAssignment): PlanAssignment {
  const { taskKey, resourceKey, units, workMinutes, overtimeMinutes, delayMinutes, drivesDuration } = assignment
  const regular = workMinutes === null ? null : Math.max(0, workMinutes - overtimeMinutes)
  return {
    taskId: taskKey,
    resourceId: resourceKey,
    units,
    workMinutes: drivesDuration ? regular : null,
    delayMinutes,
  }
}

function minuteOrNull(text: WallTime | null): number | null {
  return text === null ? null : minuteOf(text)
}

function earliestDate(tasks: readonly DocumentTask[]): WallTime | null {
  const dates = tasks.flatMap(({ constraint, manual, progress }) => [
    constraint?.date ?? null,
    manual?.start ?? null,
    progress?.actualStart ?? null,
  ])
  return dates.reduce(
    (earliest, date) => (date !== null && (earliest === null || date < earliest) ? date : earliest),
    null,
  )
}
