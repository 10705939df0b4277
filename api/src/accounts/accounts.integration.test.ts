import { randomUUID } from 'node:crypto'
import type { Settings } from '@throughline/platform'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'

let fixture: Fixture
let api: TestApi
const log: string[] = []
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false, log })
})
afterAll(() => fixture.close())

async function signIn(password?: string) {
  const { email, password: right } = fixture.organisation.admin
  return api.request('POST', '/session', { body: { email, password: password ?? right } })
}

const cookieOf = (headers: Headers) => headers.get('set-cookie')?.split(';')[0] ?? ''

test('without credentials there is nothing but a problem', async () => {
  const { status, headers, body } = await api.request('GET', '/projects')
  expect(status).toBe(401)
  expect(headers.get('content-type')).toContain('application/problem+json')
  expect(headers.get('www-authenticate')).toBe('Bearer')
  expect(body).toMatchObject({ type: '/problems/unauthenticated', status: 401, instance: '/api/v1/projects' })
})

test('a sign-in sets a cookie that lasts until the sign-out', async () => {
  const signedIn = await signIn()
  expect(signedIn.status).toBe(200)
  expect(signedIn.headers.get('set-cookie')).toMatch(
    /^throughline_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; /,
  )
  expect(signedIn.body.organisation).toMatchObject({ id: fixture.organisation.id, role: 'admin' })
  const headers = { cookie: cookieOf(signedIn.headers), origin: api.url }
  expect((await api.request('GET', '/session', { headers })).body).toEqual(signedIn.body)
  expect((await api.request('DELETE', '/session', { headers })).status).toBe(204)
  expect((await api.request('GET', '/session', { headers })).status).toBe(401)
})

test('an unknown address and a wrong password are told alike', async () => {
  const wrong = await signIn('not the password')
  const unknown = await api.request('POST', '/session', {
    body: { email: `${randomUUID()}@example.com`, password: 'not the password' },
  })
  expect(wrong.status).toBe(401)
  expect(unknown.status).toBe(401)
  expect(unknown.body).toEqual(wrong.body)
})

test('the eleventh wrong password in a row has to wait', async () => {
  const { email } = await fixture.organisation.addPerson()
  const attempts = Array.from({ length: 11 }, () =>
    api.request('POST', '/session', { body: { email, password: 'not the password' } }),
  )
  const answers = await Promise.all(attempts)
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(1)
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
})

test.each([
  ['of another page', { origin: 'http://elsewhere.example' }],
  ['of an opaque page', { origin: 'null' }],
  ['of nowhere', {}],
  ['of another site', { 'sec-fetch-site': 'cross-site' }],
])('a change by cookie from a request %s is refused', async (_, headers) => {
  const cookie = cookieOf((await signIn()).headers)
  const answer = await api.request('POST', '/projects', {
    headers: { cookie, ...headers } as Record<string, string>,
    body: { name: 'Mine' },
  })
  expect(answer.status).toBe(403)
  expect((await api.request('GET', '/projects', { headers: { cookie } })).status).toBe(200)
})

test('behind https the cookie is bound to the host', async () => {
  const secure = await fixture.start({
    dispatch: false,
    listen: false,
    settings: (settings) => ({ ...settings, api: { ...settings.api, publicUrl: 'https://plan.example.com' } }),
  })
  const { email, password } = fixture.organisation.admin
  const { headers } = await secure.request('POST', '/session', { body: { email, password } })
  expect(headers.get('set-cookie')).toMatch(/^__Host-throughline_session=.*; Secure; /)
  expect(headers.get('strict-transport-security')).toContain('max-age')
})

test('a token works until it is revoked, and its secret is told once', async () => {
  const as = fixture.organisation.admin
  const headers = { 'Idempotency-Key': randomUUID() }
  const made = await api.request('POST', '/tokens', { as, headers, body: { name: 'robot', expiresInDays: 1 } })
  expect(made.body.secret).toMatch(/^tl_[0-9a-f]{32}_[\w-]{43}$/)
  const again = await api.request('POST', '/tokens', { as, headers, body: { name: 'robot', expiresInDays: 1 } })
  expect(again.status).toBe(409)
  expect(JSON.stringify(again.body)).not.toContain(made.body.secret)
  const robot = { ...as, token: made.body.secret as string }
  expect((await api.request('GET', '/session', { as: robot })).status).toBe(200)
  const listed = await api.request('GET', '/tokens', { as })
  expect(listed.body.items.map(({ name }: { name: string }) => name)).toContain('robot')
  expect(JSON.stringify(listed.body)).not.toContain('secret')
  expect((await api.request('DELETE', `/tokens/${made.body.id}`, { as })).status).toBe(204)
  expect((await api.request('GET', '/session', { as: robot })).status).toBe(401)
})

test.each(['tl_x', 'tl_00000000000070008000000000000000_0123456789012345678901234567890123456789012', 'Basic'])(
  'the bearer %s is nobody',
  async (token) => {
    expect((await api.request('GET', '/session', { headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
  },
)

test('a token in the address is no token', async () => {
  expect((await api.request('GET', `/projects?token=${fixture.organisation.admin.token}`)).status).toBe(401)
})

test('only an admin adds people, each address once', async () => {
  const member = await fixture.organisation.addPerson('member')
  const body = { name: 'Ada', email: `${randomUUID()}@example.com`, password: 'long enough' }
  expect((await api.request('POST', '/people', { as: member, body })).status).toBe(403)
  const added = await api.request('POST', '/people', { as: fixture.organisation.admin, body })
  expect(added.status).toBe(201)
  expect(added.body).toMatchObject({ name: 'Ada', role: 'member' })
  expect((await api.request('POST', '/people', { as: fixture.organisation.admin, body })).status).toBe(409)
  const signedIn = await api.request('POST', '/session', { body: { email: body.email, password: body.password } })
  expect(signedIn.status).toBe(200)
})

test('a person of two organisations works in one at a time, and a token stays in its own', async () => {
  const other = await createFixture()
  const { email, password, token } = fixture.organisation.admin
  const joined = await api.request('POST', '/people', {
    as: other.organisation.admin,
    body: { name: 'Somebody Else', email, password: 'another password' },
  })
  expect(joined.body.name).toBe(fixture.organisation.admin.name)
  const signedIn = await api.request('POST', '/session', { body: { email, password } })
  expect(signedIn.body.organisation.id).toBe(fixture.organisation.id)
  const headers = { cookie: cookieOf(signedIn.headers), origin: api.url }
  const { body: project } = await api.request('POST', '/projects', { headers, body: { name: 'Here' } })
  const body = { organisationId: other.organisation.id }
  const switched = await api.request('PUT', '/session/organisation', { headers, body })
  expect(switched.body.organisation).toMatchObject({ id: other.organisation.id, role: 'member' })
  expect((await api.request('GET', '/session', { headers })).body).toEqual(switched.body)
  expect((await api.request('GET', `/projects/${project.id}`, { headers })).status).toBe(404)
  const stranger = { organisationId: randomUUID() }
  expect((await api.request('PUT', '/session/organisation', { headers, body: stranger })).status).toBe(404)
  const bearer = { authorization: `Bearer ${token}` }
  expect((await api.request('PUT', '/session/organisation', { headers: bearer, body })).status).toBe(403)
  await other.close()
})

test('pages of a listed origin may call with credentials, others may not read', async () => {
  const origin = 'https://partner.example.org'
  const open = await fixture.start({
    dispatch: false,
    listen: false,
    settings: (settings) => ({ ...settings, api: { ...settings.api, corsOrigins: [origin] } }),
  })
  const listed = await open.request('GET', '/session', { headers: { origin } })
  expect(listed.headers.get('access-control-allow-origin')).toBe(origin)
  expect(listed.headers.get('access-control-allow-credentials')).toBe('true')
  const foreign = await open.request('GET', '/session', { headers: { origin: 'https://elsewhere.example' } })
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
})

const few = {
  dispatch: false,
  listen: false,
  settings: (settings: Settings) => ({ ...settings, api: { ...settings.api, rateLimitPerMinute: 3 } }),
}

test('too many requests are refused with the time to wait, whichever api process they come to', async () => {
  const processes = [await fixture.start(few), await fixture.start(few)]
  const as = await fixture.organisation.addPerson()
  const statuses = []
  for (let index = 0; index < 4; index++)
    statuses.push((await processes[index % 2]?.request('GET', '/session', { as }))?.status)
  expect(statuses).toEqual([200, 200, 200, 429])
  for (const each of processes) {
    const refused = await each.request('GET', '/session', { as })
    expect(refused.body.type).toBe('/problems/too-many-requests')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
  }
})

test('of many requests at once to two api processes as many are answered as the limit says', async () => {
  const processes = [await fixture.start(few), await fixture.start(few)]
  const as = await fixture.organisation.addPerson()
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => processes[index % 2]?.request('GET', '/session', { as })),
  )
  expect(answers.filter((answer) => answer?.status === 200)).toHaveLength(3)
  expect(answers.filter((answer) => answer?.status === 429)).toHaveLength(17)
})

test('an answer says how much is left', async () => {
  const one = await fixture.start(few)
  const as = await fixture.organisation.addPerson()
  const { headers } = await one.request('GET', '/session', { as })
  expect(headers.get('ratelimit-policy')).toBe('"token";q=3;w=60')
  expect(headers.get('ratelimit')).toMatch(/^"token";r=2;t=(60|59)$/)
})

test('guessing a password ends after ten tries, also over several api processes', async () => {
  const processes = [await fixture.start({ dispatch: false }), await fixture.start({ dispatch: false })]
  const { email } = await fixture.organisation.addPerson()
  const statuses = []
  for (let index = 0; index < 12; index++) {
    const body = { email, password: `wrong password ${index}` }
    statuses.push((await processes[index % 2]?.request('POST', '/session', { body }))?.status)
  }
  expect(statuses).toEqual([...Array(10).fill(401), 429, 429])
})

test('the log holds ids and no secrets', async () => {
  const { admin } = fixture.organisation
  const signedIn = await signIn()
  await api.request('GET', '/people?note=canary', { as: admin })
  const text = log.join('\n')
  expect(text).toContain('"operation":"listPeople"')
  expect(text).toContain(fixture.organisation.id)
  for (const secret of [admin.token, admin.email, admin.name, admin.password, cookieOf(signedIn.headers), 'canary'])
    expect(text).not.toContain(secret)
})
