import { workingMinutesBetween } from '../../calendar/positions.ts'
import type { Minute, Plan, PlanTask } from '../../plan/types.ts'
import { ADDED_DAYS, judged, notApplicable } from './dcma-check.ts'
import type { AssessedTask, Population } from './dcma-population.ts'
import type { AssessedSchedule, DcmaCheck } from './dcma-types.ts'

/** Of what the task itself moves, so much must arrive at the end. */
const ARRIVING = 0.95

/**
 * Check 12: what finishes last must move about as far as the first incomplete critical task whose
 * duration grows by 600 days; when that task has another calendar, by what its own finish moves. (Scheduled from
 * its finish it is the start that moves.) A task that does not move at all fails it.
 */
export function criticalPathTest(population: Population, reschedule: (plan: Plan) => AssessedSchedule): DcmaCheck {
  const first = firstCritical(population)
  if (first === null) return notApplicable(12, 'no incomplete task is critical')
  const longer = rescheduled(lengthened(population.plan, first), reschedule)
  if (typeof longer === 'string') return notApplicable(12, longer)
  const day = population.minutesPerDay
  const projectDays = movement(population, ends(population), longer) / day
  const ownDays = movement(population, [first], longer) / day
  const expected = ownDays > 0 ? Math.min(ownDays, ADDED_DAYS) : ADDED_DAYS
  const threshold = expected * ARRIVING
  const hasPassed = projectDays >= threshold
  return judged(12, {
    value: projectDays,
    threshold,
    count: hasPassed ? 0 : 1,
    population: 1,
    taskIds: hasPassed ? [] : [first.id],
  })
}

function firstCritical({ incomplete }: Population): AssessedTask | null {
  let first: AssessedTask | null = null
  for (const task of incomplete) {
    if (task.scheduled.isCritical && (first === null || task.scheduled.start < first.scheduled.start)) first = task
  }
  return first
}

/** Work that is named grows with the duration, since it may be what decides it (rule 29). */
function lengthened(plan: Plan, { id, minutesPerDay }: AssessedTask): Plan {
  const added = ADDED_DAYS * minutesPerDay
  const longer = (task: PlanTask): PlanTask => ({ ...task, durationMinutes: task.durationMinutes + added })
  return {
    ...plan,
    tasks: plan.tasks.map((task) => (task.id === id ? longer(task) : task)),
    assignments: (plan.assignments ?? []).map((assignment) => {
      const { taskId, units, workMinutes = null } = assignment
      if (taskId !== id || workMinutes === null) return assignment
      return { ...assignment, workMinutes: workMinutes + Math.round(added * units) }
    }),
  }
}

/** The schedule, or why there is none: the horizon of the calendars may be near. */
function rescheduled(plan: Plan, reschedule: (plan: Plan) => AssessedSchedule): AssessedSchedule | string {
  try {
    return reschedule(plan)
  } catch (error) {
    return `the plan cannot be scheduled with it: ${(error as Error).message}`
  }
}

interface Dates {
  readonly start: Minute
  readonly finish: Minute
}

/** What finishes last among what is not complete; scheduled from the finish, what starts first. */
function ends({ plan, leaves }: Population): readonly AssessedTask[] {
  const open = leaves.filter(({ isComplete }) => !isComplete)
  const { start, finish } = spanOf(open.map(({ scheduled }) => scheduled))
  return plan.scheduleFrom === 'finish'
    ? open.filter(({ scheduled }) => scheduled.start === start)
    : open.filter(({ scheduled }) => scheduled.finish === finish)
}

/** Working minutes by which the last finish of some tasks comes later, or scheduled from the finish the first start earlier. */
function movement({ plan, projectCalendar }: Population, of: readonly AssessedTask[], after: AssessedSchedule): number {
  const ids = new Set(of.map(({ id }) => id))
  const was = spanOf(of.map(({ scheduled }) => scheduled))
  const is = spanOf(after.tasks.filter(({ id }) => ids.has(id)))
  return plan.scheduleFrom === 'finish'
    ? workingMinutesBetween(projectCalendar, is.start, was.start)
    : workingMinutesBetween(projectCalendar, was.finish, is.finish)
}

function spanOf(dates: readonly Dates[]): Dates {
  let start = Number.POSITIVE_INFINITY
  let finish = Number.NEGATIVE_INFINITY
  for (const each of dates) {
    start = Math.min(start, each.start)
    finish = Math.max(finish, each.finish)
  }
  return { start, finish }
}

/**
 * Check 13: (length + float) / length. The length is the working time of the project's calendar from
 * the status date, or the plan's start without one, to the finish of what finishes last; the float is
 * that task's total float (the least of those that finish last), or the time to the baseline's finish.
 */
export function criticalPathLength(population: Population): DcmaCheck {
  const { plan, projectCalendar, statusDate, options, leaves } = population
  const open = leaves.filter(({ isComplete }) => !isComplete)
  if (open.length === 0) return notApplicable(13, 'nothing is incomplete')
  if (options.cpliBy === 'baseline-finish' && !population.hasBaseline) return notApplicable(13, 'there is no baseline')
  const { finish } = spanOf(open.map(({ scheduled }) => scheduled))
  const length = workingMinutesBetween(projectCalendar, statusDate ?? plan.start, finish)
  if (length <= 0) return notApplicable(13, 'no time is left until the finish')
  const last = open.filter(({ scheduled }) => scheduled.finish === finish)
  const float = options.cpliBy === 'total-float' ? leastFloat(last) : floatToBaseline(population, finish)
  const value = (length + float) / length
  return judged(13, { value, count: float, population: length, taskIds: value >= 0.95 ? [] : last.map(({ id }) => id) })
}

function leastFloat(tasks: readonly AssessedTask[]): number {
  return tasks.reduce((least, { scheduled }) => Math.min(least, scheduled.totalFloat), Number.POSITIVE_INFINITY)
}

function floatToBaseline({ leaves, projectCalendar }: Population, finish: Minute): number {
  const planned = leaves.reduce(
    (latest, { baseline }) => Math.max(latest, baseline?.finish ?? latest),
    Number.NEGATIVE_INFINITY,
  )
  return planned === Number.NEGATIVE_INFINITY ? 0 : workingMinutesBetween(projectCalendar, finish, planned)
}
