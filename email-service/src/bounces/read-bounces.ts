import {
  type Database,
  endMailDelivery,
  findMail,
  lockMailDelivery,
  suspendAddress,
  withoutTenant,
  withTransaction,
} from '@throughline/database'
import type { MailMetrics } from '../metrics.ts'
import { isDeadStatus, serverWords } from '../smtp-failure.ts'
import type { Mailbox } from './mailbox.ts'
import { parseReport, type RecipientReport } from './parse-report.ts'

export interface BounceDependencies {
  database: Database
  metrics: MailMetrics
}

/**
 * Takes the reports of mails that could not be delivered out of a mailbox. Whatever is not one is marked as read and left
 * alone: nothing is ever answered. A report counts again where its mark was lost, which changes nothing.
 */
export async function readBounces(
  mailbox: Mailbox,
  { database, metrics }: BounceDependencies,
): Promise<{ read: number; bounced: number }> {
  const counts = { read: 0, bounced: 0 }
  await mailbox.readUnseen(async ({ source, markSeen }) => {
    const report = await parseReport(source)
    const failed = report?.recipients.find(({ action }) => action === 'failed')
    if (report && failed && (await markBounced(database, report.messageIds, failed))) {
      counts.bounced += 1
      metrics.mails.inc({ outcome: 'bounced' })
    }
    await markSeen()
    counts.read += 1
  })
  return counts
}

/** Answers whether it was about a mail of ours that was not known to have bounced. */
async function markBounced(
  database: Database,
  messageIds: readonly string[],
  failed: RecipientReport,
): Promise<boolean> {
  const mail = await withoutTenant(database, (transaction) => findMail(transaction, messageIds))
  if (!mail) return false
  const { organisationId, notificationId } = mail
  return withTransaction(database, { organisationId }, async (transaction) => {
    const delivery = await lockMailDelivery(transaction, notificationId)
    if (!delivery || delivery.state === 'bounced' || delivery.state === 'cancelled') return false
    const reply = serverWords(failed.diagnostic)
    await endMailDelivery(transaction, notificationId, { state: 'bounced', error: reply })
    const { personId } = delivery
    if (personId && isDeadStatus(failed.status))
      for (const address of new Set(failed.addresses))
        await suspendAddress(transaction, { organisationId, personId, address, reply, notificationId })
    return true
  })
}
