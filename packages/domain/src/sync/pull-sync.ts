import {
  type ChangeEntity,
  jsonFields,
  type SyncPull,
  type SyncRecord,
  type SyncTable,
  syncEntities,
  syncTables,
} from '@throughline/contract'
import { listSyncRows, type PlanEntity, type PlanRowOf, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { presentTask } from '../plans/delta.ts'
import { readConsistently } from '../plans/read-consistently.ts'
import { requireProjectRole } from '../projects/project-role.ts'
import { getProject } from '../projects/read-projects.ts'
import { refuseExpired } from './refuse-expired.ts'

type TableChanges = NonNullable<SyncPull['changes'][SyncTable]>

/**
 * What an offline copy of revision `since` lacks; 0: everything, as created. All of it shows one revision.
 * Throws NotFoundError, ProblemError `sync-expired`.
 */
export async function pullSync(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  since: number,
): Promise<SyncPull> {
  await requireProjectRole(transaction, actor, projectId, 'project.read')
  return readConsistently(transaction, projectId, async (look) => {
    const timestamp = await look.revision
    await refuseExpired(transaction, projectId, since, timestamp)
    const changes: SyncPull['changes'] = {}
    for (const table of syncTables) {
      const entity = syncEntities[table]
      if (since === timestamp) changes[table] = { created: [], updated: [], deleted: [] }
      else if (entity === 'project') changes[table] = await projectChanges(transaction, actor, projectId, since)
      else changes[table] = await rowChanges(transaction, entity, projectId, since)
    }
    return { changes, timestamp }
  })
}

/** A project changes with each of its revisions, since it shows the last one. */
async function projectChanges(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  since: number,
): Promise<TableChanges> {
  const records = [toRecord('project', await getProject(transaction, actor, projectId))]
  return since === 0 ? { created: records, updated: [], deleted: [] } : { created: [], updated: records, deleted: [] }
}

async function rowChanges(
  transaction: Transaction,
  entity: PlanEntity,
  projectId: string,
  since: number,
): Promise<TableChanges> {
  const { created, updated, deleted } = await listSyncRows(transaction, entity, projectId, since)
  const records = (rows: PlanRowOf[PlanEntity][]) => rows.map((row) => toRecord(entity, present(row)))
  return since === 0
    ? { created: records([...created, ...updated]), updated: [], deleted: [] }
    : { created: records(created), updated: records(updated), deleted }
}

const present = (row: PlanRowOf[PlanEntity]) => ('editedRevision' in row ? presentTask(row) : row)

/** A row as a store with columns of text, numbers and booleans keeps it. */
export function toRecord(entity: ChangeEntity, row: { id: string }): SyncRecord {
  const values: SyncRecord = { ...row }
  for (const field of jsonFields[entity]) {
    const value = values[field]
    if (value !== null) values[field] = JSON.stringify(value)
  }
  return values
}
