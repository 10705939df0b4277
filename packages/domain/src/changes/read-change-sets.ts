import { type ChangeSet, NotFoundError, ProblemError } from '@throughline/contract'
import { findChangeSetRow, findRecomputeHold, listChangeSetRows, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { requireProjectRole } from '../projects/project-role.ts'
import { presentChangeSet } from './present-change-set.ts'

/** `after` is the `next` of the page before. */
export interface Paging {
  limit: number
  after?: string | undefined
}

export interface Page<Item> {
  items: Item[]
  next: string | null
}

/** Who changed what, newest first, each with its receipt. Throws NotFoundError, ProblemError `bad-request` for a broken cursor. */
export async function listChangeSets(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  paging: Paging,
): Promise<Page<ChangeSet>> {
  const before = revisionOf(paging.after)
  const [, rows, hold] = await Promise.all([
    requireProjectRole(transaction, actor, projectId, 'project.read'),
    listChangeSetRows(transaction, projectId, paging.limit + 1, before),
    findRecomputeHold(transaction, projectId),
  ])
  const items = rows.slice(0, paging.limit).map((row) => presentChangeSet(row, hold))
  return { items, next: rows.length > paging.limit ? String(items.at(-1)?.revision) : null }
}

export async function getChangeSet(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  changeSetId: string,
): Promise<ChangeSet> {
  await requireProjectRole(transaction, actor, projectId, 'project.read')
  const row = await findChangeSetRow(transaction, changeSetId)
  if (row?.projectId !== projectId) throw new NotFoundError('change set')
  return presentChangeSet(row, await findRecomputeHold(transaction, projectId))
}

function revisionOf(cursor: string | undefined): number | null {
  if (cursor === undefined) return null
  if (!/^\d{1,15}$/.test(cursor))
    throw new ProblemError('bad-request', { detail: 'The cursor `after` is not one of ours.' })
  return Number(cursor)
}
