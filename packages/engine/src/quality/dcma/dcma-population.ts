import { compileCalendar } from '../../calendar/compile-calendar.ts'
import type { WorkingTime } from '../../calendar/working-time.ts'
import { UnknownReferenceError } from '../../errors.ts'
import type { Minute, Plan, PlanLink, PlanTask, ScheduledTask } from '../../plan/types.ts'
import { MINUTES_PER_DAY } from '../../time.ts'
import type { BaselineTask } from '../baseline.ts'
import { type DcmaInput, type DcmaOptions, dcmaDefaults } from './dcma-types.ts'

/** A task with what the schedule and the baseline say about it. */
export interface AssessedTask {
  readonly id: string
  readonly task: PlanTask
  readonly scheduled: ScheduledTask
  readonly baseline: BaselineTask | null
  readonly isComplete: boolean
  /** Minutes of a day of its duration and float: elapsed days have 1440. */
  readonly minutesPerDay: number
}

export interface Population {
  readonly plan: Plan
  readonly options: DcmaOptions
  readonly minutesPerDay: number
  readonly statusDate: Minute | null
  readonly hasBaseline: boolean
  readonly projectCalendar: WorkingTime
  readonly projectFinish: Minute
  /** Active leaves, milestones among them, without those excluded. */
  readonly leaves: readonly AssessedTask[]
  /** The leaves that last. */
  readonly tasks: readonly AssessedTask[]
  /** The tasks that are not complete: the population of most checks. */
  readonly incomplete: readonly AssessedTask[]
  /** Links between active tasks, both of which the plan has. */
  readonly links: readonly PlanLink[]
  readonly taskById: ReadonlyMap<string, PlanTask>
}

/** Throws UnknownReferenceError or InvalidCalendarError when the plan's own calendar is missing or malformed. */
export function populationOf(input: DcmaInput): Population {
  const { plan, schedule } = input
  const options = { ...dcmaDefaults, ...input.options }
  const minutesPerDay = input.minutesPerDay ?? 480
  const taskById = new Map(plan.tasks.map((task) => [task.id, task]))
  const leaves = assessedLeaves(input, options, minutesPerDay)
  const tasks = leaves.filter(({ task }) => task.durationMinutes > 0)
  return {
    plan,
    options,
    minutesPerDay,
    statusDate: plan.statusDate ?? null,
    hasBaseline: (input.baseline ?? []).length > 0,
    projectCalendar: projectCalendarOf(plan),
    projectFinish: schedule.finish,
    leaves,
    tasks,
    incomplete: tasks.filter(({ isComplete }) => !isComplete),
    links: plan.links.filter((link) => isActive(taskById, link.predecessorId) && isActive(taskById, link.successorId)),
    taskById,
  }
}

function assessedLeaves(input: DcmaInput, options: DcmaOptions, minutesPerDay: number): AssessedTask[] {
  const { plan, schedule } = input
  const scheduledById = new Map(schedule.tasks.map((task) => [task.id, task]))
  const baselineById = new Map((input.baseline ?? []).map((task) => [task.taskId, task]))
  const summaryIds = new Set(plan.tasks.map((task) => task.parentId))
  const excluded = new Set(options.excludedTaskIds)
  const leaves: AssessedTask[] = []
  for (const task of plan.tasks) {
    const scheduled = scheduledById.get(task.id)
    const counts = !summaryIds.has(task.id) && task.isActive !== false && !excluded.has(task.id)
    if (!counts || scheduled === undefined) continue
    leaves.push({
      id: task.id,
      task,
      scheduled,
      baseline: baselineById.get(task.id) ?? null,
      isComplete: (task.progress?.actualFinish ?? null) !== null,
      minutesPerDay: task.isElapsed === true ? MINUTES_PER_DAY : minutesPerDay,
    })
  }
  return leaves
}

function isActive(taskById: ReadonlyMap<string, PlanTask>, id: string): boolean {
  const task = taskById.get(id)
  return task !== undefined && task.isActive !== false
}

function projectCalendarOf(plan: Plan): WorkingTime {
  const specs = new Map(plan.calendars.map((calendar) => [calendar.id, calendar]))
  const spec = specs.get(plan.calendarId)
  if (spec === undefined) throw new UnknownReferenceError('calendar', plan.calendarId, 'the plan')
  return compileCalendar(spec, specs)
}
