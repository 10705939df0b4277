import type { ImportJob } from '@throughline/contract'
import { workflowIds } from '@throughline/contract/temporal'
import type { ImportRow } from '@throughline/database'

/** Address of a workflow in the Temporal UI; null where none is known. */
export type WorkflowUrl = (workflowId: string) => string | null

export const noWorkflowUrl: WorkflowUrl = () => null

/** An import as callers see it. */
export function presentImport(row: ImportRow, workflowUrl: WorkflowUrl): ImportJob {
  const workflowId = workflowIds.import(row.id)
  return {
    id: row.id,
    fileName: row.fileName,
    format: row.format,
    byteCount: row.byteCount,
    state: row.state,
    rowsTotal: row.rowsTotal,
    rowsDone: row.rowsDone,
    projectId: row.state === 'failed' || row.state === 'cancelled' ? null : row.projectId,
    error: row.error,
    warnings: row.warnings,
    workflowId,
    temporalUrl: workflowUrl(workflowId),
    revision: row.revision,
    createdAt: row.createdAt,
    endedAt: row.endedAt,
  }
}
