import { CancellationScope, isCancellation, log, proxyActivities } from '@temporalio/workflow'
import type { OrganisationActivities } from '@throughline/activities'
import type { OrganisationRunInput, OrganisationRunResult } from '@throughline/contract/temporal'
import { organisationOptions } from './activity-options.ts'

const { settleOrganisationRun } = proxyActivities<OrganisationActivities>(organisationOptions)

/** However the work on an organisation is ended, its run says so, and nothing half made stays. */
export async function orFailed(
  input: OrganisationRunInput,
  act: () => Promise<OrganisationRunResult>,
): Promise<OrganisationRunResult> {
  try {
    return await act()
  } catch (error) {
    const state = isCancellation(error) ? 'cancelled' : 'failed'
    if (state === 'failed') log.error('the work on an organisation failed', { runId: input.runId })
    return CancellationScope.nonCancellable(() => settleOrganisationRun({ ...input, state }))
  }
}
