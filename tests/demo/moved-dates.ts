import { computedRowsOf, type Plan, type PlanDelta } from '@throughline/contract'

interface Dates {
  start: string | null
  finish: string | null
}
export interface MovedTask {
  name: string
  before: Dates
  after: Dates
}

/** The tasks whose early dates a delta moves. */
export function movedDates(plan: Plan, delta: PlanDelta): MovedTask[] {
  const known = new Map(plan.tasks.map((task) => [task.id, task]))
  return [...computedRowsOf(delta.computed), ...delta.tasks].flatMap((row) => {
    const task = known.get(row.id)
    if (!task || (task.earlyStart === row.earlyStart && task.earlyFinish === row.earlyFinish)) return []
    const before = { start: task.earlyStart, finish: task.earlyFinish }
    return [{ name: task.name, before, after: { start: row.earlyStart, finish: row.earlyFinish } }]
  })
}
