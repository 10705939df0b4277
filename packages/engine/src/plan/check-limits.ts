import { END_MINUTE, FIRST_MINUTE } from '../calendar/horizon.ts'
import { type Finding, finding } from './finding.ts'
import type { Plan, PlanTask } from './types.ts'

const MOST_MINUTES = 2 ** 31 - 1

/** Dates outside the years 1600 to 3000, durations and lags beyond 2^31 - 1 minutes, units below zero. */
export function checkLimits(plan: Plan): Finding[] {
  return [
    ...planDates(plan),
    ...plan.tasks.flatMap(taskLimits),
    ...plan.links
      .filter(({ lagMinutes }) => Math.abs(lagMinutes) > MOST_MINUTES)
      .map(({ id, lagMinutes }) =>
        finding('error', 'out-of-range', `link ${id}: a lag of ${lagMinutes} minutes`, { linkIds: [id] }),
      ),
    ...unitLimits(plan),
  ]
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
  if (task.durationMinutes > MOST_MINUTES) found.push(`a duration of ${task.durationMinutes} minutes`)
  return found.map((what) => finding('error', 'out-of-range', `task ${task.id}: ${what}`, { taskIds: [task.id] }))
}

function unitLimits(plan: Plan): Finding[] {
  return [
    ...(plan.resources ?? [])
      .filter(({ maxUnits, availability }) =>
        [maxUnits ?? 1, ...(availability ?? []).map(({ units }) => units)].some(isNoAmount),
      )
      .map(({ id }) => finding('error', 'invalid-number', `resource ${id}: units below zero`, { resourceIds: [id] })),
    ...(plan.assignments ?? [])
      .filter(({ units, workMinutes, delayMinutes }) => [units, workMinutes ?? 0, delayMinutes ?? 0].some(isNoAmount))
      .map(({ taskId, resourceId }) =>
        finding(
          'error',
          'invalid-number',
          `resource ${resourceId} at task ${taskId}: units, work or delay below zero`,
          {
            taskIds: [taskId],
            resourceIds: [resourceId],
          },
        ),
      ),
  ]
}

function isOutside(date: number | null): boolean {
  return date !== null && !(Number.isInteger(date) && date >= FIRST_MINUTE && date < END_MINUTE)
}

function isNoAmount(value: number): boolean {
  return !(value >= 0 && value < Number.POSITIVE_INFINITY)
}
