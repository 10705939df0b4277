import { dateless } from '@throughline/contract'
import type { PlanState } from '@throughline/database'
import { type Place, refuse } from './place.ts'
import { has } from './rules.ts'

type Changed = ReadonlySet<string> | 'all'

/** Refuses dates of a task that are missing or in the wrong order; wall times compare as texts. */
export function checkTaskDates(task: PlanState<'task'>, changed: Changed, place: Place) {
  checkConstraint(task, changed, place)
  checkManualDates(task, changed, place)
  checkProgress(task, changed, place)
}

function checkConstraint(task: PlanState<'task'>, changed: Changed, place: Place) {
  const { name, constraintType, constraintAt } = task
  if (!has(changed, 'constraintType', 'constraintAt') || constraintAt || dateless.has(constraintType)) return
  refuse(place, 'constraintAt', `The constraint ${constraintType} of “${name}” needs a date.`)
}

function checkManualDates({ name, manualStart, manualFinish }: PlanState<'task'>, changed: Changed, place: Place) {
  if (!has(changed, 'manualStart', 'manualFinish') || !manualStart || !manualFinish) return
  if (manualFinish < manualStart) refuse(place, 'manualFinish', `“${name}” is placed to finish before it starts.`)
}

function checkProgress(task: PlanState<'task'>, changed: Changed, place: Place) {
  const { name, actualStart, actualFinish, actualMinutes, durationMinutes } = task
  if (has(changed, 'actualStart', 'actualFinish') && actualFinish) {
    if (!actualStart) refuse(place, 'actualStart', `“${name}” has finished, so it needs an actual start.`)
    if (actualFinish < actualStart) refuse(place, 'actualFinish', `“${name}” has finished before it started.`)
  }
  if (!has(changed, 'actualMinutes', 'durationMinutes') || actualMinutes <= durationMinutes) return
  const field = has(changed, 'actualMinutes') ? 'actualMinutes' : 'durationMinutes'
  refuse(place, field, `${actualMinutes} minutes of “${name}” are done, which takes ${durationMinutes}.`)
}
