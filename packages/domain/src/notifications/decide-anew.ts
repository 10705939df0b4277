import { forgetWaits, insertWorkRequests, type Transaction } from '@throughline/database'

/** Mails that wait are decided on again, of one person or, with null, of the organisation: what they wait for has changed. */
export async function decideAnew(
  transaction: Transaction,
  { organisationId, personId }: { organisationId: string; personId: string | null },
): Promise<void> {
  const ids = await forgetWaits(transaction, personId)
  await insertWorkRequests(transaction, { organisationId, kind: 'notify', subjectIds: ids, revision: 1 })
}
