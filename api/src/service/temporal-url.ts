import type { Settings } from '@throughline/platform'

type Places = Pick<Settings, 'temporal'>

/** Address of a workflow in the Temporal UI. */
export const workflowUrl =
  ({ temporal: { uiUrl, namespace } }: Places) =>
  (workflowId: string): string =>
    `${uiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`

/** Address of one run of a workflow. */
export const runUrl = (places: Places) => {
  const urlOf = workflowUrl(places)
  return (workflowId: string, runId: string): string => `${urlOf(workflowId)}/${runId}/history`
}

/** Address of a schedule in the Temporal UI. */
export const scheduleUrl =
  ({ temporal: { uiUrl, namespace } }: Places) =>
  (scheduleId: string): string =>
    `${uiUrl}/namespaces/${encodeURIComponent(namespace)}/schedules/${encodeURIComponent(scheduleId)}`
