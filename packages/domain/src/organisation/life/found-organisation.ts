import { organisationValues } from '@throughline/contract'
import type { OrganisationRunInput } from '@throughline/contract/temporal'
import {
  endOrganisationRun,
  inOrganisation,
  insertLink,
  insertOrganisation,
  lockOrganisationRun,
  type Transaction,
} from '@throughline/database'
import { makeLink } from '../../accounts/links/one-use-links.ts'
import { notifyLink } from '../../notifications/notify.ts'

/** The organisation, the invitation of its owner and the end of the run commit together; again, it does nothing. */
export async function foundOrganisation(
  transaction: Transaction,
  { organisationId: from, runId }: OrganisationRunInput,
  sessionSecret: string,
): Promise<void> {
  const run = await lockOrganisationRun(transaction, runId)
  if (!run || run.endedAt !== null) return
  const { name, ownerEmail: email } = organisationValues.parse(run.given)
  const to = run.subjectId
  await insertOrganisation(transaction, { id: to, name })
  await inOrganisation(transaction, { from, to }, async () => {
    const link = makeLink('invitation', sessionSecret)
    const about = { organisationId: to, personId: null, email, formerEmail: null, role: 'owner' as const }
    await insertLink(transaction, { ...link, ...about, createdBy: run.personId })
    const notice = { organisationId: to, linkId: link.id, kind: 'invitation' as const, personId: null }
    await notifyLink(transaction, { ...notice, actorId: run.personId })
  })
  await endOrganisationRun(transaction, runId, { state: 'completed', result: { organisation: 1 } })
}
