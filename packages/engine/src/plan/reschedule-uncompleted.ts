import { workingMinutesBetween } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import { COMPOSITE, type Network, PINNED, STARTED } from '../network/network.ts'
import type { Schedule } from '../schedule/schedule.ts'
import { finished } from './progress.ts'
import type { ConstraintKind, Minute, Plan, PlanTask, TaskConstraint, TaskProgress } from './types.ts'

/** Constraints that a planner set as a promise; they are not given up for a date that passed by. */
const KEPT: readonly ConstraintKind[] = ['mustStartOn', 'mustFinishOn', 'startNoLaterThan', 'finishNoLaterThan']

/**
 * Rule 27, "reschedule uncompleted work to start after": no work that is left lies before `after` in the
 * next schedule. A task that has not started and lies before it gets a "start no earlier than" of
 * it, in place of a softer constraint; the rest of a started task is resumed no earlier. Tasks that are
 * complete, inactive, placed by hand, or bound to start or finish on or before a date stay as they are.
 */
export function rescheduleUncompletedWork(plan: Plan, schedule: Schedule, after: Minute): Plan {
  return eachOpenLeaf(plan, schedule.network, (task) => {
    if (task.manual) return task
    const progress = task.progress ?? null
    if (progress !== null && progress.actualStart !== null) {
      return { ...task, progress: { ...progress, resume: Math.max(progress.resume ?? after, after) } }
    }
    const kind = task.constraint?.kind ?? 'asSoonAsPossible'
    if (schedule.task(task.id).start >= after || KEPT.includes(kind)) return task
    const constraint: TaskConstraint = { kind: 'startNoEarlierThan', date: after }
    return { ...task, constraint }
  })
}

/**
 * Rule 27, "update work as complete through": all goes as scheduled until the date. What finishes by then
 * is complete, what has started by then has done what the schedule has done by then, and the rest
 * is untouched; so no date moves, save that a finish which an SF link puts at the start of a working
 * period goes back to the end of the one before. `completeOnly` leaves unfinished tasks as they are ("0 or 100 %").
 */
export function updateAsScheduled(plan: Plan, schedule: Schedule, statusDate: Minute, completeOnly = false): Plan {
  const { network } = schedule
  return eachOpenLeaf(plan, network, (task, node) => {
    const { start, finish } = schedule.task(task.id)
    const asScheduled = finished(task.durationMinutes, task.progress ?? null, { start, finish })
    if (finish <= statusDate) return { ...task, progress: asScheduled }
    if (start >= statusDate || completeOnly) return task
    const progress = progressUntil(task, network, node, { start, finish }, statusDate)
    return { ...task, progress: progress.doneMinutes < task.durationMinutes ? progress : asScheduled }
  })
}

function progressUntil(
  task: PlanTask,
  network: Network,
  node: number,
  { start, finish }: { readonly start: Minute; readonly finish: Minute },
  date: Minute,
): TaskProgress {
  const calendar = network.calendars[network.calendar[node] as number] as WorkingTime
  const mode = network.mode[node] as number
  const whole = network.duration[node] as number
  const worked = workingMinutesBetween(calendar, date, finish)
  if (mode === STARTED) return continued(task, workBefore(task, whole - Math.min(worked, whole)), date)
  const span = workingMinutesBetween(calendar, start, finish)
  const left = (mode === COMPOSITE || mode === PINNED) && span > 0 ? Math.round((whole * worked) / span) : worked
  return { actualStart: start, actualFinish: null, doneMinutes: workBefore(task, whole - Math.min(left, whole)) }
}

/** The rest goes on at once, wherever an interruption ended. */
function continued(task: PlanTask, doneMinutes: number, date: Minute): TaskProgress {
  const progress = task.progress as TaskProgress
  if (doneMinutes <= progress.doneMinutes) return progress
  return { ...progress, doneMinutes, resume: Math.max(progress.resume ?? date, date) }
}

/** Minutes of a task's duration in the first minutes of its span, which holds its interruptions too. */
function workBefore(task: PlanTask, minutes: number): number {
  let gaps = 0
  for (const { afterMinutes, gapMinutes } of task.splits ?? []) {
    gaps += Math.min(Math.max(minutes - gaps - afterMinutes, 0), gapMinutes)
  }
  return minutes - gaps
}

/** The plan with each active, incomplete leaf changed. */
export function eachOpenLeaf(plan: Plan, network: Network, change: (task: PlanTask, node: number) => PlanTask): Plan {
  return {
    ...plan,
    tasks: plan.tasks.map((task, index) => {
      const node = network.nodeOfTask[index] as number
      const isOpen = node >= 0 && task.isActive !== false && (task.progress?.actualFinish ?? null) === null
      return isOpen ? change(task, node) : task
    }),
  }
}
