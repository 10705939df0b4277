import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ForgingIssuer, HttpBrowser, startForgingIssuer } from '@throughline/tests/sign-in'
import { exportJWK, exportSPKI, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createProviderScene, type ProviderScene, returnAddress, securityLines } from '../testing/provider-scene.ts'

/** ID tokens of an issuer that is trusted, each but for one thing as it should be. Nobody is signed in by them. */
let issuer: ForgingIssuer
let scene: ProviderScene
let strangers: Awaited<ReturnType<typeof generateKeyPair>>
let strangersAddress: string
const askedOfStrangers: string[] = []
const stranger = createServer(async (request, response) => {
  askedOfStrangers.push(request.url ?? '')
  const keys = [{ ...(await exportJWK(strangers.publicKey)), kid: issuer.kid }]
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }))
})

beforeAll(async () => {
  issuer = await startForgingIssuer()
  strangers = await generateKeyPair('RS256', { extractable: true })
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
  strangersAddress = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/jwks`
  scene = await createProviderScene({ OIDC_PROVIDERS: JSON.stringify([issuer.setting('forged')]) })
  const person = await scene.fixture.organisation.addPerson()
  const browser = await scene.signedIn(person)
  const address = await scene.link(browser, 'forged', person)
  issuer.answerWith(await sign(claimsFor(address)))
  expect((await comeBack(browser, address)).location).toBe(`${scene.api.url}/account`)
})
afterAll(async () => {
  await scene?.fixture.close()
  await issuer?.close()
  await new Promise((resolve) => stranger.close(resolve))
})

type Claims = Record<string, unknown>

function claimsFor(address: string): Claims {
  const now = Math.floor(Date.now() / 1000)
  const nonce = new URL(address).searchParams.get('nonce')
  return { iss: issuer.url, aud: issuer.clientId, sub: 'somebody', nonce, iat: now, exp: now + 60 }
}

const sign = (claims: Claims, header: Partial<JWTHeaderParameters> = {}, key = issuer.keys.privateKey) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: issuer.kid, typ: 'JWT', ...header }).sign(key)

const comeBack = (browser: HttpBrowser, address: string) => {
  const state = new URL(address).searchParams.get('state')
  return scene.comeBack(browser, `${returnAddress('forged')}?code=one&state=${state}`)
}

async function signInWith(forge: (claims: Claims) => Promise<string>) {
  const browser = new HttpBrowser()
  const address = await scene.begin(browser, 'forged')
  const token = await forge(claimsFor(address))
  issuer.answerWith(token)
  return { browser, token, answer: await comeBack(browser, address) }
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const ago = (seconds: number) => Math.floor(Date.now() / 1000) - seconds

async function signedByPublicKey(claims: Claims, secret: string): Promise<string> {
  const signed = `${encode({ alg: 'HS256', kid: issuer.kid, typ: 'JWT' })}.${encode(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

/** As the library names them. What is not whole and what the key does not fit is one to it. */
const reasons = {
  unsupported: 'OAUTH_UNSUPPORTED_OPERATION',
  time: 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  claim: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  key: 'OAUTH_KEY_SELECTION_FAILED',
  signature: 'OAUTH_INVALID_RESPONSE',
  missing: 'OAUTH_INVALID_RESPONSE',
  type: 'type of token',
}
const forgeries: [name: string, reason: string, forge: (claims: Claims) => Promise<string>][] = [
  [
    'algorithm none',
    reasons.unsupported,
    async (claims) => `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`,
  ],
  [
    'HS256 with the public key',
    reasons.unsupported,
    async (claims) => signedByPublicKey(claims, await exportSPKI(issuer.keys.publicKey)),
  ],
  ['that has expired', reasons.time, (claims) => sign({ ...claims, iat: ago(600), exp: ago(300) })],
  ['that is not valid yet', reasons.time, (claims) => sign({ ...claims, nbf: ago(-300) })],
  ['for another audience', reasons.claim, (claims) => sign({ ...claims, aud: 'another application' })],
  ['of another issuer', reasons.claim, (claims) => sign({ ...claims, iss: 'https://id.example.com' })],
  ['with the nonce of another sign-in', reasons.claim, (claims) => sign({ ...claims, nonce: 'n'.repeat(43) })],
  ['that is an access token', reasons.type, (claims) => sign(claims, { typ: 'at+jwt' })],
  [
    'whose key is said to be elsewhere (jku)',
    reasons.signature,
    (claims) => sign(claims, { jku: strangersAddress }, strangers.privateKey),
  ],
  [
    'whose kid leads out of a folder',
    reasons.key,
    (claims) => sign(claims, { kid: '../../../../../../dev/null' }, strangers.privateKey),
  ],
  ['with a cut signature', reasons.signature, async (claims) => (await sign(claims)).replace(/\.[^.]*$/, '.')],
  ['by another key under the same kid', reasons.signature, (claims) => sign(claims, {}, strangers.privateKey)],
]
/** Near relations of those. */
const more: typeof forgeries = [
  [
    'HS256 with the secret of the client',
    reasons.unsupported,
    (claims) => signedByPublicKey(claims, 'a secret between the two of them'),
  ],
  [
    'that brings its own key (jwk)',
    reasons.signature,
    async (claims) => sign(claims, { jwk: await exportJWK(strangers.publicKey) }, strangers.privateKey),
  ],
  ['whose signature lacks its end', reasons.signature, async (claims) => (await sign(claims)).slice(0, -8)],
  [
    'whose claims were changed',
    reasons.signature,
    async (claims) => (await sign(claims)).replace(/\.[^.]*\./, `.${encode({ ...claims, sub: 'other' })}.`),
  ],
  ['without a nonce', reasons.missing, ({ nonce: _, ...claims }) => sign(claims)],
  [
    'for several audiences, and made for another',
    reasons.claim,
    (claims) => sign({ ...claims, aud: [issuer.clientId, 'another'], azp: 'another' }),
  ],
  [
    'that is critical in a way that is not known',
    reasons.unsupported,
    async (claims) => sign(claims, { crit: ['b64'], b64: true }),
  ],
  ['with a type that is no text', reasons.type, async (claims) => sign(claims, { typ: 7 as unknown as string })],
  ['that is none', reasons.missing, async () => 'eyJ'],
]

test('as it should be it signs in', async () => {
  const { browser, answer } = await signInWith((claims) => sign(claims))
  expect(answer.location).toBe(`${scene.api.url}/`)
  expect(await scene.nameIn(browser)).toMatch(/^Person /)
  // Many issuers leave the type out.
  const untyped = await signInWith((claims) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(issuer.keys.privateKey),
  )
  expect(untyped.answer.location).toBe(`${scene.api.url}/`)
})

describe('an ID token is refused', () => {
  test.each([...forgeries, ...more])('%s', async (_, reason, forge) => {
    const before = securityLines(scene.log, 'sign-in-refused').length
    const { browser, token, answer } = await signInWith(forge)
    expect([answer.status, answer.location]).toEqual([303, `${scene.api.url}/sign-in?problem=refused`])
    expect(answer.headers.getSetCookie().some((cookie) => cookie.startsWith('throughline_session='))).toBe(false)
    expect(await scene.nameIn(browser)).toBeNull()
    const lines = securityLines(scene.log, 'sign-in-refused')
    expect(lines.length).toBe(before + 1)
    expect(lines.at(-1)).toMatchObject({ provider: 'forged', problem: 'refused', reason })
    expect(scene.log.join('\n')).not.toContain(token.split('.')[1] || token.concat('never'))
  })

  test('and nobody else is asked for a key', () => {
    expect(askedOfStrangers).toEqual([])
  })
})
