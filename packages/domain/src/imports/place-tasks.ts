import { positionStep } from '@throughline/contract'
import type { FileRow } from './file-row.ts'
import type { LivePlan } from './live-plan.ts'

/**
 * Where the tasks of a file stand among their siblings: those that the plan has in the same order keep their positions,
 * new ones go behind the one that they follow in the file, and before what stands there. Where the file has another order,
 * its order counts.
 */
export function placeTasks(tasks: readonly FileRow[], live: LivePlan): Map<string, number> {
  const placed = new Map<string, number>()
  const siblings = liveSiblings(live)
  for (const [parentId, group] of groupByParent(tasks)) {
    const positionOf = (id: string) => livePosition(live, id, parentId)
    const kept = group.flatMap(({ id }) => positionOf(id) ?? [])
    const isOrdered = kept.every((position, index) => index === 0 || position > (kept[index - 1] as number))
    if (kept.length === 0 || !isOrdered) {
      const after = kept.length === 0 ? (siblings.get(parentId)?.at(-1) ?? 0) : 0
      for (const [index, { id }] of group.entries()) placed.set(id, Math.floor(after) + positionStep * (index + 1))
    } else placeBetween(group, siblings.get(parentId) ?? [], positionOf, placed)
  }
  return placed
}

/** Runs of new tasks share the room between the task before them and whatever stands next in the plan. */
function placeBetween(
  group: readonly FileRow[],
  positions: readonly number[],
  positionOf: (id: string) => number | null,
  placed: Map<string, number>,
): void {
  let last = 0
  for (let index = 0; index < group.length; ) {
    const own = positionOf(group[index]?.id ?? '')
    if (own !== null) {
      placed.set(group[index]?.id ?? '', own)
      last = own
      index += 1
      continue
    }
    let end = index
    while (end < group.length && positionOf(group[end]?.id ?? '') === null) end += 1
    const next = positions.find((position) => position > last) ?? last + positionStep * (end - index + 1)
    const step = (next - last) / (end - index + 1)
    for (let each = index; each < end; each += 1) placed.set(group[each]?.id ?? '', last + step * (each - index + 1))
    last += step * (end - index)
    index = end
  }
}

function livePosition(live: LivePlan, id: string, parentId: string | null): number | null {
  const values = live.rows.get(id)?.values
  return values && values.parentId === parentId ? (values.position as number) : null
}

function groupByParent(tasks: readonly FileRow[]): Map<string | null, FileRow[]> {
  const groups = new Map<string | null, FileRow[]>()
  for (const task of tasks) {
    const parentId = (task.values.parentId ?? null) as string | null
    const group = groups.get(parentId)
    if (group) group.push(task)
    else groups.set(parentId, [task])
  }
  return groups
}

/** Positions of all tasks of the plan below each parent, in order. */
function liveSiblings(live: LivePlan): Map<string | null, number[]> {
  const siblings = new Map<string | null, number[]>()
  for (const { entity, values } of live.rows.values()) {
    if (entity !== 'task') continue
    const parentId = values.parentId as string | null
    const positions = siblings.get(parentId)
    if (positions) positions.push(values.position as number)
    else siblings.set(parentId, [values.position as number])
  }
  for (const positions of siblings.values()) positions.sort((a, b) => a - b)
  return siblings
}
