import { request } from 'node:http'
import { linkSecret } from '@throughline/platform'
import { type TestPerson, testStack } from '@throughline/tests'
import { generateSync } from 'otplib/functional'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'

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

const signIn = ({ email, password }: TestPerson, code?: string, at = api) =>
  at.request('POST', '/session', { body: { email, password, ...(code === undefined ? {} : { code }) } })

async function sessionOf(person: TestPerson) {
  const { headers } = await signIn(person)
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? ''
  return (method: string, path: string, body?: unknown) =>
    api.request(method, `/session/second-step${path}`, { headers: { cookie, origin: api.url }, body })
}

/** The code of so many periods of 30 seconds from now; each is taken once. */
const codeOf = (secret: string, periods = 0) =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * periods })

/** Gives the code of the period before, so that those of now and the next can still be used. */
async function withSecondStep() {
  const person = await fixture.organisation.addPerson()
  const call = await sessionOf(person)
  const begun = await call('POST', '', { password: person.password })
  expect(begun.status).toBe(201)
  const { secret, uri } = begun.body as { secret: string; uri: string }
  const confirmed = await call('PUT', '', { code: codeOf(secret, -1) })
  expect(confirmed.status).toBe(200)
  return { person, call, secret, uri, codes: confirmed.body.recoveryCodes as string[] }
}

test('counts once its first code was given, and then a sign-in takes a code, each once', async () => {
  const person = await fixture.organisation.addPerson()
  const call = await sessionOf(person)
  expect((await call('POST', '', { password: 'not the password' })).status).toBe(422)
  const { body: begun } = await call('POST', '', { password: person.password })
  expect(begun.uri).toMatch(/^otpauth:\/\/totp\/Throughline:/)
  expect(begun.uri).toContain(`secret=${begun.secret}`)
  expect((await call('GET', '')).body).toEqual({ enabled: false, recoveryCodesLeft: 0 })
  expect((await signIn(person)).status).toBe(200)
  const wrong = codeOf(begun.secret, 20)
  expect((await call('PUT', '', { code: wrong })).body.issues[0].path).toBe('body.code')
  expect((await call('PUT', '', { code: codeOf(begun.secret, -1) })).status).toBe(200)
  expect((await call('GET', '')).body).toEqual({ enabled: true, recoveryCodesLeft: 10 })

  const needed = await signIn(person)
  expect(needed.status).toBe(401)
  expect(needed.body.type).toBe('/problems/code-needed')
  expect(needed.headers.get('set-cookie')).toBeNull()
  expect((await signIn(person, wrong)).body.type).toBe('/problems/unauthenticated')
  const code = codeOf(begun.secret, 1)
  const answers = (await Promise.all([signIn(person, code), signIn(person, code)])).map(({ status }) => status)
  expect(answers.sort()).toEqual([200, 401])
  // An earlier one than the last is over as well.
  expect((await signIn(person, codeOf(begun.secret, -1))).status).toBe(401)
})

test('who has not the password learns nothing of a second step, with a code or without', async () => {
  const { person, secret } = await withSecondStep()
  const plain = await signIn({ ...person, password: 'not the password' })
  const coded = await signIn({ ...person, password: 'not the password' }, codeOf(secret, 1))
  const unknown = await signIn({ ...person, email: 'nobody.at.all@example.com' }, '123456')
  expect(plain.status).toBe(401)
  expect([coded.body, unknown.body]).toEqual([plain.body, plain.body])
  expect((await signIn(person, codeOf(secret, 1))).status).toBe(200)
})

test('a recovery code works once in place of a code, until there are new ones', async () => {
  const { person, call, codes } = await withSecondStep()
  expect(new Set(codes).size).toBe(10)
  const [first = '', second = ''] = codes
  expect(first).toMatch(/^[0-9a-f]{5}(-[0-9a-f]{5}){3}$/)
  const answers = (await Promise.all([signIn(person, first), signIn(person, first)])).map(({ status }) => status)
  expect(answers.sort()).toEqual([200, 401])
  expect((await call('GET', '')).body).toEqual({ enabled: true, recoveryCodesLeft: 9 })
  expect((await call('POST', '/recovery-codes', { password: 'not the password' })).status).toBe(422)
  const renewed = await call('POST', '/recovery-codes', { password: person.password })
  expect(renewed.status).toBe(201)
  expect((await signIn(person, second)).status).toBe(401)
  expect((await signIn(person, renewed.body.recoveryCodes[0].toUpperCase().replaceAll('-', ' '))).status).toBe(200)
})

test('after another SESSION_SECRET the app is told to be added anew, and a recovery code still works', async () => {
  const { person, secret, codes } = await withSecondStep()
  const other = await fixture.start({
    dispatch: false,
    listen: false,
    settings: (settings) => ({
      ...settings,
      api: { ...settings.api, sessionSecret: 'another secret of this service, long' },
    }),
  })
  const refused = await signIn(person, codeOf(secret), other)
  expect(refused).toMatchObject({ status: 401, body: { type: '/problems/unauthenticated' } })
  expect(refused.body.detail).toContain('give a recovery code')
  expect((await signIn(person, codes[0], other)).status).toBe(200)
})

test('it is removed with the password, not replaced without it, and no matter of tokens', async () => {
  const { person, call } = await withSecondStep()
  expect((await call('POST', '', { password: person.password })).status).toBe(409)
  const by = { as: person, body: { password: person.password } }
  expect((await api.request('POST', '/session/second-step/removal', by)).status).toBe(403)
  expect((await call('POST', '/removal', { password: 'not the password' })).status).toBe(422)
  expect((await call('POST', '/removal', { password: person.password })).status).toBe(204)
  expect((await call('POST', '/removal', { password: person.password })).status).toBe(404)
  expect((await signIn(person)).status).toBe(200)
})

test('a reset of the password does not remove it', async () => {
  const { person, secret } = await withSecondStep()
  await api.request('POST', '/password-resets', { body: { email: person.email } })
  const { rows } = await superuser.query('select id from one_use_link where email = $1', [person.email])
  const password = 'seven quiet harbours'
  const link = linkSecret(fixture.settings.api.sessionSecret, rows[0].id)
  expect((await api.request('POST', '/mail-links/password', { body: { secret: link, password } })).status).toBe(204)
  expect((await signIn({ ...person, password })).body.type).toBe('/problems/code-needed')
  expect((await signIn({ ...person, password }, codeOf(secret, 1))).status).toBe(200)
})

/** A sign-in from another address of this machine. */
const statusFrom = (localAddress: string, { email, password }: TestPerson, code: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const sending = request(`${api.url}/api/v1/session`, { method: 'POST', headers, localAddress }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
    })
    sending.on('error', reject).end(JSON.stringify({ email, password, code }))
  })

test('codes are not guessed: ten wrong ones in five minutes, from however many addresses', async () => {
  const { person } = await withSecondStep()
  const statuses: number[] = []
  for (let guess = 0; guess < 11; guess++)
    statuses.push(await statusFrom(`127.0.1.${guess + 1}`, person, `${100_000 + guess}`))
  expect(statuses).toEqual([...Array(10).fill(401), 429])
})

test('the database has neither the secret nor the codes', async () => {
  const { person, secret, codes } = await withSecondStep()
  const { rows } = await superuser.query(
    `select s::text || coalesce(string_agg(c::text, ''), '') as text, s.secret
     from second_step s join recovery_code c using (person_id) where person_id = $1 group by s.*, s.secret`,
    [person.personId],
  )
  const held = [rows[0].text, Buffer.from(rows[0].secret).toString('latin1')].join()
  for (const canary of [secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))])
    expect(held).not.toContain(canary)
  const kept = await superuser.query('select from idempotency_key k where strpos(k::text, $1) > 0', [secret])
  expect(kept.rowCount).toBe(0)
})
