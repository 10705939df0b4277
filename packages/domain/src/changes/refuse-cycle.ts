import { ProblemError } from '@throughline/contract'
import { listLinkEnds, listOutline, type Transaction } from '@throughline/database'
import { findCycle } from '@throughline/engine'
import { rowsOf, type WorkingSet } from './working-set.ts'

const namesShown = 10

/** Throws `link-cycle` when the live plan, with what the set changes in it, has a circle; before anything is written. */
export async function refuseCycle(transaction: Transaction, set: WorkingSet) {
  const tasks = overlay(set, 'task', await listOutline(transaction, set.projectId))
  const links = overlay(set, 'link', await listLinkEnds(transaction, set.projectId))
  const ids = findCycle(tasks, links)
  if (!ids) return
  const names = new Map(tasks.map((task) => [task.id, task.name]))
  const cycle = ids.map((id) => ({ id, name: names.get(id) ?? '' }))
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
