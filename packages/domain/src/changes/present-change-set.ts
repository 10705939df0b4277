import type { ChangeSet, Receipt, RecomputeHold } from '@throughline/contract'
import type { ChangeSetRow } from '@throughline/database'

/** `hold`: that of its project. */
export function presentChangeSet(row: ChangeSetRow, hold: RecomputeHold | null): ChangeSet {
  const { id, projectId, revision, kind, summary, operationCount, createdAt } = row
  const actor = row.actorId && row.actorName !== null ? { id: row.actorId, name: row.actorName } : null
  const { actId, revertsActId, revertedById } = row
  const receipt = presentReceipt(row, hold)
  return {
    ...{ id, projectId, revision, kind, summary, actor, operationCount, createdAt, receipt },
    ...{ actId, revertsActId, revertedById },
  }
}

type ReceiptRow = Pick<
  ChangeSetRow,
  | 'asksRecompute'
  | 'runId'
  | 'coveredAt'
  | 'runNumber'
  | 'resultRevision'
  | 'failedRunId'
  | 'runningRunId'
  | 'runningNumber'
  | 'waitingAhead'
  | 'createdAt'
>

const nothing = {
  position: null,
  runId: null,
  runNumber: null,
  revision: null,
  coveredAt: null,
  afterMilliseconds: null,
  pausedBy: null,
}

/** Whether the dates that a change set asks for are there, and which run brought them or failed to. */
export function presentReceipt(row: ReceiptRow, hold: RecomputeHold | null = null): Receipt {
  const { runId, runNumber, coveredAt } = row
  if (!row.asksRecompute) return { ...nothing, state: 'not-needed' }
  if (coveredAt) {
    const elapsed = Date.parse(coveredAt) - Date.parse(row.createdAt)
    const afterMilliseconds = Math.max(0, elapsed)
    return {
      ...nothing,
      ...{ state: 'covered', runId, runNumber, revision: row.resultRevision, coveredAt, afterMilliseconds },
    }
  }
  if (row.runningRunId) return { ...nothing, state: 'running', runId: row.runningRunId, runNumber: row.runningNumber }
  if (row.failedRunId) return { ...nothing, state: 'failed', runId: row.failedRunId, runNumber }
  if (hold) return { ...nothing, state: hold.state, pausedBy: hold.by }
  return { ...nothing, state: 'queued', position: row.waitingAhead + 1 }
}
