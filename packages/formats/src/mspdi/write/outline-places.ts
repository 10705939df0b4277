import { groupBy } from '../../group-by.ts'
import type { DocumentTask } from '../../plan-document.ts'

/** Where the tasks of a document stand in its outline, by their indices. */
export interface OutlinePlaces {
  /** Index of the task above, or -1. */
  readonly parents: Int32Array
  /** From 1. */
  readonly levels: Uint16Array
  /** "1.2.3". */
  readonly numbers: readonly string[]
  readonly isSummary: (index: number) => boolean
}

export function outlinePlaces(tasks: readonly DocumentTask[]): OutlinePlaces {
  const parents = new Int32Array(tasks.length).fill(-1)
  const levels = new Uint16Array(tasks.length)
  const counts: number[] = []
  const above: number[] = []
  const numbers = tasks.map(({ parentKey }, index) => {
    while (above.length > 0 && tasks[above.at(-1) ?? 0]?.key !== parentKey) above.pop()
    const level = above.length + 1
    parents[index] = above.at(-1) ?? -1
    levels[index] = level
    counts.length = Math.min(counts.length, level)
    counts[level - 1] = (counts[level - 1] ?? 0) + 1
    above.push(index)
    return counts.join('.')
  })
  return { parents, levels, numbers, isSummary: (index) => parents[index + 1] === index }
}

/** Each task followed by all that lie below it; the same list where it is so already. */
export function inOutlineOrder(tasks: readonly DocumentTask[]): readonly DocumentTask[] {
  if (isInOrder(tasks)) return tasks
  const below = groupBy(tasks, ({ parentKey }) => parentKey)
  const ordered: DocumentTask[] = []
  const open = [...(below.get(null) ?? [])].reverse()
  for (let task = open.pop(); task !== undefined; task = open.pop()) {
    ordered.push(task)
    open.push(...(below.get(task.key) ?? []).toReversed())
  }
  return ordered
}

function isInOrder(tasks: readonly DocumentTask[]): boolean {
  const above: string[] = []
  return tasks.every(({ key, parentKey }) => {
    while (above.length > 0 && above.at(-1) !== parentKey) above.pop()
    const isPlaced = (above.at(-1) ?? null) === parentKey
    above.push(key)
    return isPlaced
  })
}
