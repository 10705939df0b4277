import { proxyActivities } from '@temporalio/workflow'
import type { OrganisationActivities } from '@throughline/activities'
import type { OrganisationRunInput, OrganisationRunResult } from '@throughline/contract/temporal'
import { organisationOptions } from './activity-options.ts'
import { orFailed } from './organisation-failure.ts'
import { untilEnded } from './until-ended.ts'

const { unpackOrganisation } = proxyActivities<OrganisationActivities>(organisationOptions)

/**
 * Makes an organisation of an exported file, which is checked as a whole before anything is written. One that was paused
 * goes on behind what it has written.
 */
export async function importOrganisation(input: OrganisationRunInput): Promise<OrganisationRunResult> {
  return orFailed(input, () => untilEnded(() => unpackOrganisation(input)))
}
