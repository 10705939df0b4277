import { type SyncPull, type SyncRecord, type SyncTable, syncEntities, syncTables } from '@throughline/contract'
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
  return readConsistently(transaction, projectId, async (timestamp) => {
    await refuseExpired(transaction, projectId, since, timestamp)
    const changes: SyncPull['changes'] = {}
    for (const table of syncTables) {
      const entity = syncEntities[table]
      changes[table] =
        entity === 'project'
          ? projectChanges(await getProject(transaction, actor, projectId), since)
          : await rowChanges(transaction, entity, projectId, since)
    }
    return { changes, timestamp }
  })
}

/** A project changes with each of its revisions, since it shows the last one. */
function projectChanges(project: { id: string; revision: number }, since: number): TableChanges {
  const records = project.revision > since ? [toRecord(project)] : []
  return since === 0 ? { created: records, updated: [], deleted: [] } : { created: [], updated: records, deleted: [] }
}

async function rowChanges(
  transaction: Transaction,
  entity: PlanEntity,
  projectId: string,
  since: number,
): Promise<TableChanges> {
  const { created, updated, deleted } = await listSyncRows(transaction, entity, projectId, since)
  const records = (rows: PlanRowOf[PlanEntity][]) => rows.map((row) => toRecord(present(row)))
  return since === 0
    ? { created: records([...created, ...updated]), updated: [], deleted: [] }
    : { created: records(created), updated: records(updated), deleted }
}

const present = (row: PlanRowOf[PlanEntity]) => ('editedRevision' in row ? presentTask(row) : row)

/** A row as a store with columns of text, numbers and booleans keeps it. */
export function toRecord(row: { id: string }): SyncRecord {
  const fields = Object.entries(row).map(([field, value]) => [
    field,
    typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
  ])
  return Object.fromEntries(fields)
}
