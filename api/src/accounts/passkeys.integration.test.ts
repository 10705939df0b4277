import { generateKeyPairSync } from 'node:crypto'
import type { TestPerson } from '@throughline/tests'
import { Authenticator, HttpBrowser, type Misbehaviour } from '@throughline/tests/sign-in'
import { generateSync } from 'otplib/functional'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createProviderScene, type ProviderScene, publicUrl } from '../testing/provider-scene.ts'

let scene: ProviderScene
beforeAll(async () => {
  scene = await createProviderScene({})
})
afterAll(() => scene?.fixture.close())

const json = ({ text }: { text: string }) => JSON.parse(text)
const ways = async (browser: HttpBrowser) => json(await browser.visit(`${scene.api.url}/api/v1/session/ways`))

/** Adds one in the browser, and answers how that went. */
async function add(browser: HttpBrowser, person: TestPerson, authenticator: Authenticator, wrong: Misbehaviour = {}) {
  const options = await scene.post(browser, '/session/new-passkey', { password: person.password })
  expect(options.status).toBe(200)
  const credential = authenticator.register(json(options), wrong)
  return scene.post(browser, '/session/passkeys', { name: 'Phone', credential })
}

async function withPasskey() {
  const person = await scene.fixture.organisation.addPerson()
  const authenticator = new Authenticator(publicUrl)
  const browser = await scene.signedIn(person)
  const added = await add(browser, person, authenticator)
  expect(added.status).toBe(201)
  return { person, authenticator, browser, id: json(added).id as string }
}

const begin = async (browser: HttpBrowser) => json(await scene.post(browser, '/session/passkey/options', {}))

async function signIn(authenticator: Authenticator, wrong: Misbehaviour = {}, browser = new HttpBrowser()) {
  const credential = authenticator.authenticate(await begin(browser), wrong)
  return { browser, credential, answer: await scene.post(browser, '/session/passkey', { credential }) }
}

const newest = async (personId: string, more: string) =>
  (
    await scene.api.request('GET', `/audit?limit=1&personId=${personId}${more}`, {
      as: scene.fixture.organisation.admin,
    })
  ).body.items[0]

test('is added with the password, signs in without one, is renamed and removed', async () => {
  const { person, authenticator, browser: own, id } = await withPasskey()
  expect(await newest(person.personId, '&entity=passkey')).toMatchObject({ act: 'addPasskey', change: 'created' })
  const { browser, answer } = await signIn(authenticator)
  expect([answer.status, json(answer).person.name]).toEqual([200, person.name])
  expect(await scene.nameIn(browser)).toBe(person.name)
  expect(browser.cookie(scene.api.url, 'throughline_sign_in')).toBeUndefined()
  expect(await newest(person.personId, '&entity=session&change=created')).toMatchObject({ act: 'signInWithPasskey' })
  const { passkeys } = await ways(own)
  expect(passkeys).toEqual([
    { id, name: 'Phone', createdAt: expect.any(String), lastUsedAt: expect.stringMatching(/^\d{4}-/) },
  ])

  const at = `${scene.api.url}/api/v1/session/passkeys/${id}`
  expect((await own.visit(at, { method: 'PATCH', json: { name: 'My phone' } })).status).toBe(204)
  expect((await ways(own)).passkeys[0].name).toBe('My phone')
  const stranger = await scene.signedIn(await scene.fixture.organisation.addPerson())
  expect((await stranger.visit(at, { method: 'PATCH', json: { name: 'Mine' } })).status).toBe(404)
  const remove = (by: HttpBrowser, password: string) => scene.post(by, `/session/passkeys/${id}/removal`, { password })
  expect((await remove(stranger, person.password)).status).toBe(404)
  expect((await remove(own, 'not the password')).status).toBe(422)
  expect((await remove(own, person.password)).status).toBe(204)
  expect((await signIn(authenticator)).answer.status).toBe(401)
})

test('is asked for as what only its owner can use, by this product', async () => {
  const options = await begin(new HttpBrowser())
  expect(options).toMatchObject({ rpId: new URL(publicUrl).hostname, userVerification: 'required' })
  expect(options.allowCredentials ?? []).toEqual([])
  const { person, browser, authenticator } = await withPasskey()
  const more = json(await scene.post(browser, '/session/new-passkey', { password: person.password }))
  expect(more).toMatchObject({
    ...{ rp: { id: new URL(publicUrl).hostname }, attestation: 'none' },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: [{ id: authenticator.credentialId.toString('base64url') }],
  })
  expect((await scene.post(browser, '/session/new-passkey', { password: 'not the password' })).status).toBe(422)
})

const misbehaviours: [string, Misbehaviour][] = [
  ['for a page of others', { origin: 'https://evil.example' }],
  ['for another product', { rpId: 'evil.example' }],
  ['for another challenge', { challenge: 'A'.repeat(43) }],
  ['that has not seen its owner', { isVerified: false }],
  ['of another kind', { type: 'payment.get' }],
]

describe('nobody is signed in by one', () => {
  function expectRefused({ status, text, headers }: Awaited<ReturnType<typeof signIn>>['answer']) {
    expect([status, JSON.parse(text).detail]).toEqual([401, 'The passkey is not right, or it took too long.'])
    expect(headers.getSetCookie()).toEqual([])
  }

  test.each([
    ...misbehaviours,
    ['signed by another key', { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }],
  ] as const)('%s', async (_, wrong) => {
    const { person, authenticator } = await withPasskey()
    const { browser, answer } = await signIn(authenticator, wrong)
    expectRefused(answer)
    expect(await scene.nameIn(browser)).toBeNull()
    expect(await newest(person.personId, '&change=refused')).toMatchObject({ act: 'signInWithPasskey' })
  })

  test('that nobody has', async () => expectRefused((await signIn(new Authenticator(publicUrl))).answer))

  test('whose answer comes again, or in another browser, or without a cookie', async () => {
    const { authenticator } = await withPasskey()
    const [browser, other] = [new HttpBrowser(), new HttpBrowser()]
    const credential = authenticator.authenticate(await begin(browser))
    const cookie = browser.cookie(scene.api.url, 'throughline_sign_in') ?? ''
    await begin(other)
    expectRefused(await scene.post(other, '/session/passkey', { credential }))
    expectRefused(await scene.post(new HttpBrowser(), '/session/passkey', { credential }))
    expect((await scene.post(browser, '/session/passkey', { credential })).status).toBe(200)
    browser.setCookie(scene.api.url, 'throughline_sign_in', cookie)
    browser.deleteCookie(scene.api.url, 'throughline_session')
    expectRefused(await scene.post(browser, '/session/passkey', { credential }))
  })

  test('that was copied: its counter does not go on', async () => {
    const { authenticator } = await withPasskey()
    expect((await signIn(authenticator, { counter: 7 })).answer.status).toBe(200)
    for (const counter of [7, 6, 0]) expectRefused((await signIn(authenticator, { counter })).answer)
    expect((await signIn(authenticator, { counter: 8 })).answer.status).toBe(200)
  })

  test('of somebody who was put off', async () => {
    const { person, authenticator } = await withPasskey()
    const owner = await scene.fixture.organisation.addPerson('owner')
    const path = `/people/${person.personId}`
    expect((await scene.api.request('PATCH', path, { as: owner, body: { isDisabled: true } })).status).toBe(200)
    expectRefused((await signIn(authenticator)).answer)
  })
})

describe('none is added', () => {
  test.each(misbehaviours)('%s', async (_, wrong) => {
    const person = await scene.fixture.organisation.addPerson()
    const browser = await scene.signedIn(person)
    const answer = await add(browser, person, new Authenticator(publicUrl), wrong)
    expect([answer.status, json(answer).issues[0].path]).toEqual([422, 'body.credential'])
    expect((await ways(browser)).passkeys).toEqual([])
  })

  test('in another session than that which gave the password', async () => {
    const person = await scene.fixture.organisation.addPerson()
    const [browser, other] = [await scene.signedIn(person), await scene.signedIn(person)]
    const options = json(await scene.post(browser, '/session/new-passkey', { password: person.password }))
    other.setCookie(scene.api.url, 'throughline_sign_in', browser.cookie(scene.api.url, 'throughline_sign_in') ?? '')
    const credential = new Authenticator(publicUrl).register(options)
    expect((await scene.post(other, '/session/passkeys', { name: 'Phone', credential })).status).toBe(409)
    // Nor does what was begun to sign in serve to add one.
    const begun = await begin(other)
    const made = new Authenticator(publicUrl).register(begun)
    expect((await scene.post(other, '/session/passkeys', { name: 'Phone', credential: made })).status).toBe(409)
  })

  test('that somebody has', async () => {
    const { authenticator } = await withPasskey()
    const person = await scene.fixture.organisation.addPerson()
    const browser = await scene.signedIn(person)
    expect((await add(browser, person, authenticator)).status).toBe(409)
    expect((await ways(browser)).passkeys).toEqual([])
  })
})

test('who has an authenticator app as well gives no code: a passkey is two steps', async () => {
  const { person, authenticator, browser } = await withPasskey()
  const begun = json(await scene.post(browser, '/session/second-step', { password: person.password }))
  const code = generateSync({ secret: begun.secret })
  const confirmed = await browser.visit(`${scene.api.url}/api/v1/session/second-step`, {
    method: 'PUT',
    json: { code },
  })
  expect(confirmed.status).toBe(200)
  expect((await signIn(authenticator)).answer.status).toBe(200)
})
