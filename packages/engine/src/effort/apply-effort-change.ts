import { addAssignments, removeAssignments } from './change-team.ts'
import { changeAssignmentWork, changeDuration, changeUnits, changeWork } from './change-values.ts'
import { effortState } from './effort-state.ts'
import type { EffortAssignment, EffortChange, EffortResult, EffortTask } from './effort-types.ts'

/**
 * What becomes of a task's duration, work and units when one of them is edited (rule 29):
 * work = duration x units, and the type of the task says which of the three yields.
 *
 * | type           | units change | duration changes | work changes |
 * | -------------- | ------------ | ---------------- | ------------ |
 * | fixed units    | duration     | work             | duration     |
 * | fixed duration | work         | work             | units        |
 * | fixed work     | duration     | units            | duration     |
 *
 * (The table of Microsoft's help text "Change the task type Project uses to calculate task duration".)
 * Several assignments: each has the equation for itself, and the duration is that of the longest,
 * its delay included. Effort-driven: resources that join or leave share the remaining work in
 * proportion to their units, so fixed units and fixed work change the duration, a fixed duration the
 * units; it says nothing about the first assignments, which take duration times units each, nor about
 * changes of units (Microsoft's training "When is effort-driven scheduling applied"). Fixed work is
 * always effort-driven. Materials and costs change no duration and hold no work.
 * Of a started task done duration and actual work stay; the equation holds for the rest.
 *
 * Whole minutes: work is rounded to the nearest, shares add up to the whole, durations are rounded
 * up so that the work fits; units are not rounded. Durations are minutes of the task's calendar.
 * Throws EffortError for units that are not above zero, work without duration, less work or
 * duration than is done, resources that are unknown, there already or leave with actual work,
 * and complete tasks.
 */
export function applyEffortChange(
  task: EffortTask,
  assignments: readonly EffortAssignment[],
  change: EffortChange,
): EffortResult {
  const state = effortState(task, assignments)
  switch (change.kind) {
    case 'units':
      return changeUnits(state, change.resourceId, change.units)
    case 'assignment-work':
      return changeAssignmentWork(state, change.resourceId, change.workMinutes)
    case 'work':
      return changeWork(state, change.workMinutes)
    case 'duration':
      return changeDuration(state, change.durationMinutes)
    case 'add':
      return addAssignments(state, change.assignments)
    case 'remove':
      return removeAssignments(state, change.resourceIds)
  }
}
