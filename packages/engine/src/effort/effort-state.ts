// The equation holds for what is left: done duration and actual work stay as they are, so every
// rule is about remaining work = units x remaining span, and totals are put together at the end.
import type { EffortType } from '../plan/types.ts'
import { EffortError, type EffortProblem } from './effort-error.ts'
import type { EffortAssignment, EffortResult, EffortTask } from './effort-types.ts'

/**
 * The rest of an assignment of a work resource: `remaining` work at `units`, begun `wait` minutes into
 * the rest of the task's duration.
 */
export interface Rest {
  readonly assignment: EffortAssignment
  readonly units: number
  readonly actual: number
  readonly remaining: number
  readonly wait: number
}

export interface EffortState {
  readonly task: EffortTask
  readonly type: EffortType
  readonly done: number
  readonly restDuration: number
  readonly rests: readonly Rest[]
  /** All assignments in their order, those of materials and costs too. */
  readonly assignments: readonly EffortAssignment[]
}

/** Less than this much of a minute is an error of the division and takes no other minute. */
const EPSILON = 1e-6

export function effortState(task: EffortTask, assignments: readonly EffortAssignment[]): EffortState {
  whole(task, null, task.durationMinutes, 'duration-negative')
  const done = task.progress?.actualStart == null ? 0 : task.progress.doneMinutes
  if (task.progress?.actualFinish != null) throw problem('complete', task, null, 'complete, so its work is history')
  if (done > task.durationMinutes) throw problem('less-than-actual', task, null, 'more is done than it lasts')
  checkDistinct(task, assignments)
  const rests = assignments.filter(isWork).map((assignment) => restOf(task, done, assignment))
  return {
    task,
    type: task.effortType ?? 'fixedUnits',
    done,
    restDuration: task.durationMinutes - done,
    rests,
    assignments,
  }
}

/** Work that the assignment does not name is units x duration, actual work the share of it that is done. */
function restOf(task: EffortTask, done: number, assignment: EffortAssignment): Rest {
  const { resourceId, units } = assignment
  checkUnits(task, resourceId, units)
  const delay = assignment.delayMinutes ?? 0
  const span = Math.max(task.durationMinutes - delay, 0)
  const work = assignment.workMinutes ?? Math.round(units * span)
  whole(task, resourceId, work, 'work-negative')
  const doneShare = span > 0 ? Math.max(done - delay, 0) / span : 0
  const actual = assignment.actualWorkMinutes ?? Math.round(work * doneShare)
  if (actual > work) throw problem('less-than-actual', task, resourceId, 'more actual work than work')
  return { assignment, units, actual, remaining: work - actual, wait: Math.max(delay - done, 0) }
}

/** Somebody who joins: all work is remaining work, by default units x what is left of the duration. */
export function newRest({ task, done, restDuration }: EffortState, assignment: EffortAssignment): Rest {
  const { resourceId, units } = assignment
  checkUnits(task, resourceId, units)
  const wait = Math.max((assignment.delayMinutes ?? 0) - done, 0)
  const remaining = assignment.workMinutes ?? Math.round(units * Math.max(restDuration - wait, 0))
  whole(task, resourceId, remaining, 'work-negative')
  return { assignment, units, actual: 0, remaining, wait }
}

export function isWork(assignment: EffortAssignment): boolean {
  return (assignment.resourceKind ?? 'work') === 'work'
}

/** Minutes that the rest takes after its wait, not rounded. */
export function spanOf(rest: Rest): number {
  return rest.remaining / rest.units
}

/**
 * Minutes that the rest takes of the duration: all that is left when it has no work, or as much as fits
 * (work is rounded, so its own span may miss the duration by what rounding does).
 */
export function fillsOf(state: EffortState, rest: Rest): number {
  const available = Math.max(state.restDuration - rest.wait, 0)
  const hasRoom = rest.remaining > 0 && rest.remaining < Math.round(rest.units * available)
  return hasRoom ? spanOf(rest) : available
}

export function roundUp(minutes: number): number {
  return Math.ceil(minutes - EPSILON)
}

/** Whole minutes, rounded up so that the work fits, until the last of the rests is done. */
export function durationOf(rests: readonly Rest[]): number {
  return rests.reduce(
    (longest, rest) => (rest.remaining > 0 ? Math.max(longest, rest.wait + roundUp(spanOf(rest))) : longest),
    0,
  )
}

/** The units at which the work fits the span. Throws EffortError when there is work and no time for it. */
export function unitsFor(task: EffortTask, rest: Rest, span: number): number {
  if (rest.remaining === 0) return rest.units
  if (span <= 0) {
    throw problem('work-without-duration', task, rest.assignment.resourceId, 'work is left and no duration to do it in')
  }
  return rest.remaining / span
}

export function resultOf(state: EffortState, rests: readonly Rest[], restDuration: number): EffortResult {
  const byResource = new Map(rests.map((rest) => [rest.assignment.resourceId, rest]))
  const assignments = state.assignments.map((assignment) => {
    const rest = byResource.get(assignment.resourceId)
    return rest === undefined
      ? assignment
      : { ...assignment, units: rest.units, workMinutes: rest.actual + rest.remaining }
  })
  const workMinutes = rests.reduce((sum, rest) => sum + rest.actual + rest.remaining, 0)
  return { durationMinutes: state.done + restDuration, workMinutes, assignments }
}

export function checkDistinct(task: EffortTask, assignments: readonly EffortAssignment[]): void {
  const seen = new Set<string>()
  for (const { resourceId } of assignments) {
    if (seen.has(resourceId)) throw problem('already-assigned', task, resourceId, 'assigned more than once')
    seen.add(resourceId)
  }
}

export function checkUnits(task: EffortTask, resourceId: string, units: number): void {
  if (!(units > 0 && units < Number.POSITIVE_INFINITY)) {
    throw problem('units-not-positive', task, resourceId, `${units} units do no work`)
  }
}

export function whole(task: EffortTask, resourceId: string | null, minutes: number, ifNegative: EffortProblem): void {
  if (minutes < 0) throw problem(ifNegative, task, resourceId, `${minutes} minutes`)
  if (!Number.isSafeInteger(minutes)) throw problem('not-whole-minutes', task, resourceId, `${minutes} minutes`)
}

export function problem(kind: EffortProblem, task: EffortTask, resourceId: string | null, what: string): EffortError {
  return new EffortError(kind, task.id, resourceId, what)
}
