import { proxyActivities } from '@temporalio/workflow'
import type { OrganisationActivities } from '@throughline/activities'
import type { OrganisationRunInput, OrganisationRunResult } from '@throughline/contract/temporal'
import { organisationOptions } from './activity-options.ts'
import { orFailed } from './organisation-failure.ts'

const { packOrganisation } = proxyActivities<OrganisationActivities>(organisationOptions)

/** Packs all of an organisation, as it is at one moment, into a file. */
export async function exportOrganisation(input: OrganisationRunInput): Promise<OrganisationRunResult> {
  return orFailed(input, () => packOrganisation(input))
}
