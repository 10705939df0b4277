import type { Plan, Task } from '@throughline/contract'
import { type Minute, textOf } from '@throughline/engine'
import type { Dates } from './predictor.ts'

/**
 * The plan with the dates that the service will compute, ahead of it. Tasks whose dates stay keep their identity. Dates
 * are of this plan.
 */
export function withDates(plan: Plan, dates: Dates): Plan {
  const finishesAt = plan.tasks.length > 0 ? textOf(dates.finish) : plan.project.finishesAt
  const tasks = plan.tasks.map((task, at) => datedTask(task, dates, at))
  return { ...plan, project: { ...plan.project, finishesAt }, tasks }
}

/** The plan with the dates that were shown last, until those that it will come to are known. */
export function withDatesOf(plan: Plan, shown: Plan): Plan {
  const tasks = plan.tasks.map((task, at) => {
    const before = shown.tasks[at]
    return before === undefined || before.id !== task.id ? task : takeOver(task, before)
  })
  return { ...plan, project: { ...plan.project, finishesAt: shown.project.finishesAt }, tasks }
}

const computedFields = [
  'isSummary',
  'earlyStart',
  'earlyFinish',
  'lateStart',
  'lateFinish',
  'totalFloatMinutes',
  'freeFloatMinutes',
  'isCritical',
] as const satisfies readonly (keyof Task)[]

type Computed = Pick<Task, (typeof computedFields)[number]>

function takeOver(task: Task, computed: Computed): Task {
  if (computedFields.every((key) => task[key] === computed[key])) return task
  const { isSummary, earlyStart, earlyFinish, lateStart, lateFinish } = computed
  const { totalFloatMinutes, freeFloatMinutes, isCritical } = computed
  const dates = { isSummary, earlyStart, earlyFinish, lateStart, lateFinish }
  return { ...task, ...dates, totalFloatMinutes, freeFloatMinutes, isCritical }
}

/** A task as the dates have it that lie at its place. */
export function datedTask(task: Task, dates: Dates, at: number): Task {
  return takeOver(task, {
    isSummary: dates.isSummary[at] === 1,
    earlyStart: knownTextOf(dates.earlyStart[at] as number),
    earlyFinish: knownTextOf(dates.earlyFinish[at] as number),
    lateStart: knownTextOf(dates.lateStart[at] as number),
    lateFinish: knownTextOf(dates.lateFinish[at] as number),
    totalFloatMinutes: dates.totalFloat[at] as number,
    freeFloatMinutes: dates.freeFloat[at] as number,
    isCritical: dates.isCritical[at] === 1,
  })
}

const texts = new Map<Minute, string>()

/** Plans name the same minutes many times over. */
function knownTextOf(minute: Minute): string {
  let text = texts.get(minute)
  if (text === undefined) {
    if (texts.size > 50_000) texts.clear()
    text = textOf(minute)
    texts.set(minute, text)
  }
  return text
}
