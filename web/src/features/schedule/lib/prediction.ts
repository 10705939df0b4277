import { drivingFields, enginePlanOf, type Plan, type Task } from '@throughline/contract'
import * as engine from '@throughline/engine'

/** The schedule of a plan; null when it has none, such as with a cycle. */
export function scheduleOf(plan: Plan): engine.Schedule | null {
  try {
    return engine.schedule(enginePlanOf(plan))
  } catch {
    return null
  }
}

/**
 * The plan with the dates that the service will compute, ahead of it. Tasks whose dates stay keep their identity. A
 * plan that cannot be computed is left as it is.
 */
export function predict(plan: Plan, schedule = scheduleOf(plan)): Plan {
  if (!schedule) return plan
  const rows = new Map(schedule.tasks.map((row) => [row.id, row]))
  const finishesAt = schedule.tasks.length > 0 ? engine.textOf(schedule.finish) : plan.project.finishesAt
  return {
    ...plan,
    project: { ...plan.project, finishesAt },
    tasks: plan.tasks.map((task) => {
      const row = rows.get(task.id)
      return row ? withDates(task, row) : task
    }),
  }
}

/** Predicts as `predict` does, and remembers the last schedule: most steps of an edit's way change nothing of it. */
export function createPredictor(): (plan: Plan) => Plan {
  let last: { plan: Plan; schedule: engine.Schedule | null } | null = null
  return (plan) => {
    if (!last || !schedulesAlike(last.plan, plan)) last = { plan, schedule: scheduleOf(plan) }
    return predict(plan, last.schedule)
  }
}

const inputs = ['id', ...drivingFields.task] as const

/** Whether the engine would be asked the same question. */
function schedulesAlike(a: Plan, b: Plan): boolean {
  return (
    a.links === b.links &&
    a.calendars === b.calendars &&
    a.resources === b.resources &&
    a.assignments === b.assignments &&
    drivingFields.project.every((key) => a.project[key] === b.project[key]) &&
    a.tasks.length === b.tasks.length &&
    a.tasks.every((task, at) => task === b.tasks[at] || inputs.every((key) => task[key] === b.tasks[at]?.[key]))
  )
}

function withDates(task: Task, row: engine.ScheduledTask): Task {
  const computed = {
    isSummary: row.isSummary,
    earlyStart: engine.textOf(row.earlyStart),
    earlyFinish: engine.textOf(row.earlyFinish),
    lateStart: engine.textOf(row.lateStart),
    lateFinish: engine.textOf(row.lateFinish),
    totalFloatMinutes: row.totalFloat,
    freeFloatMinutes: row.freeFloat,
    isCritical: row.isCritical,
  }
  const same = (Object.keys(computed) as (keyof typeof computed)[]).every((key) => task[key] === computed[key])
  return same ? task : { ...task, ...computed }
}

const schedules = new WeakMap<Plan, engine.Schedule | null>()

/** What binds the start of a task; the schedule is kept for as long as the plan is. */
export function driverOf(plan: Plan, taskId: string): engine.Driver | undefined {
  if (!schedules.has(plan)) schedules.set(plan, scheduleOf(plan))
  return schedules.get(plan)?.explain(taskId).start[0]
}
