import type { BaselineTask } from '@throughline/contract'
import { minuteOf, percentCompletes, type WorkingTime, workingMinutesBetween } from '@throughline/engine'
import type {
  DocumentBaseline,
  DocumentConstraint,
  DocumentProgress,
  DocumentTask,
  PlanDocument,
  StoredSchedule,
} from '../plan-document.ts'
import { planOf } from '../plan-of.ts'
import { calendarLookup } from '../work-calendars.ts'
import { outlineOrder } from './outline-order.ts'
import type { PlanRows } from './plan-rows.ts'
import type { RowNames } from './row-names.ts'

type TaskRow = PlanRows['tasks'][number]

interface TaskNames {
  readonly tasks: RowNames
  readonly calendarKey: (id: string | null) => string | null
}

/** In the order of the outline. The dates that are computed here are the ones stored in the file. */
export function documentTasks(plan: PlanRows, calendar: WorkingTime, names: TaskNames): DocumentTask[] {
  const baselinesOf = baselineLookup(plan, calendar)
  const uneven = new Set(plan.assignments.filter(({ drivesDuration }) => !drivesDuration).map(({ taskId }) => taskId))
  return outlineOrder(plan.tasks).map((task) => ({
    key: names.tasks.keyOf(task.id),
    guid: names.tasks.guidOf(task.id),
    parentKey: task.parentId === null ? null : names.tasks.keyOf(task.parentId),
    name: task.name,
    wbs: task.wbs,
    notes: task.notes,
    kind: task.kind,
    pointAt: task.milestoneAt,
    durationMinutes: task.durationMinutes,
    durationUnit: task.durationUnit,
    isElapsed: task.isElapsed,
    isEstimated: task.isEstimated,
    calendarKey: names.calendarKey(task.calendarId),
    ignoresResourceCalendars: task.ignoresResourceCalendars,
    constraint: constraintOf(task),
    deadline: task.deadline,
    manual: task.isManual ? { start: task.manualStart, finish: task.manualFinish } : null,
    isActive: task.isActive,
    external: null,
    progress: progressOf(task),
    percentComplete: task.percentComplete,
    splits: task.splits,
    levelingDelayMinutes: task.levelingDelayMinutes,
    priority: task.priority,
    effortType: task.effortType,
    isEffortDriven: task.isEffortDriven,
    estimate: task.estimate,
    customFields: task.customFields,
    baselines: baselinesOf(task.id),
    stored: storedOf(task, task.splits.length > 0 || uneven.has(task.id)),
    extra: names.tasks.extraOf(task.id),
    line: 0,
  }))
}

function constraintOf(task: TaskRow): DocumentConstraint | null {
  const { constraintType: kind, constraintAt: date, isConstraintMandatory } = task
  if (kind === 'asSoonAsPossible') return null
  return isConstraintMandatory ? { kind, date, isMandatory: true } : { kind, date }
}

function progressOf({ actualStart, actualFinish, actualMinutes, resumeAt }: TaskRow): DocumentProgress | null {
  return actualStart === null ? null : { actualStart, actualFinish, doneMinutes: actualMinutes, resume: resumeAt }
}

/** Null until the dates have been computed. Tasks lie at their early dates. */
function storedOf(task: TaskRow, isSplitOrContoured: boolean): StoredSchedule | null {
  const { earlyStart, earlyFinish, lateStart, lateFinish, totalFloatMinutes, freeFloatMinutes, isCritical } = task
  if (earlyStart === null) return null
  return {
    start: earlyStart,
    finish: earlyFinish,
    earlyStart,
    earlyFinish,
    lateStart,
    lateFinish,
    totalSlackMinutes: totalFloatMinutes,
    freeSlackMinutes: freeFloatMinutes,
    isCritical,
    isSplitOrContoured,
  }
}

/** What a baseline captured of a summary says no duration: it is the time between the dates. */
function baselineLookup({ baselines }: PlanRows, calendar: WorkingTime): (taskId: string) => DocumentBaseline[] {
  const byTask = new Map<string, DocumentBaseline[]>()
  for (const { number, tasks } of numbered(baselines)) {
    for (const task of tasks) {
      const entry = documentBaseline(number, task, calendar)
      const entries = byTask.get(task.taskId)
      if (entries === undefined) byTask.set(task.taskId, [entry])
      else entries.push(entry)
    }
  }
  return (taskId) => byTask.get(taskId) ?? []
}

function documentBaseline(number: number, task: BaselineTask, calendar: WorkingTime): DocumentBaseline {
  return {
    number,
    start: task.earlyStart,
    finish: task.earlyFinish,
    durationMinutes: task.durationMinutes ?? minutesBetween(calendar, task.earlyStart, task.earlyFinish),
    workMinutes: task.workMinutes ?? 0,
    costMinor: task.costMinor ?? 0,
  }
}

/** Those that have a number, in its order: there is no place for more in files. */
export function numbered(baselines: PlanRows['baselines']) {
  return baselines
    .flatMap(({ number, name, tasks }) => (number === null ? [] : [{ number, name, tasks }]))
    .sort((a, b) => a.number - b.number)
}

/**
 * Summaries with what follows from the tasks below them: the working time between their dates, and how much of that is
 * done.
 */
export function withSummaryFigures(document: PlanDocument): DocumentTask[] {
  const { tasks } = document
  const summaries = new Set(tasks.map(({ parentKey }) => parentKey))
  const percents = percentCompletes({ tasks: planOf(document).tasks })
  const calendar = calendarLookup(document)(null)
  return tasks.map((task) => {
    if (!summaries.has(task.key)) return task
    const { start = null, finish = null } = task.stored ?? {}
    return {
      ...task,
      durationMinutes: start === null || finish === null ? 0 : minutesBetween(calendar, start, finish),
      progress: null,
      percentComplete: Math.round(percents.get(task.key) ?? 0),
    }
  })
}

function minutesBetween(calendar: WorkingTime, start: string, finish: string): number {
  return Math.max(0, workingMinutesBetween(calendar, minuteOf(start), minuteOf(finish)))
}
