import type { ImportJob, ImportRow } from '@throughline/contract'
import { workflowIds } from '@throughline/contract/temporal'
import type { ImportFetch, ImportJobRow, StagedRow } from '@throughline/database'

/** Address of a workflow in the Temporal UI; null where none is known. */
export type WorkflowUrl = (workflowId: string) => string | null

export const noWorkflowUrl: WorkflowUrl = () => null

/** An import as callers see it. */
export function presentImport(row: ImportJobRow, workflowUrl: WorkflowUrl): ImportJob {
  const workflowId = workflowIds.import(row.id)
  const isGone = row.makesProject && (row.state === 'failed' || isTakenAway(row))
  return {
    id: row.id,
    fileName: row.fileName,
    format: row.format,
    byteCount: row.byteCount,
    link: row.fetch && linkOf(row.fetch),
    mode: row.mode,
    state: row.state,
    rowsTotal: row.rowsTotal,
    rowsDone: row.rowsDone,
    ...rateOf(row),
    counts: row.counts,
    projectId: isGone ? null : row.projectId,
    makesProject: row.makesProject,
    pauseRequested: row.pauseRequested,
    cancelRequested: row.cancelWritten,
    expiresAt: row.expiresAt,
    error: row.error,
    warnings: row.warnings,
    keptCount: row.keptCount,
    report: row.report,
    workflowId,
    temporalUrl: workflowUrl(workflowId),
    revision: row.revision,
    createdAt: row.createdAt,
    endedAt: row.endedAt,
  }
}

const linkOf = ({ said: _, attempt: __, ...link }: ImportFetch): NonNullable<ImportJob['link']> => link

const isTakenAway = ({ state, cancelWritten }: ImportJobRow): boolean =>
  state === 'cancelled' && cancelWritten !== 'keep'

/** Rows a second of the present phase, as it was last seen, and what the rest takes at that rate; of a file, its bytes. */
function rateOf({ state, rowsDone, rowsTotal, phaseStartedAt, progressedAt, fetch }: ImportJobRow) {
  const isUnderWay = state === 'parsing' || state === 'writing'
  const seconds = (Date.parse(progressedAt ?? '') - Date.parse(phaseStartedAt ?? '')) / 1_000
  if (state === 'fetching' && fetch?.bytesTotal && fetch.bytesDone > 0 && seconds > 0) {
    const left = (fetch.bytesTotal - fetch.bytesDone) / (fetch.bytesDone / seconds)
    return { rowsPerSecond: null, secondsLeft: Math.ceil(left) }
  }
  if (!isUnderWay || !(seconds > 0) || rowsDone === 0) return { rowsPerSecond: null, secondsLeft: null }
  const rate = rowsDone / seconds
  return {
    rowsPerSecond: Math.round(rate * 10) / 10,
    secondsLeft: state === 'writing' && rowsTotal !== null ? Math.ceil((rowsTotal - rowsDone) / rate) : null,
  }
}

/** A row of the difference as callers see it. */
export function presentImportRow(row: StagedRow): ImportRow {
  const { number, entity, rowId, name, line, action, state, chosen, conflict, problem } = row
  const made = Object.entries(row.fileValues).map(([field, to]) => ({
    field,
    from: null,
    to,
    conflict: false,
    chosen: true,
  }))
  const fields = action === 'create' ? made : row.changes
  return { number, entity, rowId, name, line, action, state, chosen, conflict, fields, problem }
}
