import { isDeepStrictEqual } from 'node:util'
import { type ComparedTask, type Plan, type Task, taskPatch } from '@throughline/contract'

/** One task that differs, without the run that moved it. */
export type Difference = Omit<ComparedTask, 'runId' | 'sentence'>

const fields = Object.keys(taskPatch.shape) as (keyof typeof taskPatch.shape)[]

const datesOf = ({ earlyStart, earlyFinish }: Task) => ({ earlyStart, earlyFinish })

/** Tasks that differ between two plans, in the order of the outline of the later one; those that went come last. */
export function comparePlans(before: Plan, after: Plan): Difference[] {
  const earlier = new Map(before.tasks.map((task) => [task.id, task]))
  const later = new Set(after.tasks.map((task) => task.id))
  const found = after.tasks.flatMap((task) => compareTask(earlier.get(task.id), task) ?? [])
  const removed = before.tasks
    .filter((task) => !later.has(task.id))
    .map(({ id, name, ...task }): Difference => {
      const dates = datesOf({ id, name, ...task })
      return { taskId: id, name, state: 'removed', before: dates, after: null, fields: [] }
    })
  return [...found, ...removed]
}

function compareTask(before: Task | undefined, after: Task): Difference | null {
  const common = { taskId: after.id, name: after.name, after: datesOf(after) }
  if (!before) return { ...common, state: 'added', before: null, fields: [] }
  const changed = fields
    .filter((field) => !isDeepStrictEqual(before[field], after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }))
  const moved = !isDeepStrictEqual(datesOf(before), common.after)
  if (changed.length === 0 && !moved) return null
  return { ...common, state: changed.length ? 'changed' : 'moved', before: datesOf(before), fields: changed }
}
