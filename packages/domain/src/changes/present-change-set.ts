import type { ChangeSet, Receipt } from '@throughline/contract'
import type { ChangeSetRow } from '@throughline/database'

export function presentChangeSet(row: ChangeSetRow): ChangeSet {
  const { id, projectId, revision, kind, summary, operationCount, createdAt } = row
  const actor = row.actorId && row.actorName !== null ? { id: row.actorId, name: row.actorName } : null
  return { id, projectId, revision, kind, summary, actor, operationCount, createdAt, receipt: presentReceipt(row) }
}

/** Whether the dates that a change set asks for are there, and which run brought them or failed to. */
export function presentReceipt(
  row: Pick<ChangeSetRow, 'asksRecompute' | 'runId' | 'coveredAt' | 'failedRunId' | 'createdAt'>,
): Receipt {
  const nothing = { runId: null, coveredAt: null, afterMilliseconds: null }
  if (!row.asksRecompute) return { state: 'not-needed', ...nothing }
  if (row.coveredAt) {
    const elapsed = Date.parse(row.coveredAt) - Date.parse(row.createdAt)
    return { state: 'covered', runId: row.runId, coveredAt: row.coveredAt, afterMilliseconds: Math.max(0, elapsed) }
  }
  if (row.failedRunId) return { ...nothing, state: 'failed', runId: row.failedRunId }
  return { state: 'queued', ...nothing }
}
