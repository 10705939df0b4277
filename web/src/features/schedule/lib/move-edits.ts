import type { ChangeOperation } from '@throughline/contract'
import { rootsOf } from './bulk-edits.ts'
import { type EditOutcome, short } from './edits.ts'
import type { OutlineEntry, Place } from './outline.ts'
import type { PlanIndex } from './plan-index.ts'
import { text } from './text.ts'

/** Where moved tasks come to lie: below which parent, and right after which of its children; null is the first place. */
export interface DropPlace {
  readonly parentId: string | null
  readonly afterId: string | null
}

type Children = ReadonlyMap<string | null, readonly OutlineEntry[]>

function childrenOf(index: PlanIndex): Children {
  const children = new Map<string | null, OutlineEntry[]>()
  for (const entry of index.entries) {
    const siblings = children.get(entry.task.parentId)
    if (siblings) siblings.push(entry)
    else children.set(entry.task.parentId, [entry])
  }
  return children
}

/** Positions for some tasks between two others, evenly. */
function spread(before: number | undefined, after: number | undefined, count: number): number[] {
  const from = before ?? (after ?? count + 1) - count - 1
  const step = after === undefined ? 1 : (after - from) / (count + 1)
  return Array.from({ length: count }, (_, at) => from + step * (at + 1))
}

const moveOf = ({ task }: OutlineEntry, place: Place): ChangeOperation[] =>
  task.parentId === place.parentId && task.position === place.position
    ? []
    : [{ op: 'update', entity: 'task', id: task.id, patch: { ...place } }]

function editOf(
  operations: ChangeOperation[],
  moved: readonly OutlineEntry[],
  done: 'moved' | 'indented' | 'outdented',
) {
  const [first] = moved
  if (operations.length === 0 || !first) return null
  const words = { moved: 'moveMoved', indented: 'moveIndented', outdented: 'moveOutdented' } as const
  const name = short(first.task.name)
  return { summary: text(words[done], { name, others: moved.length - 1 }), operations }
}

/** Moves whole subtrees to a place, in their order. */
export function moveTo(index: PlanIndex, ids: ReadonlySet<string>, place: DropPlace): EditOutcome {
  const roots = rootsOf(index, ids)
  const moved = new Set(roots.map(({ task }) => task.id))
  for (let id = place.parentId; id !== null; id = index.entryById.get(id)?.task.parentId ?? null) {
    if (moved.has(id)) return text('moveBelowItself')
  }
  const siblings = (childrenOf(index).get(place.parentId) ?? []).filter(({ task }) => !moved.has(task.id))
  const before = siblings.findIndex(({ task }) => task.id === place.afterId)
  const positions = spread(siblings[before]?.task.position, siblings[before + 1]?.task.position, roots.length)
  const isThere = isInOrderAlready(index, roots, place)
  const operations = isThere
    ? []
    : roots.flatMap((root, at) => moveOf(root, { parentId: place.parentId, position: positions[at] ?? 0 }))
  return editOf(operations, roots, 'moved')
}

function isInOrderAlready(index: PlanIndex, roots: readonly OutlineEntry[], { parentId, afterId }: DropPlace): boolean {
  if (roots.some(({ task }) => task.parentId !== parentId)) return false
  const siblings = childrenOf(index).get(parentId) ?? []
  const first = afterId === null ? 0 : siblings.findIndex(({ task }) => task.id === afterId) + 1
  return roots.every((root, at) => siblings[first + at] === root)
}

/** One place up or down among the siblings; several go around the one beyond them. */
export function moveBy(index: PlanIndex, ids: ReadonlySet<string>, direction: 'up' | 'down'): EditOutcome {
  const roots = rootsOf(index, ids)
  const [first] = roots
  if (!first) return null
  const { parentId } = first.task
  if (roots.some(({ task }) => task.parentId !== parentId)) return text('moveNotSiblings')
  const siblings = childrenOf(index).get(parentId) ?? []
  const places = roots.map((root) => siblings.indexOf(root))
  const edge = direction === 'up' ? Math.min(...places) - 2 : Math.max(...places) + 1
  if (direction === 'up' ? edge < -1 : edge >= siblings.length) return null
  return moveTo(index, ids, { parentId, afterId: siblings[edge]?.task.id ?? null })
}

/** Each run of neighbours goes last below the sibling above it. */
export function indentAll(index: PlanIndex, ids: ReadonlySet<string>): EditOutcome {
  const roots = rootsOf(index, ids)
  const children = childrenOf(index)
  const moved = new Set(roots.map(({ task }) => task.id))
  const last = new Map<string, number>()
  const operations = roots.flatMap((root) => {
    const siblings = children.get(root.task.parentId) ?? []
    const above = siblings.slice(0, siblings.indexOf(root)).findLast(({ task }) => !moved.has(task.id))
    if (!above) return []
    const { id } = above.task
    const position = (last.get(id) ?? children.get(id)?.at(-1)?.task.position ?? 0) + 1
    last.set(id, position)
    return moveOf(root, { parentId: id, position })
  })
  return editOf(operations, roots, 'indented') ?? text('moveNothingAbove')
}

/** Each goes right after its parent, in order. */
export function outdentAll(index: PlanIndex, ids: ReadonlySet<string>): EditOutcome {
  const roots = rootsOf(index, ids).filter(({ task }) => task.parentId !== null)
  const children = childrenOf(index)
  const byParent = new Map<string, OutlineEntry[]>()
  for (const root of roots) {
    const parentId = root.task.parentId ?? ''
    byParent.set(parentId, [...(byParent.get(parentId) ?? []), root])
  }
  const operations = [...byParent].flatMap(([id, group]) => {
    const parent = index.entryById.get(id)
    if (!parent) return []
    const siblings = children.get(parent.task.parentId) ?? []
    const next = siblings[siblings.indexOf(parent) + 1]
    const positions = spread(parent.task.position, next?.task.position, group.length)
    return group.flatMap((root, at) => moveOf(root, { parentId: parent.task.parentId, position: positions[at] ?? 0 }))
  })
  return editOf(operations, roots, 'outdented') ?? text('moveTopAlready')
}

/**
 * Where a drop between two rows leads, by how far in the pointer is: below the row above as its first child, beside it, or
 * beside one of those that it is below.
 */
export function dropPlaceAt(
  visible: readonly OutlineEntry[],
  row: number,
  depth: number,
): { place: DropPlace; depth: number } {
  const above = visible[row - 1]
  const below = visible[row]
  if (!above) return { place: { parentId: null, afterId: null }, depth: 0 }
  const least = below?.depth ?? 0
  const wanted = Math.min(Math.max(depth, least), above.depth + 1)
  if (wanted > above.depth) return { place: { parentId: above.task.id, afterId: null }, depth: wanted }
  let at = row - 1
  while (at > 0 && (visible[at]?.depth ?? 0) > wanted) at -= 1
  const beside = visible[at]
  return { place: { parentId: beside?.task.parentId ?? null, afterId: beside?.task.id ?? null }, depth: wanted }
}
