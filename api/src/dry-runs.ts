import { previewChangeSet } from '@throughline/domain'
import type { DryRuns } from './http/call.ts'

/** What answers `?dry_run=true` of the operations that have it. */
export const dryRuns: DryRuns = {
  createChangeSet: ({ transaction, actor, params, body, ifMatch }) =>
    previewChangeSet(transaction, actor, { projectId: params.projectId, ...body, kind: 'edit', ifMatch }),
}
