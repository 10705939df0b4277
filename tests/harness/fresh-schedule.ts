import type { Plan, Task } from '@throughline/contract'
import { minuteOf, schedule, textOf } from '@throughline/engine'

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
  const result = schedule({
    start: minuteOf(plan.project.startsAt),
    calendarId: plan.project.calendarId,
    calendars: plan.calendars,
    tasks: plan.tasks.map((task) => ({
      id: task.id,
      parentId: task.parentId,
      kind: task.kind,
      durationMinutes: task.durationMinutes,
      calendarId: task.calendarId,
      constraint: { kind: task.constraintType, date: task.constraintAt === null ? null : minuteOf(task.constraintAt) },
    })),
    links: plan.links,
  })
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
