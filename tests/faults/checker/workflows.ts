import { workflowIds } from '@throughline/contract/temporal'
import type { Scene } from '../scene.ts'

const mostAttempts = 20
const namespace = 'default'
const deadlineMs = 5_000
const running = 1
const notFound = 5

/** No workflow is stuck: none of the scene's runs, none at all is open that is not of a schedule, no attempt is past bearing. */
export async function checkWorkflows(scene: Scene): Promise<string[]> {
  const { temporal } = scene.world
  return temporal.withDeadline(Date.now() + deadlineMs, async () => {
    const open = await temporal.workflowService.listWorkflowExecutions({
      namespace,
      query:
        "ExecutionStatus = 'Running' and WorkflowType in ('recompute', 'importPlan', 'notify', 'seedOrganisation', 'deliverWebhook')",
    })
    const problems = (open.executions ?? []).map(({ execution }) => `${execution?.workflowId} is open`)
    for (const workflowId of idsOf(scene)) problems.push(...(await lookAt(scene, workflowId)))
    return problems
  })
}

const idsOf = ({ projectId, imports }: Scene): string[] => [
  workflowIds.recompute(projectId),
  ...imports.map(({ importId }) => workflowIds.import(importId)),
]

async function lookAt({ world }: Scene, workflowId: string): Promise<string[]> {
  const execution = { workflowId }
  const { workflowService } = world.temporal
  try {
    const { workflowExecutionInfo } = await workflowService.describeWorkflowExecution({ namespace, execution })
    if (workflowExecutionInfo?.status === running) return [`${workflowId} runs`]
    const { history } = await workflowService.getWorkflowExecutionHistory({ namespace, execution })
    const attempts = (history?.events ?? []).map((event) => event.activityTaskStartedEventAttributes?.attempt ?? 0)
    const most = Math.max(0, ...attempts)
    return most > mostAttempts ? [`an activity of ${workflowId} took ${most} attempts`] : []
  } catch (error) {
    if ((error as { code?: unknown }).code === notFound) return [`${workflowId} was never started`]
    throw error
  }
}
