import { buildOutline } from '../network/outline.ts'
import { percentCompleteOf } from './progress.ts'
import type { Plan, PlanTask } from './types.ts'

/**
 * Rule 22: percent complete of every task, from 0 to 100, not rounded. A summary has the done durations of
 * the active leaves below it over their durations; when none of them lasts, the share of those that
 * are complete. Throws DuplicateIdError or UnknownReferenceError.
 */
export function percentCompletes(plan: Pick<Plan, 'tasks'>): ReadonlyMap<string, number> {
  const { tasks } = plan
  const { parent, order, isSummary } = buildOutline(tasks)
  const sums = tasks.map(() => ({ done: 0, duration: 0, complete: 0, leaves: 0 }))
  for (const index of order.toReversed()) {
    const task = tasks[index] as PlanTask
    const own = sums[index] as Sums
    if (isSummary[index] === 0 && task.isActive !== false) addLeaf(own, task)
    const above = sums[parent[index] as number]
    if (above !== undefined) add(above, own)
  }
  return new Map(
    tasks.map((task, index) => [
      task.id,
      isSummary[index] === 1 ? percentOf(sums[index] as Sums) : percentCompleteOf(task),
    ]),
  )
}

interface Sums {
  done: number
  duration: number
  complete: number
  leaves: number
}

function addLeaf(sums: Sums, task: PlanTask): void {
  const percent = percentCompleteOf(task)
  sums.done += (percent * task.durationMinutes) / 100
  sums.duration += task.durationMinutes
  sums.complete += percent === 100 ? 1 : 0
  sums.leaves += 1
}

function add(to: Sums, { done, duration, complete, leaves }: Sums): void {
  to.done += done
  to.duration += duration
  to.complete += complete
  to.leaves += leaves
}

function percentOf({ done, duration, complete, leaves }: Sums): number {
  if (duration > 0) return (100 * done) / duration
  return leaves > 0 ? (100 * complete) / leaves : 0
}
