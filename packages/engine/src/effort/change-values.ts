import {
  checkUnits,
  durationOf,
  type EffortState,
  fillsOf,
  isWork,
  problem,
  type Rest,
  resultOf,
  unitsFor,
  whole,
} from './effort-state.ts'
import type { EffortAssignment, EffortResult } from './effort-types.ts'
import { shareWhole } from './share.ts'

/** Fixed units and fixed work: the duration yields. Fixed duration: the work does. */
export function changeUnits(state: EffortState, resourceId: string, units: number): EffortResult {
  const other = state.assignments.find((assignment) => assignment.resourceId === resourceId && !isWork(assignment))
  if (other !== undefined) return withUnits(state, other, units)
  checkUnits(state.task, resourceId, units)
  const rests = replaceRest(state, resourceId, (rest) =>
    state.type === 'fixedDuration'
      ? { ...rest, units, remaining: Math.round(units * fillsOf(state, rest)) }
      : { ...rest, units },
  )
  return fitted(state, rests)
}

/** The amount of a material or cost: nothing else changes. */
function withUnits(state: EffortState, changed: EffortAssignment, units: number): EffortResult {
  const assignments = state.assignments.map((assignment) =>
    assignment === changed ? { ...assignment, units } : assignment,
  )
  return resultOf({ ...state, assignments }, state.rests, state.restDuration)
}

/**
 * Fixed units and fixed duration: the work yields. Fixed work: the units do. An assignment that fills
 * a part of the duration keeps filling the same part, one without work gets none.
 */
export function changeDuration(state: EffortState, durationMinutes: number): EffortResult {
  const { task, done, restDuration } = state
  whole(task, null, durationMinutes, 'duration-negative')
  const left = durationMinutes - done
  if (left < 0) throw problem('less-than-actual', task, null, `${done} minutes of its duration are done`)
  const rests = state.rests.map((rest) => {
    const before = Math.max(restDuration - rest.wait, 0)
    if (rest.remaining === 0 && before > 0) return rest
    const after = Math.max(left - rest.wait, 0)
    const span = before > 0 ? (fillsOf(state, rest) * after) / before : after
    return state.type === 'fixedWork'
      ? { ...rest, units: unitsFor(task, rest, span) }
      : { ...rest, remaining: Math.round(rest.units * span) }
  })
  return resultOf(state, rests, left)
}

/** Fixed units and fixed work: the duration yields. Fixed duration: the units do. */
export function changeAssignmentWork(state: EffortState, resourceId: string, workMinutes: number): EffortResult {
  whole(state.task, resourceId, workMinutes, 'work-negative')
  return fitted(
    state,
    replaceRest(state, resourceId, (rest) => withRemaining(state, rest, workMinutes - rest.actual)),
  )
}

/** As for one assignment; what is left is shared as the remaining work was (by units where none was left). */
export function changeWork(state: EffortState, workMinutes: number): EffortResult {
  const { task, rests } = state
  whole(task, null, workMinutes, 'work-negative')
  if (rests.length === 0) throw problem('no-work-resource', task, null, 'nobody is assigned to do work')
  const left = workMinutes - sumOf(rests, (rest) => rest.actual)
  if (left < 0) throw problem('less-than-actual', task, null, 'less than its actual work')
  const hasWork = rests.some((rest) => rest.remaining > 0)
  const parts = shareWhole(
    left,
    rests.map((rest) => (hasWork ? rest.remaining : rest.units)),
  )
  return fitted(
    state,
    rests.map((rest, index) => withRemaining(state, rest, parts[index] as number)),
  )
}

function withRemaining(state: EffortState, rest: Rest, remaining: number): Rest {
  const { task } = state
  if (remaining < 0) throw problem('less-than-actual', task, rest.assignment.resourceId, 'less than its actual work')
  const changed = { ...rest, remaining }
  return state.type === 'fixedDuration' ? { ...changed, units: unitsFor(task, changed, fillsOf(state, rest)) } : changed
}

function fitted(state: EffortState, rests: readonly Rest[]): EffortResult {
  return resultOf(state, rests, state.type === 'fixedDuration' ? state.restDuration : durationOf(rests))
}

function replaceRest(state: EffortState, resourceId: string, change: (rest: Rest) => Rest): Rest[] {
  if (state.rests.every((rest) => rest.assignment.resourceId !== resourceId)) {
    throw problem('unknown-resource', state.task, resourceId, 'not assigned to do work')
  }
  return state.rests.map((rest) => (rest.assignment.resourceId === resourceId ? change(rest) : rest))
}

function sumOf(rests: readonly Rest[], value: (rest: Rest) => number): number {
  return rests.reduce((sum, rest) => sum + value(rest), 0)
}
