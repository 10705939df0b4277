import { randomUUID } from 'node:crypto'
import { linkSecret } from '@throughline/platform'
import type { TestPerson } from '@throughline/tests'
import { HttpBrowser, type OpenIdIssuer, startOpenIdIssuer } from '@throughline/tests/sign-in'
import { generateSync } from 'otplib/functional'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFixture } from '../testing/fixture.ts'
import { createProviderScene, type ProviderScene, returnAddress, securityLines } from '../testing/provider-scene.ts'

let issuer: OpenIdIssuer
let scene: ProviderScene
beforeAll(async () => {
  issuer = await startOpenIdIssuer([returnAddress('corp'), returnAddress('trusted'), returnAddress('gone')])
  const gone = { ...issuer.setting('gone'), issuer: 'http://127.0.0.1:1' }
  const providers = [issuer.setting('corp'), issuer.setting('trusted', { trustsEmail: true }), gone]
  scene = await createProviderScene({ OIDC_PROVIDERS: JSON.stringify(providers) })
})
afterAll(async () => {
  await scene?.fixture.close()
  await issuer?.close()
})

const signInPage = (query: string) => `${scene.api.url}/sign-in?${query}`
const newLogin = () => `login-${randomUUID()}`

/** Links a login of the issuer with a person. */
async function linked(person: TestPerson, login = newLogin()): Promise<string> {
  const browser = await scene.signedIn(person)
  const back = await issuer.signIn(browser, await scene.link(browser, 'corp', person), login)
  expect((await scene.comeBack(browser, back)).location).toBe(`${scene.api.url}/account`)
  return login
}

async function through(provider: string, login: string, body: object = {}, browser = new HttpBrowser()) {
  const back = await issuer.signIn(browser, await scene.begin(browser, provider, body), login)
  return { browser, back, answer: await scene.comeBack(browser, back) }
}

const ways = async (browser: HttpBrowser) =>
  JSON.parse((await browser.visit(`${scene.api.url}/api/v1/session/ways`)).text)

const newest = async (personId: string, more: string) =>
  (
    await scene.api.request('GET', `/audit?limit=1&personId=${personId}${more}`, {
      as: scene.fixture.organisation.admin,
    })
  ).body.items[0]

test('those of the settings are told of to anybody, without their secrets', async () => {
  const { body } = await scene.api.request('GET', '/sign-in-providers')
  expect(body.items).toEqual(['corp', 'trusted', 'gone'].map((id) => ({ id, label: `Issuer ${id}`, kind: 'oidc' })))
  expect((await scene.api.request('POST', '/sign-in-providers/none/sign-in', { body: {} })).status).toBe(404)
})

test('who linked an account signs in with it, and comes to where they wanted to go', async () => {
  const person = await scene.fixture.organisation.addPerson()
  const login = await linked(person)
  const { browser, answer, back } = await through('corp', login, { next: '/projects/one?task=two' })
  expect([answer.status, answer.location]).toEqual([303, `${scene.api.url}/projects/one?task=two`])
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await scene.nameIn(browser)).toBe(person.name)
  expect(browser.cookie(scene.api.url, 'throughline_sign_in')).toBeUndefined()
  expect(await newest(person.personId, '&entity=session&change=created')).toMatchObject({ act: 'finishSignIn' })
  const code = new URL(back).searchParams.get('code') ?? ''
  expect(code).not.toBe('')
  const log = scene.log.join('\n')
  for (const secret of [code, browser.cookie(scene.api.url, 'throughline_session') ?? '', login, person.email])
    expect(log).not.toContain(secret)
})

test('what the browser keeps is for it alone, short, and sealed', async () => {
  const browser = new HttpBrowser()
  const begun = await scene.post(browser, '/sign-in-providers/corp/sign-in', {})
  const header = begun.headers.get('set-cookie') ?? ''
  expect(header).toMatch(/^throughline_sign_in=v1\.[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Expires=/)
  const until = Date.parse(/Expires=(.*)$/.exec(header)?.[1] ?? '')
  expect(until - Date.now()).toBeLessThanOrEqual(600_000)
  const asked = new URL(JSON.parse(begun.text).address).searchParams
  expect(Object.fromEntries(asked)).toMatchObject({
    ...{ response_type: 'code', scope: 'openid email profile', code_challenge_method: 'S256' },
    redirect_uri: returnAddress('corp'),
  })
  for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length).toBeGreaterThanOrEqual(43)
  expect(header).not.toContain(asked.get('state'))
})

test.each([
  '//evil.example',
  'https://evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  '/a\nb',
  '/a\r\nSet-Cookie: a=b',
  '/a\u0000',
])('nobody is led on to %j', async (next) => {
  const { status, text } = await scene.post(new HttpBrowser(), '/sign-in-providers/corp/sign-in', { next })
  expect([status, JSON.parse(text).issues[0].path]).toEqual([400, 'body.next'])
})

describe('nobody is signed in', () => {
  let login: string
  beforeAll(async () => {
    login = await linked(await scene.fixture.organisation.addPerson())
  })

  async function expectRefused(browser: HttpBrowser, address: string, problem: string) {
    const answer = await scene.comeBack(browser, address)
    expect([answer.status, answer.location]).toEqual([303, signInPage(`problem=${problem}`)])
    expect(answer.headers.getSetCookie().some((cookie) => cookie.startsWith('throughline_session='))).toBe(false)
    expect(await scene.nameIn(browser)).toBeNull()
    expect(securityLines(scene.log, 'sign-in-refused').at(-1)).toMatchObject({ provider: 'corp', problem })
  }

  test('by another state', async () => {
    const browser = new HttpBrowser()
    const back = new URL(await issuer.signIn(browser, await scene.begin(browser, 'corp'), login))
    back.searchParams.set('state', 'of somebody else')
    await expectRefused(browser, back.href, 'refused')
  })

  test('by an answer for the second time, also where the browser kept its cookie', async () => {
    const browser = new HttpBrowser()
    const back = await issuer.signIn(browser, await scene.begin(browser, 'corp'), login)
    const cookie = browser.cookie(back.replace('plan.example.test', new URL(scene.api.url).host), 'throughline_sign_in')
    expect((await scene.comeBack(browser, back)).location).toBe(`${scene.api.url}/`)
    browser.deleteCookie(scene.api.url, 'throughline_session')
    await expectRefused(browser, back, 'expired')
    browser.setCookie(scene.api.url, 'throughline_sign_in', cookie ?? '')
    await expectRefused(browser, back, 'expired')
    expect(securityLines(scene.log, 'sign-in-refused').at(-1)).toMatchObject({ reason: 'used already' })
  })

  test('of two who come back with the same at once', async () => {
    const browser = new HttpBrowser()
    const back = await issuer.signIn(browser, await scene.begin(browser, 'corp'), login)
    const places = (await Promise.all([scene.comeBack(browser, back), scene.comeBack(browser, back)])).map(
      ({ location }) => location,
    )
    expect(places.sort()).toEqual([`${scene.api.url}/`, signInPage('problem=expired')].sort())
  })

  test('without the cookie, with that of another browser, with one that was changed', async () => {
    const [browser, other] = [new HttpBrowser(), new HttpBrowser()]
    const back = await issuer.signIn(browser, await scene.begin(browser, 'corp'), login)
    await expectRefused(new HttpBrowser(), back, 'expired')
    await scene.begin(other, 'corp')
    await expectRefused(other, back, 'refused')
    const cookie = browser.cookie(scene.api.url, 'throughline_sign_in') ?? ''
    browser.setCookie(scene.api.url, 'throughline_sign_in', `${cookie.slice(0, -2)}AA`)
    await expectRefused(browser, back, 'expired')
  })

  test('at the address of another provider', async () => {
    const browser = new HttpBrowser()
    const back = await issuer.signIn(browser, await scene.begin(browser, 'trusted'), login)
    await expectRefused(browser, back.replace('/trusted/', '/corp/'), 'expired')
  })

  test('who did not want to', async () => {
    const browser = new HttpBrowser()
    await expectRefused(browser, await issuer.cancel(browser, await scene.begin(browser, 'corp')), 'cancelled')
  })

  test('whose provider answers with an error of its own', async () => {
    const browser = new HttpBrowser()
    const state = new URL(await scene.begin(browser, 'corp')).searchParams.get('state')
    const query = `error=server_error&error_description=${'x'.repeat(400)}&state=${state}&iss=${issuer.url}`
    await expectRefused(browser, `${returnAddress('corp')}?${query}`, 'refused')
    expect(securityLines(scene.log, 'sign-in-refused').at(-1)).toMatchObject({ reason: 'server_error' })
  })

  test('whose code the provider does not know', async () => {
    const browser = new HttpBrowser()
    const state = new URL(await scene.begin(browser, 'corp')).searchParams.get('state')
    await expectRefused(browser, `${returnAddress('corp')}?code=none&state=${state}&iss=${issuer.url}`, 'refused')
  })

  test('who is unknown here, whether or not somebody has the address', async () => {
    const person = await scene.fixture.organisation.addPerson()
    const [known, unknown] = [newLogin(), newLogin()]
    issuer.accounts.set(known, { email: person.email, email_verified: true })
    issuer.accounts.set(unknown, { email: 'nobody.at.all@example.com', email_verified: true })
    for (const each of [known, unknown]) {
      const { browser, answer } = await through('corp', each)
      expect(answer.location).toBe(signInPage('problem=unknown'))
      expect(await scene.nameIn(browser)).toBeNull()
    }
    expect((await ways(await scene.signedIn(person))).identities).toEqual([])
  })

  test('who was put off, of which the trail tells', async () => {
    const person = await scene.fixture.organisation.addPerson()
    const own = await linked(person)
    const owner = await scene.fixture.organisation.addPerson('owner')
    const path = `/people/${person.personId}`
    expect((await scene.api.request('PATCH', path, { as: owner, body: { isDisabled: true } })).status).toBe(200)
    const { browser, answer } = await through('corp', own)
    expect(answer.location).toBe(signInPage('problem=unknown'))
    expect(await scene.nameIn(browser)).toBeNull()
    expect(await newest(person.personId, '&change=refused')).toMatchObject({ act: 'finishSignIn', entity: 'session' })
  })

  test('through a provider at an address that is not public, unless the operator allows the host', async () => {
    const strict = await createProviderScene({ OIDC_PROVIDERS: JSON.stringify([issuer.setting('corp')]) }, [])
    const { status, text } = await strict.post(new HttpBrowser(), '/sign-in-providers/corp/sign-in', {})
    await strict.fixture.close()
    expect([status, JSON.parse(text).detail]).toEqual([503, expect.stringContaining('port-not-allowed')])
  })

  test('while the provider is away', async () => {
    const { status, headers } = await scene.post(new HttpBrowser(), '/sign-in-providers/gone/sign-in', {})
    expect([status, headers.get('retry-after')]).toEqual([503, '10'])
  })
})

describe('an account of a provider', () => {
  test('is linked with the password, and unlinked with it', async () => {
    const person = await scene.fixture.organisation.addPerson()
    const login = newLogin()
    issuer.accounts.set(login, { email: 'me@elsewhere.example', email_verified: true })
    const browser = await scene.signedIn(person)
    const wrong = await scene.post(browser, '/session/identities', { provider: 'corp', password: 'not the password' })
    expect(JSON.parse(wrong.text).issues[0].path).toBe('body.password')
    await linked(person, login)
    const { hasPassword, identities } = await ways(browser)
    expect([hasPassword, identities]).toMatchObject([
      true,
      [
        {
          label: 'me@elsewhere.example',
          provider: { id: 'corp', label: 'Issuer corp', kind: 'oidc' },
          lastUsedAt: null,
        },
      ],
    ])
    expect(await newest(person.personId, '&entity=identity')).toMatchObject({
      ...{ act: 'finishSignIn', change: 'created', entityId: person.personId, credential: { kind: 'session' } },
    })
    await through('corp', login)
    expect((await ways(browser)).identities[0].lastUsedAt).not.toBeNull()

    const removal = `/session/identities/${identities[0].id}/removal`
    expect((await scene.post(browser, removal, { password: 'not the password' })).status).toBe(422)
    const stranger = await scene.fixture.organisation.addPerson()
    const theirs = await scene.post(await scene.signedIn(stranger), removal, { password: stranger.password })
    expect(theirs.status).toBe(404)
    expect((await scene.post(browser, removal, { password: person.password })).status).toBe(204)
    expect(await newest(person.personId, '&entity=identity')).toMatchObject({
      change: 'deleted',
      act: 'unlinkIdentity',
    })
    expect((await through('corp', login)).answer.location).toBe(signInPage('problem=unknown'))
  })

  test('is of one person', async () => {
    const login = await linked(await scene.fixture.organisation.addPerson())
    const other = await scene.fixture.organisation.addPerson()
    const browser = await scene.signedIn(other)
    const back = await issuer.signIn(browser, await scene.link(browser, 'corp', other), login)
    expect((await scene.comeBack(browser, back)).location).toBe(`${scene.api.url}/account?problem=taken`)
    expect((await ways(browser)).identities).toEqual([])
  })

  test('is linked only in the session that gave the password', async () => {
    const person = await scene.fixture.organisation.addPerson()
    const other = await scene.fixture.organisation.addPerson()
    const [browser, login] = [await scene.signedIn(person), newLogin()]
    const back = await issuer.signIn(browser, await scene.link(browser, 'corp', person), login)
    const session = (await scene.signedIn(other)).cookie(scene.api.url, 'throughline_session') ?? ''
    browser.setCookie(scene.api.url, 'throughline_session', session)
    expect((await scene.comeBack(browser, back)).location).toBe(`${scene.api.url}/account?problem=expired`)
    for (const each of [person, other]) expect((await ways(await scene.signedIn(each))).identities).toEqual([])
  })

  test('cannot be linked by a token', async () => {
    const { admin } = scene.fixture.organisation
    const body = { provider: 'corp', password: admin.password }
    expect((await scene.api.request('POST', '/session/identities', { as: admin, body })).status).toBe(403)
  })
})

describe('who is invited', () => {
  const secretOf = (linkId: string) => linkSecret(scene.fixture.settings.api.sessionSecret, linkId)
  const invite = async (email: string) => {
    const as = scene.fixture.organisation.admin
    const { body } = await scene.api.request('POST', '/invitations', { as, body: { email } })
    return secretOf(body.id)
  }

  test('joins through a provider, whatever address it knows, and needs no password', async () => {
    const [login, email] = [newLogin(), `${randomUUID()}@example.com`]
    issuer.accounts.set(login, { name: 'Ida', email: 'ida@elsewhere.example', email_verified: false })
    const invitation = await invite(email)
    const { browser, answer } = await through('corp', login, { invitation })
    expect(answer.location).toBe(`${scene.api.url}/`)
    const session = JSON.parse((await browser.visit(`${scene.api.url}/api/v1/session`)).text)
    expect(session).toMatchObject({
      person: { name: 'Ida', email },
      organisation: { id: scene.fixture.organisation.id },
    })
    const { hasPassword, identities } = await ways(browser)
    expect([hasPassword, identities.length]).toEqual([false, 1])
    // The only way to sign in stays: to unlink takes a password.
    const removal = `/session/identities/${identities[0].id}/removal`
    expect((await scene.post(browser, removal, { password: 'any' })).status).toBe(422)
    expect(await scene.nameIn((await through('corp', login)).browser)).toBe('Ida')
    const { status } = await scene.post(new HttpBrowser(), '/sign-in-providers/corp/sign-in', { invitation })
    expect(status).toBe(404)
  })

  test('and has an account elsewhere joins with that', async () => {
    const elsewhere = await createFixture()
    const { email } = await elsewhere.organisation.addPerson()
    await elsewhere.close()
    const invitation = await invite(email)
    const begun = await scene.post(new HttpBrowser(), '/sign-in-providers/corp/sign-in', { invitation })
    expect([begun.status, begun.headers.get('set-cookie')]).toEqual([409, null])
  })

  test('does not join with an account that is somebody else’s, and may try again', async () => {
    const login = await linked(await scene.fixture.organisation.addPerson())
    const invitation = await invite(`${randomUUID()}@example.com`)
    expect((await through('corp', login, { invitation })).answer.location).toBe(signInPage('problem=taken'))
    expect((await through('corp', newLogin(), { invitation })).answer.location).toBe(`${scene.api.url}/`)
  })

  test('once, of two who come with the same link', async () => {
    const invitation = await invite(`${randomUUID()}@example.com`)
    const begun = await Promise.all(
      [newLogin(), newLogin()].map(async (login) => {
        const browser = new HttpBrowser()
        return {
          browser,
          back: await issuer.signIn(browser, await scene.begin(browser, 'corp', { invitation }), login),
        }
      }),
    )
    const places = await Promise.all(
      begun.map(async ({ browser, back }) => (await scene.comeBack(browser, back)).location),
    )
    expect(places.sort()).toEqual([`${scene.api.url}/`, signInPage('problem=expired')].sort())
  })
})

describe('where the operator trusts a provider for addresses', () => {
  test('who has a verified one gets its account, and nobody else keeps a way into it', async () => {
    const person = await scene.fixture.organisation.addPerson()
    const before = await linked(person)
    const elsewhere = await scene.signedIn(person)
    const login = newLogin()
    issuer.accounts.set(login, { email: person.email.toUpperCase(), email_verified: true })
    const { browser } = await through('trusted', login)
    expect(await scene.nameIn(browser)).toBe(person.name)
    expect(await scene.nameIn(elsewhere)).toBeNull()
    const { email, password } = person
    expect((await scene.post(new HttpBrowser(), '/session', { email, password })).status).toBe(401)
    expect((await through('corp', before)).answer.location).toBe(signInPage('problem=unknown'))
    expect(await ways(browser)).toMatchObject({ hasPassword: false, identities: [{ provider: { id: 'trusted' } }] })
    // From now on it is linked, whatever address there is.
    issuer.accounts.set(login, {})
    expect(await scene.nameIn((await through('trusted', login)).browser)).toBe(person.name)
  })

  test.each([{ email_verified: false }, { email_verified: 'true' }, {}])(
    'an address that it has not verified (%o) is none',
    async (verified) => {
      const person = await scene.fixture.organisation.addPerson()
      const login = newLogin()
      issuer.accounts.set(login, { email: person.email, ...verified })
      expect((await through('trusted', login)).answer.location).toBe(signInPage('problem=unknown'))
      expect(await scene.nameIn(await scene.signedIn(person))).toBe(person.name)
    },
  )
})

describe('a second step', () => {
  async function withSecondStep() {
    const person = await scene.fixture.organisation.addPerson()
    const browser = await scene.signedIn(person)
    const begun = await scene.post(browser, '/session/second-step', { password: person.password })
    const { secret } = JSON.parse(begun.text)
    const codeOf = (periods: number) => generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * periods })
    const confirmed = await browser.visit(`${scene.api.url}/api/v1/session/second-step`, {
      ...{ method: 'PUT', json: { code: codeOf(-1) } },
    })
    expect(confirmed.status).toBe(200)
    return { person, codeOf }
  }

  test('is asked for after a provider as after a password', async () => {
    const { person, codeOf } = await withSecondStep()
    const login = await linkedWithCode(person, codeOf)
    const { browser, answer } = await through('corp', login, { next: '/imports' })
    expect(answer.location).toBe(signInPage('code=needed&next=%2Fimports'))
    expect(await scene.nameIn(browser)).toBeNull()
    const wrong = await scene.post(browser, '/session/code', { code: codeOf(40) })
    expect([wrong.status, JSON.parse(wrong.text).type]).toEqual([401, '/problems/unauthenticated'])
    // The code alone, in a browser that came from nowhere, is nothing.
    expect((await scene.post(new HttpBrowser(), '/session/code', { code: codeOf(1) })).status).toBe(401)
    const right = await scene.post(browser, '/session/code', { code: codeOf(1) })
    expect([right.status, JSON.parse(right.text).person.name]).toEqual([200, person.name])
    expect(await scene.nameIn(browser)).toBe(person.name)
    expect(browser.cookie(scene.api.url, 'throughline_sign_in')).toBeUndefined()
  })

  /** As `linked`, for somebody whose password alone does not do. */
  async function linkedWithCode(person: TestPerson, codeOf: (periods: number) => string): Promise<string> {
    const { email, password } = person
    const [browser, login] = [new HttpBrowser(), newLogin()]
    expect((await scene.post(browser, '/session', { email, password, code: codeOf(0) })).status).toBe(200)
    const back = await issuer.signIn(browser, await scene.link(browser, 'corp', person), login)
    expect((await scene.comeBack(browser, back)).location).toBe(`${scene.api.url}/account`)
    return login
  }

  test('comes before an account is handed over by its address', async () => {
    const { person, codeOf } = await withSecondStep()
    const login = newLogin()
    issuer.accounts.set(login, { email: person.email, email_verified: true })
    const { browser, answer } = await through('trusted', login)
    expect(answer.location).toBe(signInPage('code=needed'))
    const { email, password } = person
    const byPassword = await scene.post(new HttpBrowser(), '/session', { email, password })
    expect(JSON.parse(byPassword.text).type).toBe('/problems/code-needed')
    expect((await scene.post(browser, '/session/code', { code: codeOf(1) })).status).toBe(200)
    expect((await ways(browser)).hasPassword).toBe(false)
  })
})
