import type { DigestInput, DigestStep } from '@throughline/contract/temporal'
import { carryAll, endMailDelivery, lockDigestItems, type Transaction } from '@throughline/database'
import { notifyDigest } from './notify.ts'

/**
 * What is to be done next about the digests of a person in an organisation: to wait for the hour of what waits longest,
 * nothing where nothing waits, or to look again after a digest was made. A digest is a notification that carries all that
 * waits for it; what tells of projects that were muted meanwhile is not wanted any more.
 */
export async function decideDigest(
  transaction: Transaction,
  { organisationId, personId, cadence }: DigestInput,
  now: Date,
): Promise<DigestStep> {
  const items = await lockDigestItems(transaction, personId, cadence)
  const first = items.reduce<string | null>(
    (least, { dueAt }) => (least === null || dueAt < least ? dueAt : least),
    null,
  )
  if (first === null) return { next: 'end' }
  const milliseconds = new Date(first).getTime() - now.getTime()
  if (milliseconds > 0) return { next: 'wait', milliseconds }

  for (const { notificationId } of items.filter(({ isMuted }) => isMuted))
    await endMailDelivery(transaction, notificationId, { state: 'not-wanted' })
  const told = items.filter(({ isMuted }) => !isMuted).map(({ notificationId }) => notificationId)
  const [lead] = told
  if (!lead) return { next: 'made' }
  const digestId = await notifyDigest(transaction, { organisationId, personId, effectKey: `digest/${cadence}/${lead}` })
  await carryAll(transaction, digestId, told)
  return { next: 'made' }
}
