// What a plan means to the engine: the one place where rows become what is scheduled. Rows that say nothing special make
// small objects of one shape, so that thousands of them are read fast.
import type * as engine from '@throughline/engine'
import type { ChangeEntity } from './change-set.ts'
import type { Assignment } from './entities/assignment.ts'
import type { Calendar } from './entities/calendar.ts'
import type { Link } from './entities/link.ts'
import type { Project } from './entities/project.ts'
import type { Resource } from './entities/resource.ts'
import type { Task } from './entities/task.ts'

/** The fields that dates are computed from: a change of any other moves none. */
export const drivingFields = {
  project: ['startsAt', 'scheduleFrom', 'finishBy', 'statusDate', 'scheduleOptions', 'calendarId'],
  task: [
    'parentId',
    'kind',
    'durationMinutes',
    'isElapsed',
    'constraintType',
    'constraintAt',
    'isConstraintMandatory',
    'deadline',
    'calendarId',
    'ignoresResourceCalendars',
    'isManual',
    'manualStart',
    'manualFinish',
    'isActive',
    'milestoneAt',
    'actualStart',
    'actualFinish',
    'actualMinutes',
    'resumeAt',
    'splits',
    'levelingDelayMinutes',
    'effortType',
  ],
  link: ['type', 'lagMinutes', 'lagUnit'],
  calendar: ['baseId', 'week', 'workWeeks', 'exceptions'],
  resource: ['kind', 'calendarId'],
  assignment: ['units', 'workMinutes', 'overtimeMinutes', 'delayMinutes', 'drivesDuration'],
  baseline: [],
  comment: [],
  checklistItem: [],
} as const satisfies { readonly [Entity in ChangeEntity]: readonly string[] }

export type DrivingTask = Pick<Task, 'id' | (typeof drivingFields.task)[number]>
export type DrivingAssignment = Pick<
  Assignment,
  'id' | 'taskId' | 'resourceId' | (typeof drivingFields.assignment)[number]
>

export type DrivingCalendar = Pick<Calendar, 'id' | (typeof drivingFields.calendar)[number]>
export type DrivingResource = Pick<Resource, 'id' | 'kind' | 'calendarId' | 'maxUnits' | 'availability'>

/** As much of a plan as decides on its dates. */
export interface DrivingPlan {
  readonly project: DrivingProject
  readonly calendars: readonly DrivingCalendar[]
  readonly tasks: readonly DrivingTask[]
  readonly links: readonly Omit<Link, 'projectId' | 'revision'>[]
  readonly resources: readonly DrivingResource[]
  readonly assignments: readonly DrivingAssignment[]
}

/** The plan that the engine computes. */
export function enginePlanOf(plan: DrivingPlan): engine.Plan {
  return {
    ...engineProjectOf(plan.project),
    calendars: plan.calendars.map(engineCalendarOf),
    tasks: plan.tasks.map(engineTaskOf),
    links: plan.links,
    resources: plan.resources.map(engineResourceOf),
    assignments: plan.assignments.map(engineAssignmentOf),
  }
}

export type DrivingProject = Pick<Project, (typeof drivingFields.project)[number]>

export function engineProjectOf(project: DrivingProject) {
  return {
    start: minuteOf(project.startsAt),
    finish: minuteOrNull(project.finishBy),
    scheduleFrom: project.scheduleFrom,
    statusDate: minuteOrNull(project.statusDate),
    calendarId: project.calendarId,
    options: project.scheduleOptions as Partial<engine.PlanOptions>,
  } satisfies Partial<engine.Plan>
}

/** The same object: the engine knows by it that it has worked the calendar out before. */
export const engineCalendarOf = (calendar: DrivingCalendar): engine.CalendarSpec => calendar as engine.CalendarSpec

/** Calendars by id, for those that derive from others. */
export const engineCalendarsOf = (calendars: readonly Calendar[]): ReadonlyMap<string, engine.CalendarSpec> =>
  new Map(calendars.map((calendar) => [calendar.id, engineCalendarOf(calendar)]))

export function engineTaskOf(task: DrivingTask): engine.PlanTask {
  const { id, parentId, kind, durationMinutes, calendarId } = task
  const plain = { id, parentId, kind, durationMinutes, calendarId, constraint: constraintOf(task) }
  if (isPlain(task)) return plain
  const rest = {
    ...plain,
    isElapsed: task.isElapsed,
    ignoresResourceCalendars: task.ignoresResourceCalendars,
    deadline: minuteOrNull(task.deadline),
    manual: manualOf(task),
    isActive: task.isActive,
    progress: progressOf(task),
    splits: task.splits,
    levelingDelayMinutes: task.levelingDelayMinutes,
    effortType: task.effortType,
  }
  return task.milestoneAt === null ? rest : { ...rest, pointAt: task.milestoneAt }
}

const isPlain = (task: DrivingTask): boolean =>
  !task.isElapsed &&
  !task.ignoresResourceCalendars &&
  task.deadline === null &&
  !task.isManual &&
  task.isActive &&
  task.actualStart === null &&
  task.splits.length === 0 &&
  task.levelingDelayMinutes === 0 &&
  task.effortType === 'fixedUnits' &&
  task.milestoneAt === null

/** As soon as possible is what a task does that says nothing; scheduled from the finish, it lies as late as possible then. */
function constraintOf({ constraintType: kind, constraintAt, isConstraintMandatory }: DrivingTask) {
  if (kind === 'asSoonAsPossible') return null
  const date = kind === 'asLateAsPossible' ? null : minuteOrNull(constraintAt)
  return isConstraintMandatory ? { kind, date, isMandatory: true } : { kind, date }
}

const manualOf = ({ isManual, manualStart, manualFinish }: DrivingTask): engine.ManualDates | null =>
  isManual ? { start: minuteOrNull(manualStart), finish: minuteOrNull(manualFinish) } : null

function progressOf({ actualStart, actualFinish, actualMinutes, resumeAt }: DrivingTask): engine.TaskProgress | null {
  if (actualStart === null) return null
  return {
    actualStart: minuteOf(actualStart),
    actualFinish: minuteOrNull(actualFinish),
    doneMinutes: actualMinutes,
    resume: minuteOrNull(resumeAt),
  }
}

export const engineResourceOf = (resource: DrivingResource): engine.PlanResource => ({
  id: resource.id,
  kind: resource.kind,
  calendarId: resource.calendarId,
  maxUnits: resource.maxUnits,
  availability: resource.availability.map(({ from, to, units }) => ({
    from: minuteOrNull(from),
    to: minuteOrNull(to),
    units,
  })),
})

/** Overtime takes no time; work that does not set the pace takes the time that the task takes. */
export function engineAssignmentOf(assignment: DrivingAssignment): engine.PlanAssignment & { readonly id: string } {
  const { id, taskId, resourceId, units, workMinutes, overtimeMinutes, delayMinutes, drivesDuration } = assignment
  const regular = workMinutes === null ? null : Math.max(0, workMinutes - overtimeMinutes)
  return { id, taskId, resourceId, units, workMinutes: drivesDuration ? regular : null, delayMinutes }
}

/** Of a wall time of the contract, or one with seconds, as JSON of the database has it. */
const minuteOf = (wallTime: string): engine.Minute => Date.parse(`${wallTime}Z`) / 60_000

const minuteOrNull = (wallTime: string | null): engine.Minute | null => (wallTime === null ? null : minuteOf(wallTime))
