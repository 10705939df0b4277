import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { failureTypes } from '@throughline/contract/temporal'
import {
  awaitMailAnswer,
  beginMailAttempt,
  type Database,
  endMailDelivery,
  findMailSuspension,
  insertMailDelivery,
  liftMailSuspension,
  suspendAddress,
  type Transaction,
  withTransaction,
} from '@throughline/database'
import { createOrganisation, openTestDatabase, type TestOrganisation } from '@throughline/tests'
import { type MailServers, type Manner, startAiosmtpd, startSmtpServers } from '@throughline/tests/mail'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDelivery } from '../test-support/delivery.ts'
import { findDelivery, insertAssignmentNotification } from '../test-support/notifications.ts'
import { createMailTransport } from './mail-transport.ts'

let database: Database
let organisation: TestOrganisation

beforeAll(async () => {
  database = openTestDatabase()
  organisation = await createOrganisation(database)
})
afterAll(() => database.close())

/** To somebody of whose address nothing is known yet. */
async function notification() {
  const { personId } = await organisation.addPerson()
  return insertAssignmentNotification(database, { organisationId: organisation.id, personId, taskName: 'Data cabling' })
}
type Subject = Awaited<ReturnType<typeof notification>>

const implementations = [
  ['smtp-server', startSmtpServers],
  ['aiosmtpd', startAiosmtpd],
] as const

describe.each(implementations)('mail by way of %s', (_, start) => {
  let servers: MailServers
  beforeAll(async () => {
    servers = await start()
  })
  afterAll(() => servers.close())

  const open = (manner: Manner, given: Parameters<typeof openDelivery>[2] = {}) =>
    openDelivery(database, servers.port(manner), given)
  const idsOf = (manner: Manner, subject: Subject): string[] =>
    servers
      .taken(manner)
      .map(({ source }) => /^message-id:\s*(<[^>]+>)/im.exec(source)?.[1] ?? '')
      .filter((id) => id.includes(subject.notificationId))

  it('is sent, with what the server said, without the address', async () => {
    const subject = await notification()
    const { deliver, counted } = open('accept')
    expect(await deliver(subject)).toEqual({ outcome: 'sent' })
    const delivery = await findDelivery(database, subject)
    expect(delivery).toMatchObject({ state: 'sent', attempts: 1, unanswered: 0, error: null, answerAwaited: false })
    expect(delivery?.reply).toBe('250 2.0.0 taken, for …')
    expect(idsOf('accept', subject)).toEqual([delivery?.messageId])
    expect(await counted()).toEqual({ sent: 1 })
  })

  it.each([
    ['to the address of bounces', { bounceAddress: 'bounces@example.com' }, 'bounces@example.com'],
    ['to its sender where there is none', {}, 'no-reply@example.com'],
  ])('comes back %s, and says who sent it', async (_where, given, envelopeFrom) => {
    const subject = await notification()
    expect(await open('accept', given).deliver(subject)).toEqual({ outcome: 'sent' })
    const mail = servers.taken('accept').find(({ source }) => source.includes(subject.notificationId))
    expect(mail).toMatchObject({ from: envelopeFrom, to: [expect.stringContaining('@')] })
    expect(mail?.source).toMatch(/^From: Throughline <no-reply@example\.com>\r?$/m)
    expect(mail?.source).not.toContain('bounces@')
  })

  it('is put off by a greylist, and then sent', async () => {
    const subject = await notification()
    const { deliver, counted } = open('greylist')
    await expect(deliver(subject)).rejects.toMatchObject({ nonRetryable: false, nextRetryDelay: 60_000 })
    const before = await findDelivery(database, subject)
    expect(before).toMatchObject({ state: 'sending', error: '451 4.7.1 try again later', unanswered: 0 })
    expect(await deliver(subject)).toEqual({ outcome: 'sent' })
    expect(idsOf('greylist', subject)).toEqual([before?.messageId])
    expect(await counted()).toEqual({ postponed: 1, sent: 1 })
  })

  it('fails for an address that nobody has, with what the server said', async () => {
    const subject = await notification()
    const { deliver, counted } = open('unknown')
    await expect(deliver(subject)).rejects.toMatchObject({ type: failureTypes.notDeliverable, nonRetryable: true })
    const delivery = await findDelivery(database, subject)
    expect(delivery).toMatchObject({ state: 'failed', error: '550 5.1.1 <…> is unknown', unanswered: 0 })
    expect(await counted()).toEqual({ refused: 1 })
  })

  it('fails when it is larger than the server takes', async () => {
    const subject = await notification()
    await expect(open('small').deliver(subject)).rejects.toMatchObject({ nonRetryable: true })
    const delivery = await findDelivery(database, subject)
    expect(delivery).toMatchObject({ state: 'failed', unanswered: 0, error: expect.stringMatching(/^552 /) })
    expect(servers.taken('small')).toEqual([])
  })

  it('ends an attempt at a server that says nothing, and is sent by the next', async () => {
    const subject = await notification()
    const { deliver } = open('slow', { silenceMilliseconds: 400 })
    await expect(deliver(subject)).rejects.toMatchObject({ type: 'MailServerError', nonRetryable: false })
    expect(await findDelivery(database, subject)).toMatchObject({ state: 'sending', unanswered: 0 })
    expect(await deliver(subject)).toEqual({ outcome: 'sent' })
    expect(idsOf('slow', subject)).toHaveLength(1)
  })

  it('is not with a server that went away in the middle of it', async () => {
    const subject = await notification()
    const { deliver } = open('cut-in-data')
    await expect(deliver(subject)).rejects.toMatchObject({ nonRetryable: false })
    expect(await findDelivery(database, subject)).toMatchObject({ state: 'sending', unanswered: 0 })
    expect(await deliver(subject)).toEqual({ outcome: 'sent' })
    expect(idsOf('cut-in-data', subject)).toHaveLength(1)
  })

  it('may be with a server that went away before its answer, and is sent again with the same Message-ID', async () => {
    const subject = await notification()
    const { deliver, counted } = open('cut-before-250')
    await expect(deliver(subject)).rejects.toMatchObject({ nonRetryable: false })
    expect(await findDelivery(database, subject)).toMatchObject({
      state: 'sending',
      unanswered: 1,
      answerAwaited: false,
    })
    expect(await deliver(subject)).toEqual({ outcome: 'sent' })
    expect(await findDelivery(database, subject)).toMatchObject({ state: 'sent', attempts: 2, unanswered: 1 })
    const ids = idsOf('cut-before-250', subject)
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
    expect(await counted()).toEqual({ unanswered: 1, sent: 1 })
  })

  it('goes out over no open line where TLS is required', async () => {
    const subject = await notification()
    const { deliver } = open('accept', { smtpUrl: `smtp://127.0.0.1:${servers.port('accept')}?requireTLS=true` })
    await expect(deliver(subject)).rejects.toMatchObject({ type: 'MailServerError', nonRetryable: false })
    const delivery = await findDelivery(database, subject)
    expect(delivery).toMatchObject({
      state: 'sending',
      unanswered: 0,
      error: expect.stringContaining('safe connection'),
    })
    expect(idsOf('accept', subject)).toEqual([])
  })
})

describe('a mail of which nobody knows whether the server took it', () => {
  let servers: MailServers
  beforeAll(async () => {
    servers = await startSmtpServers()
  })
  afterAll(() => servers.close())

  it('is held where that is wished, until somebody asks for it', async () => {
    const subject = await notification()
    const { deliver, settle } = openDelivery(database, servers.port('cut-before-250'), { whenUnknown: 'hold' })
    expect(await deliver(subject)).toEqual({ outcome: 'unknown' })
    expect(await findDelivery(database, subject)).toMatchObject({ state: 'unknown', unanswered: 1 })
    expect(await deliver(subject)).toEqual({ outcome: 'unknown' })
    expect(await settle(subject)).toEqual({ outcome: 'unknown' })
    expect(servers.taken('cut-before-250')).toHaveLength(1)
  })

  it.each([
    ['send-again', 'sent', 2],
    ['hold', 'unknown', 1],
  ] as const)('is known for that after its process died: %s', async (whenUnknown, outcome, attempts) => {
    const subject = await notification()
    await leaveAttempt(subject, { isWhole: true })
    expect(await openDelivery(database, servers.port('accept'), { whenUnknown }).deliver(subject)).toEqual({ outcome })
    expect(await findDelivery(database, subject)).toMatchObject({ state: outcome, attempts, unanswered: 1 })
  })

  it('is no mail whose process died before its end went out', async () => {
    const subject = await notification()
    await leaveAttempt(subject, { isWhole: false })
    const { deliver } = openDelivery(database, servers.port('accept'), { whenUnknown: 'hold' })
    expect(await deliver(subject)).toEqual({ outcome: 'sent' })
    expect(await findDelivery(database, subject)).toMatchObject({ state: 'sent', attempts: 2, unanswered: 0 })
  })
})

describe('a mail that is not taken in its time', () => {
  it('fails with what was said last', async () => {
    const servers = await startSmtpServers()
    const subject = await notification()
    const { deliver, settle } = openDelivery(database, servers.port('greylist'))
    await expect(deliver(subject)).rejects.toThrow()
    await servers.close()
    expect(await settle(subject)).toEqual({ outcome: 'failed' })
    const delivery = await findDelivery(database, subject)
    expect(delivery).toMatchObject({ state: 'failed', unanswered: 0 })
    expect(delivery?.error).toBe('Not taken within 24 hours. Last: 451 4.7.1 try again later')
  })

  it('is unknown when the last attempt may have arrived', async () => {
    const subject = await notification()
    await leaveAttempt(subject, { isWhole: true })
    expect(await openDelivery(database, 1).settle(subject)).toEqual({ outcome: 'unknown' })
  })
})

describe('an address that nobody has', () => {
  let servers: MailServers
  beforeAll(async () => {
    servers = await startSmtpServers()
  })
  afterAll(() => servers.close())
  const to = (personId: string) =>
    insertAssignmentNotification(database, { organisationId: organisation.id, personId, taskName: 'Data cabling' })
  const inTenant = <Result>(act: (transaction: Transaction) => Promise<Result>) =>
    withTransaction(database, { organisationId: organisation.id }, act)
  const toldKinds = (personId: string) =>
    inTenant((transaction) =>
      transaction.selectFrom('notification').select('kind').where('person_id', '=', personId).execute(),
    )

  it('is sent nothing more until its owner asks for it, or has another one, and they are told once', async () => {
    const { personId } = await organisation.addPerson()
    const { deliver } = openDelivery(database, servers.port('unknown'))
    const [first, second] = [await to(personId), await to(personId)]
    await Promise.allSettled([deliver(first), deliver(second)])
    const suspension = await inTenant((transaction) => findMailSuspension(transaction, personId))
    expect(suspension).toMatchObject({ reply: '550 5.1.1 <…> is unknown' })
    expect((await toldKinds(personId)).filter(({ kind }) => kind === 'address-suspended')).toHaveLength(1)

    const third = await to(personId)
    const working = openDelivery(database, servers.port('accept'))
    expect(await working.deliver(third)).toEqual({ outcome: 'failed' })
    const error = 'Not sent, because mail to the address comes back: 550 5.1.1 <…> is unknown'
    expect(await findDelivery(database, third)).toMatchObject({ state: 'failed', attempts: 0, error })
    expect(servers.taken('accept')).toHaveLength(0)

    await inTenant((transaction) => liftMailSuspension(transaction, personId))
    expect(await working.deliver(await to(personId))).toEqual({ outcome: 'sent' })
  })

  it('is suspended for nobody whose address it is not', async () => {
    const { personId } = await organisation.addPerson()
    const dead = { organisationId: organisation.id, personId, reply: '550 5.1.1', notificationId: randomUUID() }
    await inTenant((transaction) => suspendAddress(transaction, { ...dead, address: 'former@example.com' }))
    expect(await inTenant((transaction) => findMailSuspension(transaction, personId))).toBeNull()
    expect(await toldKinds(personId)).toEqual([])
  })

  it('keeps no mail from somebody whose mailbox is full, or who is put off', async () => {
    const { personId } = await organisation.addPerson()
    const { deliver } = openDelivery(database, servers.port('greylist'))
    await Promise.allSettled([deliver(await to(personId))])
    expect(await inTenant((transaction) => findMailSuspension(transaction, personId))).toBeNull()
  })
})

describe('an attempt', () => {
  it('ends in its time, though the server lets it wait', async () => {
    const servers = await startSmtpServers()
    const { deliver } = openDelivery(database, servers.port('slow'), { attemptMilliseconds: 400 })
    await expect(deliver(await notification())).rejects.toMatchObject({ type: 'MailServerError' })
    await servers.close()
  })

  it('ends where the certificate of the server does not hold', async () => {
    const server = new SMTPServer({ authOptional: true, closeTimeout: 100 })
    server.on('error', () => undefined)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const subject = await notification()
    const { deliver } = openDelivery(database, (server.server.address() as AddressInfo).port)
    await expect(deliver(subject)).rejects.toMatchObject({ type: 'MailServerError', nonRetryable: false })
    const error = expect.stringMatching(/^No safe connection to the mail server \(.*CERT/)
    expect(await findDelivery(database, subject)).toMatchObject({ state: 'sending', unanswered: 0, error })
    await new Promise<void>((resolve) => server.close(resolve))
  })

  it('breaks its mail off when the delivery was called off meanwhile', async () => {
    const servers = await startSmtpServers()
    const subject = await notification()
    const transport = createMailTransport({
      smtpUrl: `smtp://127.0.0.1:${servers.port('accept')}`,
      from: 'a@example.com',
    })
    const { deliver } = openDelivery(database, 1, {
      transport: {
        ...transport,
        send: async (mail, options) => {
          await callOff(subject)
          return transport.send(mail, options)
        },
      },
    })
    expect(await deliver(subject)).toEqual({ outcome: 'cancelled' })
    expect(servers.taken('accept')).toEqual([])
    transport.close()
    await servers.close()
  })
})

const callOff = (subject: Subject): Promise<unknown> =>
  withTransaction(database, subject, (transaction) =>
    endMailDelivery(transaction, subject.notificationId, { state: 'cancelled' }),
  )

/** What the death of a process leaves of an attempt. */
async function leaveAttempt(subject: Subject, { isWhole }: { isWhole: boolean }): Promise<void> {
  await withTransaction(database, subject, async (transaction) => {
    await insertMailDelivery(transaction, subject)
    await beginMailAttempt(transaction, subject.notificationId, `<${subject.notificationId}@plan.example.com>`)
    if (isWhole) await awaitMailAnswer(transaction, subject.notificationId, 1)
  })
}
