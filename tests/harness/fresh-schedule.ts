import { enginePlanOf, type Plan, type Task } from '@throughline/contract'
import { schedule, textOf } from '@throughline/engine'

type Dates = Pick<
  Task,
  | 'id'
  | 'isSummary'
  | 'earlyStart'
  | 'earlyFinish'
  | 'lateStart'
  | 'lateFinish'
  | 'totalFloatMinutes'
  | 'freeFloatMinutes'
  | 'isCritical'
>

/** What a run of the engine on what people set in this plan computes, by task id. */
export function freshDates(plan: Plan): Dates[] {
  const result = schedule(enginePlanOf(plan))
  return result.tasks.map((task) => ({
    id: task.id,
    isSummary: task.isSummary,
    earlyStart: textOf(task.earlyStart),
    earlyFinish: textOf(task.earlyFinish),
    lateStart: textOf(task.lateStart),
    lateFinish: textOf(task.lateFinish),
    totalFloatMinutes: task.totalFloat,
    freeFloatMinutes: task.freeFloat,
    isCritical: task.isCritical,
  }))
}

/** The same of what is stored. */
export function storedDates(plan: Plan): Dates[] {
  return plan.tasks.map((task) => ({
    id: task.id,
    isSummary: task.isSummary,
    earlyStart: task.earlyStart,
    earlyFinish: task.earlyFinish,
    lateStart: task.lateStart,
    lateFinish: task.lateFinish,
    totalFloatMinutes: task.totalFloatMinutes,
    freeFloatMinutes: task.freeFloatMinutes,
    isCritical: task.isCritical,
  }))
}
