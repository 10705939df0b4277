import { ProblemError } from '@throughline/contract'
import { listLinkEnds, listOutline, type OutlineRow, type Transaction } from '@throughline/database'
import { findCycle } from '@throughline/engine'
import { rowsOf, type WorkingSet } from './working-set.ts'

const namesShown = 10

/** A circle of the live plan with what a set changes in it: its tasks in order. */
export interface Circle {
  readonly taskIds: readonly string[]
  readonly outline: ReadonlyMap<string, OutlineRow>
}

export async function findCircle(transaction: Transaction, set: WorkingSet): Promise<Circle | null> {
  const tasks = overlay(set, 'task', await listOutline(transaction, set.projectId))
  const links = overlay(set, 'link', await listLinkEnds(transaction, set.projectId))
  const taskIds = findCycle(tasks, links)
  return taskIds && { taskIds, outline: new Map(tasks.map((task) => [task.id, task])) }
}

/** Throws `link-cycle` when the live plan, with what the set changes in it, has a circle; before anything is written. */
export async function refuseCycle(transaction: Transaction, set: WorkingSet) {
  const circle = await findCircle(transaction, set)
  if (circle) refuseCircle(circle)
}

export function refuseCircle({ taskIds, outline }: Circle): never {
  const cycle = taskIds.map((id) => ({ id, name: outline.get(id)?.name ?? '' }))
  const shown = [...cycle.slice(0, namesShown), ...(cycle.length > namesShown ? [] : cycle.slice(0, 1))]
  const path = shown.map(({ name }) => `“${name}”`).join(' → ')
  const rest = cycle.length > namesShown ? ` and ${cycle.length - namesShown} more` : ''
  throw new ProblemError('link-cycle', { detail: `The links would close a cycle: ${path}${rest}.`, cycle })
}

function overlay<Entity extends 'task' | 'link', Row extends { id: string }>(
  set: WorkingSet,
  entity: Entity,
  stored: readonly Row[],
): Row[] {
  const merged = new Map(stored.map((row) => [row.id, row]))
  const rows = rowsOf(set, entity)
  for (const id of set.touched[entity].keys()) {
    const row = rows.get(id)
    if (!row) continue
    if (row.isDeleted) merged.delete(id)
    else merged.set(id, row as unknown as Row)
  }
  return [...merged.values()]
}
