import { proxyActivities } from '@temporalio/workflow'
import type { OrganisationActivities } from '@throughline/activities'
import type { OrganisationRunInput, OrganisationRunResult } from '@throughline/contract/temporal'
import { organisationOptions } from './activity-options.ts'
import { orFailed } from './organisation-failure.ts'

const { foundOrganisation } = proxyActivities<OrganisationActivities>(organisationOptions)

/** Makes an organisation and invites its first owner. */
export async function createOrganisation(input: OrganisationRunInput): Promise<OrganisationRunResult> {
  return orFailed(input, () => foundOrganisation(input))
}
