import type { ConstraintKind } from '../../plan/types.ts'
import { HIGH_DAYS, judgedTasks, notApplicable } from './dcma-check.ts'
import type { AssessedTask, Population } from './dcma-population.ts'
import type { DcmaCheck, DcmaNumber } from './dcma-types.ts'

const HARD: readonly ConstraintKind[] = ['mustStartOn', 'mustFinishOn', 'startNoLaterThan', 'finishNoLaterThan']

/** Checks 5 to 8 and 10. */
export function taskChecks(population: Population): DcmaCheck[] {
  const { options, minutesPerDay } = population
  const assigned = new Set((population.plan.assignments ?? []).map(({ taskId }) => taskId))
  const paid = new Set([...assigned, ...options.costedTaskIds])
  return [
    ofIncomplete(5, population, ({ task }) => HARD.includes(task.constraint?.kind ?? 'asSoonAsPossible')),
    ofIncomplete(6, population, ({ scheduled, minutesPerDay: day }) => scheduled.totalFloat > HIGH_DAYS * day),
    ofIncomplete(7, population, ({ scheduled }) => scheduled.totalFloat < 0),
    highDuration(population),
    ofIncomplete(10, population, ({ task }) => task.durationMinutes >= minutesPerDay && !paid.has(task.id)),
  ]
}

function ofIncomplete(
  number: DcmaNumber,
  { incomplete }: Population,
  offends: (task: AssessedTask) => boolean,
): DcmaCheck {
  if (incomplete.length === 0) return notApplicable(number, 'no task is incomplete')
  return judgedTasks(number, incomplete.filter(offends), incomplete.length)
}

function highDuration(population: Population): DcmaCheck {
  if (population.options.highDurationBy === 'baseline' && !population.hasBaseline) {
    return notApplicable(8, 'there is no baseline')
  }
  return ofIncomplete(8, population, (task) => durationOf(task, population) > HIGH_DAYS * task.minutesPerDay)
}

function durationOf({ task, baseline }: AssessedTask, { options }: Population): number {
  if (options.highDurationBy === 'baseline') return baseline?.durationMinutes ?? 0
  const done = (task.progress?.actualStart ?? null) === null ? 0 : (task.progress?.doneMinutes ?? 0)
  return task.durationMinutes - done
}
