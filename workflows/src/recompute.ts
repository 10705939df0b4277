import {
  continueAsNew,
  defineQuery,
  defineSignal,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow'
import type { RecomputeActivities } from '@throughline/activities'
import {
  queries,
  type RecomputeInput,
  type RecomputeRequest,
  type RecomputeResult,
  signals,
} from '@throughline/contract/temporal'
import { recomputeOptions } from './activity-options.ts'

const { recomputeProject } = proxyActivities<RecomputeActivities>(recomputeOptions)

const recomputeRequested = defineSignal<[RecomputeRequest]>(signals.recomputeRequested)
const recomputeState = defineQuery<{ requested: number; covered: number }>(queries.recomputeState)

/**
 * Computes a project until nothing newer is asked for. One runs per project. Its activity stays for what is asked next,
 * so the workflow is open for as long as people edit, and is seldom signalled. The server refuses the end of a workflow
 * that a signal has reached meanwhile, so no request is lost between the last test and the return.
 */
export async function recompute(input: RecomputeInput): Promise<RecomputeResult> {
  const { organisationId, projectId } = input
  let requested = input.requested
  let covered = input.covered ?? 0
  let runs = 0
  setHandler(recomputeRequested, ({ revision }) => {
    requested = Math.max(requested, revision)
  })
  setHandler(recomputeState, () => ({ requested, covered }))

  while (requested > covered) {
    const result = await recomputeProject({ organisationId, projectId, requested })
    covered = Math.max(covered, result.coveredRevision)
    runs += result.runs ?? 1
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof recompute>({ organisationId, projectId, requested, covered })
  }
  return { coveredRevision: covered, runs }
}
