import type { Settings } from '@throughline/platform'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFixture, type Fixture, type RequestOptions, type TestApi } from '../testing/fixture.ts'

/** What browsers and proxies are told and believed: CORS, CSRF, CSP, cookies, forwarded addresses, tokens in addresses. */
const partner = 'https://partner.example.org'
const outer = 'https://plan.example.com'
const log: string[] = []

let fixture: Fixture
let plain: TestApi
let secure: TestApi
beforeAll(async () => {
  fixture = await createFixture()
  plain = await start({ corsOrigins: [partner] }, log)
  secure = await start({ publicUrl: outer })
})
afterAll(() => fixture.close())

const start = (api: Partial<Settings['api']>, lines: string[] = []) =>
  fixture.start({
    ...{ dispatch: false, listen: false, log: lines },
    settings: (settings) => ({ ...settings, api: { ...settings.api, ...api } }),
  })

async function signIn(api: TestApi, headers: Record<string, string> = {}) {
  const { email, password } = fixture.organisation.admin
  return api.request('POST', '/session', { headers, body: { email, password } })
}

async function withCookie(
  api: TestApi,
): Promise<(method: string, path: string, options?: RequestOptions) => Promise<number>> {
  const cookie = (await signIn(api)).headers.get('set-cookie')?.split(';')[0] ?? ''
  return async (method, path, options = {}) =>
    (await api.request(method, path, { ...options, headers: { cookie, ...options.headers } })).status
}

describe('CORS', () => {
  const preflight = (origin: string) =>
    fetch(`${plain.url}/api/v1/projects`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'if-match' },
    })

  test('a listed origin may ask, with credentials, and read the headers that matter', async () => {
    const asked = await preflight(partner)
    expect(asked.headers.get('access-control-allow-origin')).toBe(partner)
    const { headers } = await plain.request('GET', '/session', { headers: { origin: partner } })
    expect(headers.get('access-control-allow-credentials')).toBe('true')
    expect(headers.get('access-control-expose-headers')).toMatch(/ETag.*Retry-After/)
  })

  test.each([
    'https://elsewhere.example',
    'https://partner.example.org.evil.example',
    'http://partner.example.org',
    'null',
  ])('%s may not', async (origin) => {
    const answers = [await preflight(origin), await plain.request('GET', '/session', { headers: { origin } })]
    for (const { headers } of answers)
      expect(headers.get('access-control-allow-origin') ?? '').not.toMatch(/\*|evil|elsewhere|^http:|null/)
  })
})

describe('a cookie', () => {
  test('changes something only from a page of ours', async () => {
    const request = await withCookie(plain)
    const body = { name: 'Forged' }
    const own = { origin: new URL(plain.url).origin }
    expect(await request('POST', '/projects', { body, headers: own })).toBe(201)
    expect(await request('POST', '/projects', { body, headers: { origin: partner } })).toBe(201)
    for (const headers of [
      {},
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ])
      expect(await request('POST', '/projects', { body, headers })).toBe(403)
    expect(await request('DELETE', '/session', { headers: { origin: 'https://evil.example' } })).toBe(403)
    expect(await request('GET', '/projects', { headers: { origin: 'https://evil.example' } })).toBe(200)
  })

  test('is not set by the page of somebody else, who would sign the visitor in as themselves', async () => {
    expect((await signIn(plain, { origin: 'https://evil.example' })).status).toBe(403)
  })

  test('a form of another page cannot send what is read here', async () => {
    const request = await withCookie(plain)
    const headers = { origin: new URL(plain.url).origin, 'content-type': 'text/plain' }
    expect(await request('POST', '/projects', { body: '{"name":"Forged"}', headers })).toBe(415)
  })

  test('is bound to this host and to https where the product is reached by it', async () => {
    const set = (await signIn(secure, { origin: outer })).headers.get('set-cookie') ?? ''
    expect(set).toMatch(/^__Host-throughline_session=/)
    expect(set.split('; ')).toEqual(expect.arrayContaining(['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax']))
    expect(set).not.toMatch(/domain=/i)
    const local = (await signIn(plain)).headers.get('set-cookie') ?? ''
    expect(local.split('; ')).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax']))
    expect(local).not.toContain('Secure')
  })

  test('of the plain name says nothing where the name is __Host-', async () => {
    const value = /=([^;]+)/.exec((await signIn(secure, { origin: outer })).headers.get('set-cookie') ?? '')?.[1] ?? ''
    const as = (name: string) => secure.request('GET', '/session', { headers: { cookie: `${name}=${value}` } })
    expect((await as('__Host-throughline_session')).status).toBe(200)
    expect((await as('throughline_session')).status).toBe(401)
  })
})

describe('headers', () => {
  test.each(['/api/docs', '/api/schema', '/api/v1/session', '/nothing', '/healthz'])(
    '%s lets nothing foreign in',
    async (path) => {
      const { headers } = await fetch(`${secure.url}${path}`, { headers: { accept: 'application/json' } })
      const policy = headers.get('content-security-policy') ?? ''
      for (const directive of [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
      ])
        expect(policy).toContain(directive)
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/)
      expect(headers.get('x-powered-by')).toBeNull()
    },
  )

  test('answers of operations are kept by nobody on the way, and plain http promises no https', async () => {
    const { headers } = await plain.request('GET', '/session')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('strict-transport-security')).toBeNull()
  })
})

describe('X-Forwarded-For', () => {
  const from = async (api: TestApi, address: string) =>
    (await api.request('GET', '/session', { headers: { 'x-forwarded-for': address } })).status

  test('of a trusted proxy says for whom a request counts', async () => {
    const api = await start({ rateLimitPerMinute: 1, trustedProxies: ['loopback'], sessionSecret: 'a'.repeat(32) })
    expect(await from(api, '203.0.113.1')).toBe(401)
    expect(await from(api, '203.0.113.1')).toBe(429)
    expect(await from(api, '203.0.113.2')).toBe(401)
    // What the caller wrote before the proxy's own entry is the caller's word.
    expect(await from(api, '198.51.100.9, 203.0.113.1')).toBe(429)
  })

  test('of anybody else says nothing', async () => {
    const api = await start({ rateLimitPerMinute: 1, trustedProxies: ['10.0.0.0/8'], sessionSecret: 'b'.repeat(32) })
    expect(await from(api, '203.0.113.1')).toBe(401)
    expect(await from(api, '203.0.113.2')).toBe(429)
  })

  test('and a forwarded host makes no origin trusted', async () => {
    const request = await withCookie(plain)
    const headers = { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
    expect(await request('POST', '/projects', { body: { name: 'Forged' }, headers })).toBe(403)
  })
})

test('a token in the address is refused, and stands in no log', async () => {
  const { admin } = fixture.organisation
  for (const name of ['token', 'access_token']) {
    const answer = await plain.request('GET', `/projects?${name}=${admin.token}`)
    expect([answer.status, answer.body.type]).toEqual([401, '/problems/unauthenticated'])
    const both = await plain.request('GET', `/projects?${name}=${admin.token}`, { as: admin })
    expect(both.status).toBe(401)
    expect(JSON.stringify(both.body)).not.toContain(admin.token)
  }
  expect(log.join('\n')).toContain('"status":401')
  for (const secret of [admin.token, admin.password, admin.email]) expect(log.join('\n')).not.toContain(secret)
})
