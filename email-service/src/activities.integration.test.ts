import { randomUUID } from 'node:crypto'
import { failureTypes } from '@throughline/contract/temporal'
import type { Database } from '@throughline/database'
import { createOrganisation, openTestDatabase, type TestOrganisation, type TestPerson } from '@throughline/tests'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openDelivery } from '../test-support/delivery.ts'
import { type MailSink, startMailSink } from '../test-support/mail-sink.ts'
import { deleteTask, findDelivery, insertAssignmentNotification } from '../test-support/notifications.ts'

let database: Database
let organisation: TestOrganisation

beforeAll(async () => {
  database = openTestDatabase()
  organisation = await createOrganisation(database)
})
afterAll(() => database.close())

type SinkOptions = NonNullable<Parameters<typeof startMailSink>[0]>

async function openSink(options: SinkOptions = {}): Promise<MailSink> {
  const sink = await startMailSink(options)
  onTestFinished(() => sink.close())
  return sink
}

const notification = (taskName = 'Data cabling', { personId }: Pick<TestPerson, 'personId'> = organisation.admin) =>
  insertAssignmentNotification(database, { organisationId: organisation.id, personId, taskName })

describe('delivery of a notification', () => {
  it('sends one mail, with its fixed Message-ID, however often it is asked to', async () => {
    const sink = await openSink()
    const { deliver } = openDelivery(database, sink.port)
    const subject = await notification()
    expect(await deliver(subject)).toEqual({ outcome: 'sent' })
    expect(await deliver(subject)).toEqual({ outcome: 'sent' })
    expect(sink.mails).toHaveLength(1)
    // Long headers are folded.
    const mail = (sink.mails[0] ?? '').replaceAll(/\r\n[ \t]+/g, ' ')
    expect(mail).toContain(`Message-ID: <${subject.notificationId}@plan.example.com>`)
    expect(mail).toContain(organisation.admin.email)
    expect(mail).toContain('Subject: Assigned to you: Data cabling')
    expect(mail).toContain('Auto-Submitted: auto-generated')
    expect(mail).toContain(`List-ID: <${organisation.id}.notifications.plan.example.com>`)
    expect(mail).toMatch(/List-Unsubscribe: <https:\/\/plan\.example\.com\/api\/v1\/unsubscribe\/[\w.-]+>\r\n/)
    expect(mail).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    expect(mail).toMatch(/Content-Type: text\/plain/)
    expect(mail).toMatch(/Content-Type: text\/html/)
    expect(await findDelivery(database, subject)).toMatchObject({ state: 'sent', attempts: 1, error: null })
  })

  it('is tried again after the server was down, and then sent with the same Message-ID', async () => {
    const down = await startMailSink()
    await down.close()
    const { deliver } = openDelivery(database, down.port)
    const subject = await notification()
    await expect(deliver(subject)).rejects.toMatchObject({ type: 'MailServerError', nonRetryable: false })
    const before = await findDelivery(database, subject)
    expect(before).toMatchObject({ state: 'sending', attempts: 1, sentAt: null })

    const sink = await openSink({ port: down.port })
    expect(await deliver(subject)).toEqual({ outcome: 'sent' })
    expect(sink.mails).toHaveLength(1)
    expect(sink.mails[0]).toContain(`Message-ID: ${before?.messageId}`)
  })

  it('is tried again when the server refuses for now', async () => {
    const sink = await openSink({ refuse: () => ({ code: 451, text: 'try later' }) })
    await expect(openDelivery(database, sink.port).deliver(await notification())).rejects.toMatchObject({
      nonRetryable: false,
    })
  })

  it('ends when the server refuses the recipient for good, and keeps the address out of the failure', async () => {
    const sink = await openSink({ refuse: (address) => ({ code: 550, text: `5.1.1 <${address}> is unknown` }) })
    const { deliver } = openDelivery(database, sink.port)
    const person = await organisation.addPerson()
    const subject = await notification('Data cabling', person)
    const failure: unknown = await deliver(subject).catch((error: unknown) => error)
    expect(failure).toMatchObject({ type: failureTypes.notDeliverable, nonRetryable: true })
    expect(String(failure)).not.toContain(person.email)
    expect((await findDelivery(database, subject))?.error).not.toContain('@')
    expect(await deliver(subject)).toEqual({ outcome: 'failed' })
    expect(sink.mails).toHaveLength(0)
  })

  it('is not deliverable when the task is deleted meanwhile', async () => {
    const sink = await openSink()
    const subject = await notification()
    await deleteTask(database, subject)
    expect(await openDelivery(database, sink.port).deliver(subject)).toEqual({ outcome: 'obsolete' })
    expect(sink.mails).toHaveLength(0)
  })

  it.each(['\r\n', '\n', '\r', '\r\n\r\n', '\u2028'])(
    'takes a name with %j for what it is, not for headers',
    async (end) => {
      const sink = await openSink()
      await openDelivery(database, sink.port).deliver(await notification(`Cabling${end}Bcc: someone@example.com`))
      const headers = sink.mails[0]?.split('\r\n\r\n')[0]
      expect(headers).not.toMatch(/^Bcc:/m)
      expect(headers).toContain('Subject: Assigned to you: Cabling Bcc: someone@example.com')
    },
  )

  it('fails for good without such a notification, in this organisation', async () => {
    const sink = await openSink()
    const { deliver } = openDelivery(database, sink.port)
    const subject = await notification()
    const failure = { type: failureTypes.notFound, nonRetryable: true }
    await expect(deliver({ ...subject, notificationId: randomUUID() })).rejects.toMatchObject(failure)
    await expect(deliver({ ...subject, organisationId: randomUUID() })).rejects.toMatchObject(failure)
  })
})
