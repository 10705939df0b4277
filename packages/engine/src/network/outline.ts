import { DuplicateIdError, UnknownReferenceError } from '../errors.ts'

export interface OutlineTask {
  readonly id: string
  readonly parentId: string | null
}

/**
 * Arrays by task; `parent` is -1 at the top, `order` has parents before their children. `circle`
 * holds tasks that lie below themselves, if there are any; `order` means nothing then.
 */
export interface Outline {
  readonly indexById: ReadonlyMap<string, number>
  readonly parent: Int32Array
  readonly isSummary: Uint8Array
  readonly order: Int32Array
  readonly circle: readonly number[] | null
}

/** Throws DuplicateIdError, or UnknownReferenceError for a parent that is not there. */
export function buildOutline(tasks: readonly OutlineTask[]): Outline {
  const size = tasks.length
  const indexById = new Map<string, number>()
  for (let task = 0; task < size; task += 1) indexById.set((tasks[task] as OutlineTask).id, task)
  if (indexById.size < size) throw new DuplicateIdError('task', firstDuplicate(tasks))
  const parent = new Int32Array(size).fill(-1)
  const isSummary = new Uint8Array(size)
  for (let task = 0; task < size; task += 1) {
    const { id, parentId } = tasks[task] as OutlineTask
    if (parentId === null) continue
    const above = indexById.get(parentId)
    if (above === undefined) throw new UnknownReferenceError('task', parentId, `task ${id}`)
    parent[task] = above
    isSummary[above] = 1
  }
  return { indexById, parent, isSummary, ...parentsFirst(parent) }
}

function firstDuplicate(tasks: readonly OutlineTask[]): string {
  const seen = new Set<string>()
  for (const { id } of tasks) {
    if (seen.has(id)) return id
    seen.add(id)
  }
  return ''
}

/** Most plans name parents first. */
function parentsFirst(parent: Int32Array): Pick<Outline, 'order' | 'circle'> {
  return parent.every((above, task) => above < task)
    ? { order: parent.map((_, task) => task), circle: null }
    : sortedByParents(parent)
}

/** Walks up from each task to one that is placed already, then places the way down. */
function sortedByParents(parent: Int32Array): Pick<Outline, 'order' | 'circle'> {
  const order = new Int32Array(parent.length)
  const state = new Uint8Array(parent.length)
  const way: number[] = []
  let placed = 0
  for (let task = 0; task < parent.length; task += 1) {
    for (let at = task; at >= 0 && state[at] !== 2; at = parent[at] as number) {
      if (state[at] === 1) return { order, circle: circleFrom(parent, at) }
      state[at] = 1
      way.push(at)
    }
    for (let next = way.pop(); next !== undefined; next = way.pop()) {
      state[next] = 2
      order[placed] = next
      placed += 1
    }
  }
  return { order, circle: null }
}

function circleFrom(parent: Int32Array, start: number): number[] {
  const circle = [start]
  for (let at = parent[start] as number; at !== start; at = parent[at] as number) circle.push(at)
  return rotateToSmallest(circle.reverse())
}

/** The same circle, begun at the task that comes first in the plan. */
export function rotateToSmallest(circle: readonly number[]): number[] {
  const first = circle.indexOf(circle.reduce((least, task) => Math.min(least, task)))
  return [...circle.slice(first), ...circle.slice(0, first)]
}
