import type { Minute } from '../../plan/types.ts'
import { judged, judgedTasks, notApplicable } from './dcma-check.ts'
import type { AssessedTask, Population } from './dcma-population.ts'
import type { DcmaCheck } from './dcma-types.ts'

/** Check 9, over complete and incomplete tasks that last. */
export function invalidDates({ statusDate, tasks }: Population): DcmaCheck {
  if (statusDate === null) return notApplicable(9, 'there is no status date')
  if (tasks.length === 0) return notApplicable(9, 'there are no tasks')
  return judgedTasks(
    9,
    tasks.filter((task) => isInvalid(task, statusDate)),
    tasks.length,
  )
}

function isInvalid({ task, scheduled }: AssessedTask, statusDate: Minute): boolean {
  const { actualStart = null, actualFinish = null } = task.progress ?? {}
  const isStartWrong = actualStart === null ? scheduled.start < statusDate : actualStart > statusDate
  const isFinishWrong = actualFinish === null ? scheduled.finish < statusDate : actualFinish > statusDate
  return isStartWrong || isFinishWrong
}

/** Check 11, over complete and incomplete tasks that last and have a baseline. */
export function missedTasks(population: Population): DcmaCheck {
  const { statusDate, options, tasks } = population
  if (statusDate === null) return notApplicable(11, 'there is no status date')
  if (!population.hasBaseline) return notApplicable(11, 'there is no baseline')
  const due = tasks.filter((task) => isDue(task, statusDate))
  const of = options.missedOf === 'due' ? due : tasks
  if (of.length === 0) return notApplicable(11, 'no task is due by the status date')
  return judgedTasks(
    11,
    due.filter(({ task, scheduled, baseline }) => {
      const finish = task.progress?.actualFinish ?? scheduled.finish
      return finish > (baseline?.finish ?? finish)
    }),
    of.length,
  )
}

/** Check 14; the offenders are the tasks that were to be complete and are not. */
export function baselineExecution(population: Population): DcmaCheck {
  const { statusDate, tasks } = population
  if (statusDate === null) return notApplicable(14, 'there is no status date')
  if (!population.hasBaseline) return notApplicable(14, 'there is no baseline')
  const expected = tasks.filter((task) => task.baseline === null || isDue(task, statusDate))
  if (expected.length === 0) return notApplicable(14, 'no task is due by the status date')
  const count = tasks.filter(({ isComplete }) => isComplete).length
  const late = expected.filter(({ isComplete }) => !isComplete)
  return judged(14, {
    value: count / expected.length,
    count,
    population: expected.length,
    taskIds: late.map(({ id }) => id),
  })
}

function isDue({ baseline }: AssessedTask, statusDate: Minute): boolean {
  return baseline !== null && baseline.finish <= statusDate
}
