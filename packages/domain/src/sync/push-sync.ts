import {
  maximumOperations,
  NotFoundError,
  ProblemError,
  type SyncChanges,
  type SyncPush,
  type SyncTable,
  syncEntities,
  syncTables,
} from '@throughline/contract'
import { type KnownRow, listKnownRows, lockStream, type Transaction } from '@throughline/database'
import { faultPoint } from '@throughline/platform'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../actor.ts'
import { applyChangeSet } from '../changes/apply-change-set.ts'
import { requireProjectRole } from '../projects/project-role.ts'
import { refuseExpired } from './refuse-expired.ts'
import { type PlacedOperation, toOperations } from './to-operations.ts'

/**
 * Applies what was changed offline on top of a revision, as one act: all of it, or nothing. Answers the revision that the
 * project has then. Throws what applyChangeSet throws, with the places of the push, and ProblemErrors `bad-request` and
 * `sync-expired`; the caller's transaction is then to be rolled back.
 */
export async function pushSync(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  { changes, lastPulledAt }: SyncPush,
): Promise<{ revision: number }> {
  const head = await lockStream(transaction, projectId)
  if (head === null) throw new NotFoundError('project')
  await requireProjectRole(transaction, actor, projectId, 'project.read')
  const ifMatch = lastPulledAt ?? 0
  await refuseExpired(transaction, projectId, ifMatch, head)
  const known = await findKnown(transaction, projectId, changes)
  const operations = toOperations({ projectId, changes, known })
  const actId = uuid()
  let revision = head
  for (let from = 0; from < operations.length; from += maximumOperations) {
    const batch = operations.slice(from, from + maximumOperations)
    const request = { projectId, kind: 'sync', ifMatch, actId, actHead: head } as const
    const answer = await applyChangeSet(transaction, actor, {
      ...request,
      operations: batch.map(({ operation }) => operation),
    }).catch((error: unknown) => {
      throw atRecords(error, batch)
    })
    revision = answer.revision
    await faultPoint('sync:half')
  }
  return { revision }
}

async function findKnown(transaction: Transaction, projectId: string, changes: SyncChanges) {
  const known = Object.fromEntries(syncTables.map((table) => [table, new Map<string, KnownRow>()]))
  for (const table of syncTables) {
    const entity = syncEntities[table]
    if (entity === 'project') continue
    const { created = [], updated = [], deleted = [] } = changes[table] ?? {}
    const ids = [...created.map(({ id }) => id), ...updated.map(({ id }) => id), ...deleted]
    for (const row of await listKnownRows(transaction, entity, projectId, ids)) known[table]?.set(row.id, row)
  }
  return known as Record<SyncTable, Map<string, KnownRow>>
}

/** An error whose issues name records of the push instead of the operations that were made of them. */
function atRecords(error: unknown, batch: readonly PlacedOperation[]): unknown {
  if (!(error instanceof ProblemError) || !error.details.issues) return error
  const issues = error.details.issues.map(({ path, message }) => {
    const [, index = '', field] = /^operations\/(\d+)\/(?:(?:values|patch)\/)?(.*)$/.exec(path) ?? []
    const record = batch[Number(index || Number.NaN)]
    return { path: record ? `${record.path}.${field}` : path, message }
  })
  return new ProblemError(error.type, { ...error.details, issues })
}
