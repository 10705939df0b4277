import { until } from '../harness/until.ts'

interface ListedWorkflows {
  executions?: { type?: { name?: string }; status?: string }[]
}

/** The newest run of a workflow, as the API of the Temporal UI lists it; `temporalUrl` is the service's link to it. */
export async function findWorkflow(temporalUrl: string, workflowId: string): Promise<{ type: string; status: string }> {
  const namespace = /\/namespaces\/([^/]+)\//.exec(new URL(temporalUrl).pathname)?.[1] ?? 'default'
  const list = new URL(`/api/v1/namespaces/${namespace}/workflows`, temporalUrl)
  list.searchParams.set('query', `WorkflowId="${workflowId}"`)
  const look = async () => {
    const response = await fetch(list)
    if (!response.ok)
      throw new Error(`${list.origin} answers ${response.status}: ${(await response.text()).slice(0, 200)}`)
    const { executions = [] } = (await response.json()) as ListedWorkflows
    const { type, status } = executions[0] ?? {}
    return status && type?.name
      ? { type: type.name, status: status.replace('WORKFLOW_EXECUTION_STATUS_', '').toLowerCase() }
      : null
  }
  return until(look, { what: `${workflowId} in the Temporal UI at ${list.origin}`, withinMs: 20_000, everyMs: 200 })
}
