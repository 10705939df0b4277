import { inOutlineOrder } from '@throughline/client'
import type { Task } from '@throughline/contract'

/** A task with its place: row number (from 1), outline number ("1.2.3") and depth (0 at the top). */
export interface OutlineEntry {
  readonly task: Task
  readonly number: number
  readonly wbs: string
  readonly depth: number
  readonly hasChildren: boolean
  /** A heading that rows are gathered below, and no task of the plan. */
  readonly group?: true
  /** Shown for the sake of what is below it: it is no hit itself. */
  readonly isContext?: true
}

const known = new WeakMap<Task, OutlineEntry>()

/** The entry that stood for the same task at the same place before, so that its row is not drawn anew. */
function sameAsBefore(entry: OutlineEntry): OutlineEntry {
  const before = known.get(entry.task)
  const isSame =
    before?.number === entry.number &&
    before.wbs === entry.wbs &&
    before.depth === entry.depth &&
    before.hasChildren === entry.hasChildren
  if (isSame) return before
  known.set(entry.task, entry)
  return entry
}

/** Every task in outline order. */
export function outlineOf(tasks: readonly Task[]): OutlineEntry[] {
  const parents = new Set(tasks.map((task) => task.parentId))
  const byId = new Map<string, { entry: OutlineEntry; children: number }>()
  let roots = 0
  return inOutlineOrder(tasks).map((task, index) => {
    const above = task.parentId === null ? undefined : byId.get(task.parentId)
    const place = above ? ++above.children : ++roots
    const entry = sameAsBefore({
      task,
      number: index + 1,
      wbs: above ? `${above.entry.wbs}.${place}` : String(place),
      depth: above ? above.entry.depth + 1 : 0,
      hasChildren: parents.has(task.id),
    })
    byId.set(task.id, { entry, children: 0 })
    return entry
  })
}

/** The entries that are not below a collapsed one. */
export function visibleEntries(entries: readonly OutlineEntry[], collapsed: ReadonlySet<string>): OutlineEntry[] {
  if (collapsed.size === 0) return [...entries]
  let hiddenBelow = Number.POSITIVE_INFINITY
  return entries.filter((entry) => {
    if (entry.depth > hiddenBelow) return false
    hiddenBelow = collapsed.has(entry.task.id) ? entry.depth : Number.POSITIVE_INFINITY
    return true
  })
}

/** Where a task goes: below which parent, and at which position among its children. */
export interface Place {
  parentId: string | null
  position: number
}

/** One level deeper: last below the sibling above. Null when there is none. */
export function indentPlace(entries: readonly OutlineEntry[], id: string): Place | null {
  const siblings = siblingsOf(entries, id)
  const above = siblings[siblings.findIndex((entry) => entry.task.id === id) - 1]
  if (!above) return null
  const below = entries.filter((entry) => entry.task.parentId === above.task.id)
  return { parentId: above.task.id, position: (below.at(-1)?.task.position ?? 0) + 1 }
}

/** One level up: right after its parent. Null at the top level. */
export function outdentPlace(entries: readonly OutlineEntry[], id: string): Place | null {
  const parentId = entries.find((entry) => entry.task.id === id)?.task.parentId ?? null
  return parentId === null ? null : placeAfter(entries, parentId)
}

/** Right after a task, among its siblings. */
export function placeAfter(entries: readonly OutlineEntry[], id: string): Place {
  const siblings = siblingsOf(entries, id)
  const index = siblings.findIndex((entry) => entry.task.id === id)
  const position = siblings[index]?.task.position ?? 0
  const next = siblings[index + 1]?.task.position
  const parentId = siblings[index]?.task.parentId ?? null
  return { parentId, position: next === undefined ? position + 1 : (position + next) / 2 }
}

function siblingsOf(entries: readonly OutlineEntry[], id: string): OutlineEntry[] {
  const parentId = entries.find((entry) => entry.task.id === id)?.task.parentId ?? null
  return entries.filter((entry) => entry.task.parentId === parentId)
}
