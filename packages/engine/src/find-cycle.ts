import { UnknownReferenceError } from './errors.ts'
import { type Outline, orderEvents } from './event-order.ts'

export interface OutlineTask {
  readonly id: string
  readonly parentId: string | null
}

export interface OutlineLink {
  readonly predecessorId: string
  readonly successorId: string
}

/**
 * The tasks of a circle in its order, starting with the one that comes first in `tasks`, or null.
 * Links on summaries act on their children, so a link between a summary and a task below it is a
 * circle too. Throws UnknownReferenceError for a parent or an end of a link that is not there.
 */
export function findCycle(tasks: readonly OutlineTask[], links: readonly OutlineLink[]): string[] | null {
  const indexById = new Map(tasks.map((task, index) => [task.id, index]))
  const order = orderEvents(buildOutline(tasks, links, indexById))
  if (order.kind === 'ordered') return null
  return order.tasks.map((index) => (tasks[index] as OutlineTask).id)
}

export function buildOutline(
  tasks: readonly OutlineTask[],
  links: readonly OutlineLink[],
  indexById: ReadonlyMap<string, number>,
): Outline {
  const indexOf = (id: string, referredBy: string): number => {
    const index = indexById.get(id)
    if (index === undefined) throw new UnknownReferenceError('task', id, referredBy)
    return index
  }
  const parent = Int32Array.from(tasks, (task) =>
    task.parentId === null ? -1 : indexOf(task.parentId, `task ${task.id}`),
  )
  const isSummary = new Uint8Array(tasks.length)
  for (const above of parent) if (above >= 0) isSummary[above] = 1
  return {
    size: tasks.length,
    parent,
    isSummary,
    predecessor: Int32Array.from(links, (link) => indexOf(link.predecessorId, 'a link')),
    successor: Int32Array.from(links, (link) => indexOf(link.successorId, 'a link')),
  }
}
