import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import type { Database } from '@throughline/database'
import { onTestFinished } from 'vitest'
import { createEmailActivities, type EmailDependencies } from '../src/activities.ts'
import { createMailTransport, type MailServerSettings } from '../src/mail-transport.ts'
import { createMailMetrics } from '../src/metrics.ts'

const silent = new DefaultLogger('ERROR', () => {})

interface Subject {
  organisationId: string
  notificationId: string
}

type Given = Partial<EmailDependencies & MailServerSettings>

/** Delivers as the process would, over real SMTP to the given port, and tells what it counted. */
export function openDelivery(database: Database, port: number, given: Given = {}) {
  const transport = createMailTransport({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: 'Throughline <no-reply@example.com>',
    ...given,
  })
  onTestFinished(() => transport.close())
  const metrics = createMailMetrics()
  const activities = createEmailActivities({
    ...{ database, transport, metrics, whenUnknown: 'send-again' },
    publicUrl: 'https://plan.example.com',
    sessionSecret: 's'.repeat(40),
    ...given,
  })
  const run =
    (name: keyof typeof activities) =>
    ({ organisationId, notificationId }: Subject) =>
      new MockActivityEnvironment({}, { logger: silent }).run(activities[name], { organisationId, notificationId })
  const counted = async (): Promise<Record<string, number>> => {
    const { values } = await metrics.mails.get()
    return Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]))
  }
  return { deliver: run('deliverNotification'), settle: run('settleNotification'), counted }
}
