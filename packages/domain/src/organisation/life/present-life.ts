import type { OrganisationLife, OrganisationRun, OrganisationState } from '@throughline/contract'
import {
  findOrganisationLife,
  listOrganisationRuns,
  type OrganisationLifeRow,
  type OrganisationRunRow,
  type Transaction,
} from '@throughline/database'

export function stateOf({ suspendedAt, deletionAt, purgingAt, isImporting }: OrganisationLifeRow): OrganisationState {
  if (purgingAt !== null) return 'purging'
  if (deletionAt !== null) return 'deleting'
  if (isImporting) return 'importing'
  return suspendedAt !== null ? 'suspended' : 'active'
}

export const presentRun = (row: OrganisationRunRow): OrganisationRun => ({
  id: row.id,
  kind: row.kind as OrganisationRun['kind'],
  state: row.state as OrganisationRun['state'],
  organisationId: row.subjectId,
  rowsDone: row.rowsDone,
  rowsTotal: row.rowsTotal,
  pauseRequested: row.pauseRequested,
  cancelRequested: row.cancelRequestedAt !== null,
  error: row.error,
  result: row.result as OrganisationRun['result'],
  byteCount: row.byteCount,
  sha256: row.sha256?.toString('hex') ?? null,
  fileExpiresAt: row.kind === 'export' ? row.fileExpiresAt : null,
  createdAt: row.createdAt,
  startedAt: row.startedAt,
  endedAt: row.endedAt,
})

/** Of the organisation of the transaction. */
export async function presentLife(transaction: Transaction): Promise<OrganisationLife> {
  const life = await findOrganisationLife(transaction)
  if (!life) throw new Error('the transaction is of no organisation')
  const { id, name, suspendedAt, deletionAt } = life
  const runs = await listOrganisationRuns(transaction)
  return { id, name, state: stateOf(life), suspendedAt, deletionAt, runs: runs.map(presentRun) }
}
