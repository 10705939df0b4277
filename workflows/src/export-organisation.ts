import { proxyActivities } from '@temporalio/workflow'
import type { OrganisationActivities } from '@throughline/activities'
import type { OrganisationRunInput, OrganisationRunResult } from '@throughline/contract/temporal'
import { organisationOptions } from './activity-options.ts'
import { orFailed } from './organisation-failure.ts'
import { untilEnded } from './until-ended.ts'

const { packOrganisation } = proxyActivities<OrganisationActivities>(organisationOptions)

/** Packs all of an organisation, as it is at one moment, into a file. One that was paused begins anew, at a later moment. */
export async function exportOrganisation(input: OrganisationRunInput): Promise<OrganisationRunResult> {
  return orFailed(input, () => untilEnded(() => packOrganisation(input)))
}
