import { randomUUID } from 'node:crypto'
import { unsubscribeSecret } from '@throughline/platform'
import type { TestPerson } from '@throughline/tests'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'

/** Mails are looked at in email-service; here their secrets are made as the mail makes them. */
let fixture: Fixture
let api: TestApi
let person: TestPerson
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
  person = await fixture.organisation.addPerson()
})
afterAll(() => fixture.close())

const secretOf = (kind: string, personId = person.personId, organisationId = fixture.organisation.id) =>
  unsubscribeSecret(fixture.settings.api.sessionSecret, { organisationId, personId, kind })
const post = (path: string, body: unknown) => api.request('POST', path, { body })
const addressOf = (secret: string) => `${api.url}/api/v1/unsubscribe/${secret}`

async function choose(kind: string, mail: string, inbox = true): Promise<void> {
  const { status } = await api.request('PUT', `/notification-preferences/${kind}`, {
    as: person,
    body: { inbox, mail },
  })
  expect(status).toBe(200)
}

async function chosen(): Promise<Record<string, { inbox: boolean; mail: string }>> {
  const { body } = await api.request('GET', '/notification-preferences', { as: person })
  return Object.fromEntries(
    body.items.map(({ kind, inbox, mail }: { kind: string; inbox: boolean; mail: string }) => [kind, { inbox, mail }]),
  )
}

interface Stopped {
  stopped: { kind: string; mail: string }[]
}
async function stop(secret: string): Promise<Stopped> {
  const answer = await fetch(addressOf(secret), { method: 'POST', body: oneClick })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Stopped
}

const oneClick = 'List-Unsubscribe=One-Click'
const multipart = `--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n`

describe('a press in a mail program', () => {
  test.each([
    ['a form', 'application/x-www-form-urlencoded', oneClick, {}],
    ['a form in parts', 'multipart/form-data; boundary=b', multipart, {}],
    ['a page of others', 'application/x-www-form-urlencoded', oneClick, { origin: 'https://mail.example.org' }],
    [
      'no origin at all',
      'application/x-www-form-urlencoded',
      oneClick,
      { origin: 'null', cookie: 'throughline_session=x' },
    ],
  ])('by %s stops the mails of that kind, and nothing else', async (_, type, body, headers) => {
    await choose('task-assigned', 'daily', false)
    const before = await chosen()
    const answer = await fetch(addressOf(secretOf('task-assigned')), {
      ...{ method: 'POST', body, headers: { 'content-type': type, ...headers } },
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await answer.json()).toEqual({
      stopped: [{ kind: 'task-assigned', title: 'A task is assigned to me', mail: 'daily' }],
    })
    expect(await chosen()).toEqual({ ...before, 'task-assigned': { inbox: false, mail: 'off' } })
  })

  test('may come again, and says that nothing was left to stop', async () => {
    expect((await stop(secretOf('import-ended'))).stopped).toHaveLength(1)
    expect(await stop(secretOf('import-ended'))).toEqual({ stopped: [] })
  })

  test('is in the audit trail, with who it was for', async () => {
    await choose('import-expiring', 'at-once')
    await fetch(addressOf(secretOf('import-expiring')), { method: 'POST', headers: { 'user-agent': 'Mailer/1' } })
    const { body } = await api.request('GET', `/audit?entity=notification_preference&personId=${person.personId}`, {
      as: fixture.organisation.admin,
    })
    expect(body.items[0]).toMatchObject({ act: 'unsubscribe', change: 'changed' })
  })
})

describe('the page', () => {
  test('is where a browser is led to, and looking changes nothing', async () => {
    await choose('task-assigned', 'hourly')
    const secret = secretOf('task-assigned')
    const led = await fetch(addressOf(secret), { redirect: 'manual' })
    expect(led.status).toBe(303)
    expect(led.headers.get('location')).toBe(`${fixture.settings.api.publicUrl}/unsubscribe#${secret}`)
    const look = await post('/mail-links/unsubscribe', { secret })
    expect([look.status, look.body]).toEqual([
      200,
      {
        organisationName: fixture.organisation.name,
        isDigest: false,
        mails: [{ kind: 'task-assigned', title: 'A task is assigned to me', mail: 'hourly' }],
      },
    ])
    expect((await chosen())['task-assigned']).toEqual({ inbox: true, mail: 'hourly' })
  })

  test('undoes what was stopped, as it was before', async () => {
    await choose('task-assigned', 'weekly')
    const secret = secretOf('task-assigned')
    const { stopped } = await stop(secret)
    const mails = stopped.map(({ kind, mail }) => ({ kind, mail }))
    const undone = await post('/mail-links/unsubscribe/undo', { secret, mails })
    expect(undone.body.mails).toMatchObject([{ kind: 'task-assigned', mail: 'weekly' }])
    expect((await chosen())['task-assigned']).toEqual({ inbox: true, mail: 'weekly' })
    expect((await post('/mail-links/unsubscribe/undo', { secret, mails })).status).toBe(422)
  })

  test('of a digest stops all that goes into digests, and nothing that comes by itself', async () => {
    await choose('task-assigned', 'daily')
    await choose('import-ended', 'hourly')
    await choose('import-expiring', 'at-once')
    const secret = secretOf('digest')
    const look = await post('/mail-links/unsubscribe', { secret })
    expect(look.body).toMatchObject({
      isDigest: true,
      mails: expect.arrayContaining([expect.anything(), expect.anything()]),
    })
    const { stopped } = await stop(secret)
    expect(stopped.map(({ kind, mail }) => [kind, mail]).sort()).toEqual([
      ['import-ended', 'hourly'],
      ['task-assigned', 'daily'],
    ])
    const now = await chosen()
    expect([now['task-assigned']?.mail, now['import-ended']?.mail, now['import-expiring']?.mail]).toEqual([
      ...['off', 'off', 'at-once'],
    ])
    const mails = [{ kind: 'import-ended', mail: 'hourly' }]
    expect((await post('/mail-links/unsubscribe/undo', { secret, mails })).status).toBe(200)
  })
})

describe('a secret', () => {
  const refusals = async (secret: string, mails = [{ kind: 'task-assigned', mail: 'at-once' }]) => {
    const stop = await fetch(addressOf(secret), { method: 'POST' })
    const look = await post('/mail-links/unsubscribe', { secret })
    const undo = await post('/mail-links/unsubscribe/undo', { secret, mails })
    return [stop.status, look.status, undo.status]
  }

  test('that nobody made, or that was made for who is not there, is of no use', async () => {
    const [organisationId, personId, kind, signature] = secretOf('task-assigned').split('.')
    const other = await createFixture()
    const left = await fixture.organisation.addPerson()
    await api.request('PATCH', `/people/${left.personId}`, {
      as: fixture.organisation.admin,
      body: { isDisabled: true },
    })
    for (const secret of [
      `${organisationId}.${personId}.import-ended.${signature}`,
      `${organisationId}.${fixture.organisation.admin.personId}.${kind}.${signature}`,
      `${other.organisation.id}.${personId}.${kind}.${signature}`,
      secretOf('task-assigned', randomUUID()),
      secretOf('task-assigned', left.personId),
      secretOf('task-assigned', person.personId, other.organisation.id),
    ])
      expect([secret, ...(await refusals(secret))]).toEqual([secret, 404, 404, 404])
    expect(await refusals('short')).toEqual([400, 400, 400])
    await other.close()
  })

  test('is for nothing but its own kind, and not for what is told in any case', async () => {
    await choose('task-assigned', 'off')
    const undo = (kind: string, mails: unknown) =>
      post('/mail-links/unsubscribe/undo', { secret: secretOf(kind), mails })
    const atOnce = [{ kind: 'task-assigned', mail: 'at-once' }]
    expect((await undo('import-ended', atOnce)).status).toBe(422)
    expect((await undo('digest', atOnce)).status).toBe(422)
    expect((await undo('task-assigned', [{ kind: 'task-assigned', mail: 'off' }])).status).toBe(400)
    expect(await stop(secretOf('deletion-scheduled'))).toEqual({ stopped: [] })
    const bearer = { headers: { authorization: `Bearer ${secretOf('task-assigned')}` } }
    expect((await fetch(`${api.url}/api/v1/session`, bearer)).status).toBe(401)
    expect((await post('/mail-links/invitation', { secret: secretOf('task-assigned').split('.')[3] })).status).toBe(404)
  })
})
