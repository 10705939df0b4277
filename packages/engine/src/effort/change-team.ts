import {
  checkDistinct,
  durationOf,
  type EffortState,
  isWork,
  newRest,
  problem,
  type Rest,
  resultOf,
  roundUp,
  unitsFor,
} from './effort-state.ts'
import type { EffortAssignment, EffortResult } from './effort-types.ts'
import { shareWhole } from './share.ts'

/**
 * First assignments take the task's duration times their units (or share the work estimated before).
 * Later ones take a share of the remaining work by their units when the task is effort-driven, and
 * otherwise add duration times units of their own.
 */
export function addAssignments(state: EffortState, added: readonly EffortAssignment[]): EffortResult {
  const { task } = state
  const joined = { ...state, assignments: [...state.assignments, ...added] }
  checkDistinct(task, joined.assignments)
  const newRests = added.filter(isWork).map((assignment) => newRest(state, assignment))
  const rests = [...state.rests, ...newRests]
  if (newRests.length === 0) return resultOf(joined, rests, state.restDuration)
  const estimated = state.rests.length === 0 ? (task.workMinutes ?? null) : null
  if (estimated !== null) return shared(joined, rests, estimated)
  if (state.rests.length > 0 && isEffortDriven(state)) return shared(joined, rests, remainingOf(state.rests))
  return resultOf(joined, ...withOwnWork(joined, rests))
}

/**
 * Effort-driven: the remaining work is shared by those who stay. Otherwise it leaves with them. When
 * no work resource stays the duration does.
 */
export function removeAssignments(state: EffortState, resourceIds: readonly string[]): EffortResult {
  const gone = new Set(resourceIds)
  checkGone(state, gone)
  const stays = ({ resourceId }: EffortAssignment): boolean => !gone.has(resourceId)
  const rests = state.rests.filter((rest) => stays(rest.assignment))
  const left = { ...state, assignments: state.assignments.filter(stays) }
  if (rests.length === 0 || rests.length === state.rests.length) return resultOf(left, rests, state.restDuration)
  if (isEffortDriven(state)) return shared(left, rests, remainingOf(state.rests))
  return resultOf(left, rests, state.type === 'fixedDuration' ? state.restDuration : durationOf(rests))
}

/** A task of fixed work is effort-driven whatever it says. */
function isEffortDriven({ task, type }: EffortState): boolean {
  return type === 'fixedWork' || task.isEffortDriven === true
}

/** The work in proportion to units; then the duration follows, or the units when it is fixed. */
function shared(state: EffortState, rests: readonly Rest[], work: number): EffortResult {
  const parts = shareWhole(
    work,
    rests.map((rest) => rest.units),
  )
  const given = rests.map((rest, index) => ({ ...rest, remaining: parts[index] as number }))
  if (state.type !== 'fixedDuration') return resultOf(state, given, sharedDuration(rests, work))
  const fitting = given.map((rest) => ({
    ...rest,
    units: unitsFor(state.task, rest, Math.max(state.restDuration - rest.wait, 0)),
  }))
  return resultOf(state, fitting, state.restDuration)
}

/** All take equally long, so rounding of the shares makes nobody late. */
function sharedDuration(rests: readonly Rest[], work: number): number {
  if (work === 0) return 0
  const span = roundUp(work / rests.reduce((sum, rest) => sum + rest.units, 0))
  return rests.reduce((longest, rest) => Math.max(longest, rest.wait + span), 0)
}

/** New assignments may come with work that needs more than the duration, or with a fixed one other units. */
function withOwnWork(state: EffortState, rests: readonly Rest[]): [readonly Rest[], number] {
  const { task, restDuration } = state
  if (state.type !== 'fixedDuration') return [rests, Math.max(restDuration, durationOf(rests))]
  const fitting = rests.map((rest) =>
    rest.wait + Math.floor(rest.remaining / rest.units) > restDuration
      ? { ...rest, units: unitsFor(task, rest, Math.max(restDuration - rest.wait, 0)) }
      : rest,
  )
  return [fitting, restDuration]
}

function remainingOf(rests: readonly Rest[]): number {
  return rests.reduce((sum, rest) => sum + rest.remaining, 0)
}

function checkGone(state: EffortState, gone: ReadonlySet<string>): void {
  const known = new Set(state.assignments.map(({ resourceId }) => resourceId))
  for (const id of gone) {
    if (!known.has(id)) throw problem('unknown-resource', state.task, id, 'not assigned')
  }
  const worked = state.rests.find((rest) => gone.has(rest.assignment.resourceId) && rest.actual > 0)
  if (worked !== undefined) {
    throw problem('has-actual-work', state.task, worked.assignment.resourceId, 'has done work that cannot leave')
  }
}
