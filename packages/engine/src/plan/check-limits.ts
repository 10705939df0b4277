import { END_MINUTE, FIRST_MINUTE } from '../calendar/horizon.ts'
import { MOST_MINUTES } from '../network/amounts.ts'
import { type Finding, finding } from './finding.ts'
import type { Plan, PlanAssignment, PlanTask } from './types.ts'

/** Dates outside the years 1600 to 3000, durations, lags and delays beyond a thousand years of minutes, units below zero. */
export function checkLimits(plan: Plan): Finding[] {
  return [...planDates(plan), ...plan.tasks.flatMap(taskLimits), ...lagLimits(plan), ...unitLimits(plan)]
}

function lagLimits({ tasks, links }: Plan): Finding[] {
  const durations = new Map(tasks.map(({ id, durationMinutes }) => [id, durationMinutes]))
  return links
    .filter(({ predecessorId, lagMinutes, lagUnit }) => {
      const lag = lagUnit === 'percent' ? (lagMinutes * (durations.get(predecessorId) ?? 0)) / 100 : lagMinutes
      return Math.abs(lag) > MOST_MINUTES
    })
    .map(({ id, lagMinutes, lagUnit }) => {
      const lag = `${lagMinutes} ${lagUnit === 'percent' ? 'percent' : 'minutes'}`
      return finding('error', 'out-of-range', `link ${id}: a lag of ${lag}`, { linkIds: [id] })
    })
}

function planDates(plan: Plan): Finding[] {
  const dates = { start: plan.start, finish: plan.finish ?? null, 'status date': plan.statusDate ?? null }
  return Object.entries(dates)
    .filter(([, date]) => isOutside(date))
    .map(([name, date]) =>
      finding('error', 'out-of-range', `the plan's ${name} ${date} is no minute from 1600 to 3000`),
    )
}

function taskLimits(task: PlanTask): Finding[] {
  const dates = {
    constraint: task.constraint?.date ?? null,
    deadline: task.deadline ?? null,
    'start by hand': task.manual?.start ?? null,
    'finish by hand': task.manual?.finish ?? null,
    'actual start': task.progress?.actualStart ?? null,
    'actual finish': task.progress?.actualFinish ?? null,
    resume: task.progress?.resume ?? null,
  }
  const found = Object.entries(dates)
    .filter(([, date]) => isOutside(date))
    .map(([name, date]) => `the ${name} ${date} is no minute from 1600 to 3000`)
  const { durationMinutes, levelingDelayMinutes = 0, splits = [] } = task
  const spanMinutes = splits.reduce((sum, { gapMinutes }) => sum + gapMinutes, durationMinutes)
  if (spanMinutes > MOST_MINUTES) found.push(`a duration of ${spanMinutes} minutes, interruptions included`)
  if (levelingDelayMinutes > MOST_MINUTES) found.push(`a leveling delay of ${levelingDelayMinutes} minutes`)
  return found.map((what) => finding('error', 'out-of-range', `task ${task.id}: ${what}`, { taskIds: [task.id] }))
}

function unitLimits({ resources = [], assignments = [] }: Plan): Finding[] {
  return [
    ...resources
      .filter(({ maxUnits = 1, availability = [] }) =>
        [maxUnits, ...availability.map(({ units }) => units)].some(isNoAmount),
      )
      .map(({ id }) => finding('error', 'invalid-number', `resource ${id}: units below zero`, { resourceIds: [id] })),
    ...assignments.filter(isImpossible).map(({ taskId, resourceId }) => {
      const message = `resource ${resourceId} at task ${taskId}: units, work or delay below zero or too much`
      return finding('error', 'invalid-number', message, { taskIds: [taskId], resourceIds: [resourceId] })
    }),
  ]
}

function isImpossible({ units, workMinutes, delayMinutes }: PlanAssignment): boolean {
  const delay = delayMinutes ?? 0
  const work = workMinutes ?? 0
  if ([units, work, delay].some(isNoAmount) || !Number.isInteger(delay)) return true
  return delay > MOST_MINUTES || (units > 0 && work / units > MOST_MINUTES)
}

function isOutside(date: number | null): boolean {
  return date !== null && !(Number.isInteger(date) && date >= FIRST_MINUTE && date < END_MINUTE)
}

function isNoAmount(value: number): boolean {
  return !(value >= 0 && value < Number.POSITIVE_INFINITY)
}
