import { randomUUID } from 'node:crypto'
import { type Database, findMailSuspension, withTransaction } from '@throughline/database'
import { createOrganisation, openTestDatabase, type TestOrganisation, type TestPerson } from '@throughline/tests'
import { type ImapServer, type MailServers, startImapServer, startSmtpServers } from '@throughline/tests/mail'
import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDelivery } from '../../test-support/delivery.ts'
import { findDelivery, insertAssignmentNotification } from '../../test-support/notifications.ts'
import { makeReport, type Report } from '../../test-support/report.ts'
import { createMailMetrics } from '../metrics.ts'
import { createMailbox } from './mailbox.ts'
import { readBounces } from './read-bounces.ts'

let database: Database
let organisation: TestOrganisation
let imap: ImapServer
let smtp: MailServers

beforeAll(async () => {
  database = openTestDatabase()
  organisation = await createOrganisation(database)
  ;[imap, smtp] = await Promise.all([startImapServer(), startSmtpServers()])
})
afterAll(async () => {
  await Promise.all([imap.close(), smtp.close()])
  await database.close()
})

/** A mail that a server took, to a person of its own. */
async function sendMail() {
  const person = await organisation.addPerson()
  const subject = await insertAssignmentNotification(database, {
    ...{ organisationId: organisation.id, personId: person.personId, taskName: 'Data cabling' },
  })
  await openDelivery(database, smtp.port('accept')).deliver(subject)
  return { person, subject, messageId: `<${subject.notificationId}@plan.example.com>` }
}

async function withInbox<Result>(act: (client: ImapFlow) => Promise<Result>): Promise<Result> {
  const { hostname, port, username, password } = new URL(imap.url)
  const auth = { user: username, pass: decodeURIComponent(password) }
  const client = new ImapFlow({ host: hostname, port: Number(port), secure: false, auth, logger: false })
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.logout()
  }
}

const put = (...mails: string[]) =>
  withInbox(async (client) => {
    for (const mail of mails) await client.append('INBOX', Buffer.from(mail))
  })

const report = (messageId: string, person: TestPerson, more: Partial<Report> = {}): string =>
  makeReport({
    ...{ messageId, address: person.email, status: '5.1.1', diagnostic: `550 5.1.1 <${person.email}> unknown` },
    ...more,
  })

async function read() {
  const metrics = createMailMetrics()
  return readBounces(createMailbox(imap.url), { database, metrics })
}

const suspensionOf = ({ personId }: TestPerson) =>
  withTransaction(database, { organisationId: organisation.id }, (transaction) =>
    findMailSuspension(transaction, personId),
  )

describe('reports in a mailbox', () => {
  it('mark the mail that came back, once, with what the server said, and suspend a dead address', async () => {
    const { person, subject, messageId } = await sendMail()
    expect(await findDelivery(database, subject)).toMatchObject({ state: 'sent' })
    await put(report(messageId, person))
    expect(await read()).toEqual({ read: 1, bounced: 1 })
    expect(await findDelivery(database, subject)).toMatchObject({ state: 'bounced', error: '550 5.1.1 <…> unknown' })
    expect(await suspensionOf(person)).toMatchObject({ reply: '550 5.1.1 <…> unknown' })
    expect(await read()).toEqual({ read: 0, bounced: 0 })

    await put(report(messageId, person))
    expect(await read()).toEqual({ read: 1, bounced: 0 })
  })

  it('suspend nobody whose mailbox is full, or whose mail was passed on', async () => {
    const [full, passedOn] = [await sendMail(), await sendMail()]
    await put(
      report(full.messageId, full.person, { status: '5.2.2', diagnostic: '552 5.2.2 full' }),
      report(passedOn.messageId, passedOn.person, { address: 'elsewhere@example.com' }),
    )
    expect(await read()).toEqual({ read: 2, bounced: 2 })
    for (const { person, subject } of [full, passedOn]) {
      expect(await findDelivery(database, subject)).toMatchObject({ state: 'bounced' })
      expect(await suspensionOf(person)).toBeNull()
    }
  })

  it('change nothing when a mail is only late, when they are of a mail of others, or no reports', async () => {
    const { person, subject, messageId } = await sendMail()
    await put(
      report(messageId, person, { action: 'delayed', status: '4.4.1' }),
      report(`<${randomUUID()}@plan.example.com>`, person),
      `In-Reply-To: ${messageId}\r\nAuto-Submitted: auto-replied\r\nSubject: Away\r\n\r\nBack on Monday.\r\n`,
    )
    expect(await read()).toEqual({ read: 3, bounced: 0 })
    expect(await findDelivery(database, subject)).toMatchObject({ state: 'sent' })
    expect(await withInbox((client) => client.status('INBOX', { unseen: true }))).toMatchObject({ unseen: 0 })
  })
})
