import type { WorkflowUrl } from '@throughline/domain'
import type { Settings } from '@throughline/platform'

/** Address of a workflow in the Temporal UI. */
export const workflowUrl =
  ({ uiUrl, namespace }: Settings['temporal']): WorkflowUrl =>
  (workflowId) =>
    `${uiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`
