import type { OpenIdSettings, Outgoing } from '@throughline/platform'
import { decodeProtectedHeader } from 'jose'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
  type UserInfoResponse,
} from 'openid-client'
import { outgoingFetch } from './outgoing-fetch.ts'
import { ProviderError, type SignInProvider } from './sign-in-provider.ts'
import { toProviderError } from './to-provider-error.ts'

type Tokens = TokenEndpointResponse & TokenEndpointResponseHelpers

/** What an issuer says of itself may change. */
const rememberedMilliseconds = 3_600_000

/** Anybody who speaks OpenID Connect: discovery, the code flow with PKCE, an ID token whose signature is verified. */
export function createOpenIdProvider(settings: OpenIdSettings, outgoing: Outgoing): SignInProvider {
  const { id, label, kind, trustsEmail, scopes } = settings
  const configuration = remember(() => discover(settings, outgoing))
  return {
    ...{ id, label, kind, trustsEmail },
    async begin(returnAddress) {
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()]
      const address = buildAuthorizationUrl(await configuration().catch(fail), {
        ...{ redirect_uri: returnAddress, scope: scopes, state, nonce },
        ...{ code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
      })
      return { address: address.href, kept: { state, nonce, verifier } }
    },
    async finish({ returnAddress, parameters, kept: { state = '', nonce = '', verifier = '' } }) {
      const url = new URL(`${returnAddress}?${new URLSearchParams(parameters)}`)
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
      const server = await configuration().catch(fail)
      try {
        const tokens = await authorizationCodeGrant(server, url, checks)
        requireIdToken(tokens.id_token)
        return { provider: id, ...personOf(await claimsOf(server, tokens)) }
      } catch (error) {
        throw toProviderError(error)
      }
    },
  }
}

async function discover(
  { issuer, clientId, clientSecret }: OpenIdSettings,
  outgoing: Outgoing,
): Promise<Configuration> {
  const isOpen = new URL(issuer).protocol === 'http:'
  return discovery(new URL(issuer), clientId, undefined, withSecret(clientSecret), {
    [customFetch]: outgoingFetch(outgoing),
    // Without it the library leaves the signature of an ID token to the TLS of the connection that it came over.
    execute: [enableNonRepudiationChecks, ...(isOpen ? [allowInsecureRequests] : [])],
  })
}

/** In the body where the issuer says that it reads it there; else as all of them have to. */
const withSecret =
  (secret: string): ClientAuth =>
  (server, ...request) => {
    const isRead = server.token_endpoint_auth_methods_supported?.includes('client_secret_post')
    return (isRead ? ClientSecretPost(secret) : ClientSecretBasic(secret))(server, ...request)
  }

/** The library takes any type of token that the issuer signed, an access token for somebody else as well. */
function requireIdToken(token: string | undefined): void {
  const { typ = 'JWT' } = decodeProtectedHeader(token ?? '')
  if (String(typ).toUpperCase() !== 'JWT') throw new ProviderError('refused', 'type of token')
}

/** Many issuers tell the address only to who asks for it with the access token; who it is, the ID token says. */
async function claimsOf(server: Configuration, tokens: Tokens): Promise<UserInfoResponse> {
  const claims = tokens.claims()
  if (!claims) throw new ProviderError('refused', 'no ID token')
  if (claims.email !== undefined || !server.serverMetadata().userinfo_endpoint) return claims
  return { ...(await fetchUserInfo(server, tokens.access_token, claims.sub)), sub: claims.sub }
}

function personOf({ sub, email, email_verified, name }: UserInfoResponse) {
  return {
    subject: sub,
    email: typeof email === 'string' ? email : null,
    emailVerified: email_verified === true,
    name: typeof name === 'string' ? name : null,
  }
}

function fail(error: unknown): never {
  throw toProviderError(error)
}

/** One answer for a while, however many ask at once; a failure is not kept. */
function remember<Result>(ask: () => Promise<Result>): () => Promise<Result> {
  let known: { answer: Promise<Result>; until: number } | undefined
  return () => {
    if (known && known.until > performance.now()) return known.answer
    const answer = ask()
    known = { answer, until: performance.now() + rememberedMilliseconds }
    answer.catch(() => {
      known = undefined
    })
    return answer
  }
}
