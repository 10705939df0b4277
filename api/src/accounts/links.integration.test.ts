import { randomUUID } from 'node:crypto'
import { linkSecret } from '@throughline/platform'
import { type TestPerson, testStack } from '@throughline/tests'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'
import { medianOf } from '../testing/median.ts'

/** Mails are looked at in tests/integration/account-mails.test.ts; here their secrets are made as the mail makes them. */
let fixture: Fixture
let api: TestApi
const superuser = new pg.Client({ connectionString: testStack().superuserUrl })
beforeAll(async () => {
  await superuser.connect()
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
})
afterAll(async () => {
  await fixture.close()
  await superuser.end()
})

const newEmail = () => `new-${randomUUID().slice(0, 8)}@example.com`
const password = 'seven quiet harbours'
const secretOf = (linkId: string) => linkSecret(fixture.settings.api.sessionSecret, linkId)

async function newestLinkTo(email: string): Promise<string> {
  const { rows } = await superuser.query(
    'select id from one_use_link where email = $1 order by created_at desc limit 1',
    [email],
  )
  return secretOf(rows[0].id)
}

const kindsTo = async (email: string): Promise<string[]> => {
  const { rows } = await superuser.query(
    `select n.kind from notification n join one_use_link l on l.id = n.link_id
     join work_request w on w.subject_id = n.id and w.kind = 'notify' where l.email = $1 order by n.kind`,
    [email],
  )
  return rows.map(({ kind }) => kind)
}

const post = (path: string, body: unknown) => api.request('POST', path, { body })
const signIn = (email: string, given = password) => post('/session', { email, password: given })
const cookieOf = (headers: Headers) => headers.get('set-cookie')?.split(';')[0] ?? ''
async function sessionOf(person: TestPerson) {
  const { headers } = await signIn(person.email, person.password)
  return { headers: { cookie: cookieOf(headers), origin: api.url } }
}
const expire = (email: string) =>
  superuser.query('update one_use_link set expires_at = now() where email = $1', [email])

describe('an invitation', () => {
  const invite = (email: string, role = 'member', as = fixture.organisation.admin) =>
    api.request('POST', '/invitations', { as, body: { email, role } })

  test('makes an account for who has none, once', async () => {
    const email = newEmail()
    const made = await invite(email, 'admin')
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ email, role: 'admin', invitedBy: fixture.organisation.admin.name })
    expect(await kindsTo(email)).toEqual(['invitation'])
    const secret = secretOf(made.body.id)
    const look = await post('/mail-links/invitation', { secret })
    expect(look.body).toEqual({ organisationName: fixture.organisation.name, email, known: false })
    const nameless = await post('/mail-links/invitation/accept', { secret, password })
    expect(nameless.body.issues).toEqual([{ path: 'body.name', message: 'is needed from who is new here' }])
    const common = await post('/mail-links/invitation/accept', { secret, name: 'Zoë', password: 'password1' })
    expect([common.status, common.body.issues[0].path]).toEqual([422, 'body.password'])
    const accept = () => post('/mail-links/invitation/accept', { secret, name: 'Zoë', password })
    const answers = (await Promise.all([accept(), accept(), accept()])).map(({ status }) => status)
    expect(answers.sort()).toEqual([204, 404, 404])
    const signedIn = await signIn(email)
    expect(signedIn.body).toMatchObject({ person: { name: 'Zoë', email }, organisation: { role: 'admin' } })
    expect((await post('/mail-links/invitation', { secret })).status).toBe(404)
  })

  test('lets who is known elsewhere join as they are', async () => {
    const other = await createFixture()
    const { admin } = other.organisation
    const { body } = await invite(admin.email)
    const secret = secretOf(body.id)
    expect((await post('/mail-links/invitation', { secret })).body.known).toBe(true)
    const taken = { secret, name: 'Another', password: 'not the one that they have' }
    expect((await post('/mail-links/invitation/accept', taken)).status).toBe(204)
    expect((await signIn(admin.email, taken.password)).status).toBe(401)
    const { body: session } = await signIn(admin.email, admin.password)
    expect(session.person.name).toBe(admin.name)
    expect(session.organisations.map(({ id }: { id: string }) => id)).toContain(fixture.organisation.id)
    await other.close()
  })

  test('is sent again by another link, is taken back, and expires', async () => {
    const email = newEmail()
    const { body: first } = await invite(email)
    const as = fixture.organisation.admin
    const again = await api.request('POST', `/invitations/${first.id}/send`, { as })
    expect(again.status).toBe(201)
    expect((await post('/mail-links/invitation', { secret: secretOf(first.id) })).status).toBe(404)
    expect((await post('/mail-links/invitation', { secret: secretOf(again.body.id) })).status).toBe(200)
    const { items } = (await api.request('GET', '/invitations', { as })).body
    expect(items.filter((item: { email: string }) => item.email === email)).toEqual([again.body])
    expect((await api.request('DELETE', `/invitations/${again.body.id}`, { as })).status).toBe(204)
    expect((await post('/mail-links/invitation', { secret: secretOf(again.body.id) })).status).toBe(404)
    const third = await invite(email)
    await expire(email)
    expect((await post('/mail-links/invitation', { secret: secretOf(third.body.id) })).status).toBe(404)
    expect((await invite(email)).status).toBe(429)
  })

  test('is an act of administrators, of their own organisation', async () => {
    const { body: made } = await invite(newEmail())
    const member = await fixture.organisation.addPerson()
    const other = await createFixture()
    for (const [as, status] of [
      [member, 403],
      [other.organisation.admin, 404],
    ] as const) {
      expect((await api.request('POST', `/invitations/${made.id}/send`, { as })).status).toBe(status)
      expect((await api.request('DELETE', `/invitations/${made.id}`, { as })).status).toBe(status)
    }
    expect((await api.request('GET', '/invitations', { as: member })).status).toBe(403)
    expect((await invite(newEmail(), 'member', member)).status).toBe(403)
    const { items } = (await api.request('GET', '/invitations', { as: other.organisation.admin })).body
    expect(items).toEqual([])
    await other.close()
  })

  test('is told alike, in words and time, for an address that is known elsewhere and for one that is not', async () => {
    const halves = 2
    const ofEach = 100
    const times = { known: [] as number[], unknown: [] as number[] }
    const shapes = new Set<string>()
    // Invitations of the day are bounded, so that each half of them is from an organisation of its own.
    for (let half = 0; half < halves; half++) {
      const from = await createFixture()
      for (let turn = 0; turn < 2 * ofEach; turn++) {
        const email = newEmail()
        const isKnown = turn % 2 === 0
        if (isKnown)
          await superuser.query("insert into person (id, email, name) values (gen_random_uuid(), $1, 'Known')", [email])
        const since = performance.now()
        const { status, body } = await invite(email, 'member', from.organisation.admin)
        times[isKnown ? 'known' : 'unknown'].push(performance.now() - since)
        shapes.add(JSON.stringify([status, Object.keys(body)]))
      }
      await from.close()
    }
    expect(shapes.size).toBe(1)
    const [known, unknown] = [medianOf(times.known), medianOf(times.unknown)]
    expect(Math.abs(known - unknown), `${known} ms and ${unknown} ms`).toBeLessThan(5)
  })
})

describe('a reset', () => {
  const ask = (email: string) => post('/password-resets', { email })
  const use = (secret: string, given = password) => post('/mail-links/password', { secret, password: given })

  test('sets a password once, and ends all sessions', async () => {
    const person = await fixture.organisation.addPerson()
    const session = await sessionOf(person)
    expect((await ask(person.email)).status).toBe(204)
    expect(await kindsTo(person.email)).toEqual(['password-reset'])
    const secret = await newestLinkTo(person.email)
    expect((await use(secret, 'Password1')).status).toBe(422)
    const answers = (await Promise.all([use(secret), use(secret)])).map(({ status }) => status)
    expect(answers.sort()).toEqual([204, 404])
    expect((await api.request('GET', '/session', session)).status).toBe(401)
    expect((await signIn(person.email, person.password)).status).toBe(401)
    expect((await signIn(person.email)).status).toBe(200)
  })

  test('is of no use once it has expired, once the password was changed, and for anything else', async () => {
    const person = await fixture.organisation.addPerson()
    await ask(person.email)
    const first = await newestLinkTo(person.email)
    expect((await post('/mail-links/email', { secret: first })).status).toBe(404)
    expect((await post('/mail-links/invitation', { secret: first })).status).toBe(404)
    const session = await sessionOf(person)
    const body = { password: person.password, newPassword: 'eight calm harbours' }
    expect((await api.request('PUT', '/session/password', { ...session, body })).status).toBe(204)
    expect((await use(first)).status).toBe(404)
    await ask(person.email)
    const second = await newestLinkTo(person.email)
    await expire(person.email)
    expect((await use(second)).status).toBe(404)
  })

  test('goes to nobody who is disabled or unknown, and no more than five times a day to anybody', async () => {
    const person = await fixture.organisation.addPerson()
    for (let time = 0; time < 7; time++) expect((await ask(person.email)).status).toBe(204)
    expect(await kindsTo(person.email)).toHaveLength(5)
    const disabled = await fixture.organisation.addPerson()
    await superuser.query('update person set disabled_at = now() where id = $1', [disabled.personId])
    const unknown = newEmail()
    for (const email of [disabled.email, unknown]) {
      expect((await ask(email)).status).toBe(204)
      expect(await kindsTo(email)).toEqual([])
      expect((await use(await newestLinkTo(email))).status).toBe(404)
    }
  })

  test('neither words nor status nor time of asking for one tell whether there is such an address', async () => {
    const rounds = 200
    const times = { known: [] as number[], unknown: [] as number[] }
    const answers = new Set<string>()
    async function measure(kind: keyof typeof times, email: string) {
      const since = performance.now()
      const { status, body } = await ask(email)
      times[kind].push(performance.now() - since)
      answers.add(JSON.stringify([status, body]))
    }
    for (let at = 0; at < rounds / 5; at++) {
      const { email } = await fixture.organisation.addPerson()
      for (let turn = 0; turn < 5; turn++) {
        await measure('known', email)
        await measure('unknown', newEmail())
      }
    }
    expect(answers).toEqual(new Set(['[204,null]']))
    const [known, unknown] = [medianOf(times.known), medianOf(times.unknown)]
    expect(Math.abs(known - unknown), `${known} ms and ${unknown} ms`).toBeLessThan(5)
  })
})

describe('another address', () => {
  const ask = (session: { headers: Record<string, string> }, given: string, email: string) =>
    api.request('PUT', '/session/email', { ...session, body: { password: given, email } })

  test('takes the password, and counts once its own mail was followed', async () => {
    const person = await fixture.organisation.addPerson()
    const session = await sessionOf(person)
    const email = newEmail()
    expect((await ask(session, 'not the password', email)).status).toBe(422)
    expect((await ask(session, person.password, email)).status).toBe(204)
    expect(await kindsTo(email)).toEqual(['email-change', 'email-change-notice'])
    expect((await signIn(email, person.password)).status).toBe(401)
    const secret = await newestLinkTo(email)
    expect((await post('/mail-links/email', { secret })).status).toBe(204)
    expect((await post('/mail-links/email', { secret })).status).toBe(404)
    expect((await signIn(email, person.password)).status).toBe(200)
    expect((await signIn(person.email, person.password)).status).toBe(401)
  })

  test('that somebody has is asked for alike, and never taken', async () => {
    const [person, other] = [await fixture.organisation.addPerson(), await fixture.organisation.addPerson()]
    expect((await ask(await sessionOf(person), person.password, other.email)).status).toBe(204)
    expect((await post('/mail-links/email', { secret: await newestLinkTo(other.email) })).status).toBe(409)
    expect((await signIn(other.email, other.password)).body.person.id).toBe(other.personId)
  })

  test('is no matter of tokens', async () => {
    const as = await fixture.organisation.addPerson()
    const body = { password: as.password, email: newEmail() }
    expect((await api.request('PUT', '/session/email', { as, body })).status).toBe(403)
  })
})

test.each(['', 'short', 'x'.repeat(44), `${'x'.repeat(42)}'`])(
  'the secret “%s” is refused as it stands',
  async (secret) => {
    for (const path of ['/mail-links/invitation', '/mail-links/email'])
      expect((await post(path, { secret })).status).toBe(400)
  },
)

test('what the database has of a link does not open it', async () => {
  const email = newEmail()
  await api.request('POST', '/invitations', { as: fixture.organisation.admin, body: { email } })
  const { rows } = await superuser.query(
    'select id, secret_hash, one_use_link::text as whole from one_use_link where email = $1',
    [email],
  )
  expect(rows[0].whole).not.toContain(secretOf(rows[0].id))
  const hash = (rows[0].secret_hash as Buffer).toString('base64url')
  expect((await post('/mail-links/invitation', { secret: hash })).status).toBe(404)
  expect((await post('/mail-links/invitation', { secret: secretOf(rows[0].id) })).status).toBe(200)
})
