import type { KeptRow } from '@throughline/contract'
import {
  listActorNames,
  listRowRevisions,
  listTaskNames,
  type PlanEntity,
  type Transaction,
} from '@throughline/database'
import { rowsOf, type WorkingSet } from '../changes/working-set.ts'
import type { Kept } from './plan-revert.ts'
import type { RowName } from './row-relations.ts'

/** Kept rows that an answer names. */
const maximumKept = 1_000

/** Kept rows with their names, and the change that each was kept for. */
export async function presentKept(
  transaction: Transaction,
  set: WorkingSet,
  kept: readonly Kept[],
): Promise<KeptRow[]> {
  const named = kept.slice(0, maximumKept)
  const revisions = await readRevisions(transaction, named)
  const actors = await listActorNames(transaction, set.projectId, [...new Set(revisions.values())])
  const nameOf = await readNames(transaction, set, named)
  return named.map((row) => {
    const { entity, id, fields, reason } = row
    const revision = revisions.get(row) ?? null
    return { entity, id, name: nameOf(row), fields, reason, revision, actorName: actors.get(revision ?? -1) ?? null }
  })
}

async function readRevisions(transaction: Transaction, kept: readonly Kept[]): Promise<Map<Kept, number>> {
  const ids = new Map<PlanEntity, Set<string>>()
  for (const { cause } of kept) {
    if (!cause || cause.kind === 'revision' || cause.row.entity === 'project') continue
    const known = ids.get(cause.row.entity)
    if (known) known.add(cause.row.id)
    else ids.set(cause.row.entity, new Set([cause.row.id]))
  }
  const rows = new Map<string, { revision: number; createdRevision: number }>()
  for (const [entity, wanted] of ids)
    for (const row of await listRowRevisions(transaction, entity, [...wanted])) rows.set(`${entity}/${row.id}`, row)
  const found = new Map<Kept, number>()
  for (const row of kept) {
    const { cause } = row
    if (!cause) continue
    const known = cause.kind === 'revision' ? null : rows.get(`${cause.row.entity}/${cause.row.id}`)
    const revision =
      cause.kind === 'revision' ? cause.revision : cause.kind === 'made' ? known?.createdRevision : known?.revision
    if (revision) found.set(row, revision)
  }
  return found
}

/** Links and assignments are named by their ends, comments by their tasks, which the set need not hold. */
async function readNames(transaction: Transaction, set: WorkingSet, kept: readonly Kept[]) {
  const wanted = kept.flatMap((row) => endsOf(set, row)).filter((id) => !set.rows.task.has(id))
  const names = await listTaskNames(transaction, [...new Set(wanted)])
  const taskName = (id: string) => set.rows.task.get(id)?.name ?? names.get(id) ?? 'a task'
  return ({ entity, id }: RowName): string => {
    if (entity === 'project') return set.project.name
    if (entity === 'link') {
      const link = set.rows.link.get(id)
      return link ? `${taskName(link.predecessorId)} → ${taskName(link.successorId)}` : ''
    }
    if (entity === 'assignment') {
      const assignment = set.rows.assignment.get(id)
      const resource = assignment && set.rows.resource.get(assignment.resourceId)
      return assignment ? `${resource?.name ?? 'a resource'}, ${taskName(assignment.taskId)}` : ''
    }
    if (entity === 'comment') {
      const comment = set.rows.comment.get(id)
      return comment ? `a comment on ${taskName(comment.taskId)}` : ''
    }
    if (entity === 'checklistItem') return set.rows.checklistItem.get(id)?.text ?? ''
    return rowsOf(set, entity).get(id)?.name ?? ''
  }
}

function endsOf(set: WorkingSet, { entity, id }: RowName): string[] {
  const link = entity === 'link' && set.rows.link.get(id)
  if (link) return [link.predecessorId, link.successorId]
  const row = (entity === 'assignment' || entity === 'comment') && set.rows[entity].get(id)
  return row ? [row.taskId] : []
}
