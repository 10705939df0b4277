import type { WorkflowUrl } from '@throughline/domain'
import type { Settings } from '@throughline/platform'

/** Where Temporal's pages are. */
export type TemporalPlace = Pick<Settings['temporal'], 'uiUrl' | 'namespace'>

/** Address of a workflow in the Temporal UI. */
export const workflowUrl =
  ({ uiUrl, namespace }: TemporalPlace): WorkflowUrl =>
  (workflowId) =>
    `${uiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`
