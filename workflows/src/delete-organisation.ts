import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow'
import type { OrganisationActivities } from '@throughline/activities'
import { type OrganisationRunInput, type OrganisationRunResult, signals } from '@throughline/contract/temporal'
import { organisationOptions, organisationPurgeOptions, shortOrganisationOptions } from './activity-options.ts'

const { nextDeletionStep, remindOwners } = proxyActivities<OrganisationActivities>(shortOrganisationOptions)
const { removeFiles } = proxyActivities<OrganisationActivities>(organisationOptions)
const { purgeOrganisation } = proxyActivities<OrganisationActivities>(organisationPurgeOptions)

const deletionWoken = defineSignal(signals.deletionWoken)

/**
 * Waits until an organisation is to be deleted, reminds its owners before, and then deletes it. Whether it is still to be
 * deleted the database says each time; a signal only says that there is something to look at.
 */
export async function deleteOrganisation(input: OrganisationRunInput): Promise<OrganisationRunResult> {
  let woken = 0
  setHandler(deletionWoken, () => {
    woken += 1
  })
  for (;;) {
    const seen = woken
    const step = await nextDeletionStep(input)
    if (step.next === 'end') return { state: step.state, rows: step.rows }
    if (step.next === 'wait') await condition(() => woken > seen, step.milliseconds)
    else if (step.next === 'remind') await remindOwners(input)
    else {
      await removeFiles(input)
      return purgeOrganisation(input)
    }
  }
}
