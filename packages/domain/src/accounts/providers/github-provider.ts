import type { GitHubSettings, Outgoing } from '@throughline/platform'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  fetchProtectedResource,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { z } from 'zod'
import { outgoingFetch } from './outgoing-fetch.ts'
import { ProviderError, type SignInProvider } from './sign-in-provider.ts'
import { toProviderError } from './to-provider-error.ts'

const scope = 'read:user user:email'
const user = z.object({ id: z.int(), login: z.string(), name: z.string().nullish() })
const emails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }))

/** GitHub speaks OAuth 2 and no OpenID Connect: who somebody is, its API says. The number stays, the login may change. */
export function createGitHubProvider(settings: GitHubSettings, outgoing: Outgoing): SignInProvider {
  const { id, label, kind, trustsEmail } = settings
  const configuration = configure(settings, outgoing)
  const api = apiOf(settings.url)
  return {
    ...{ id, label, kind, trustsEmail },
    async begin(returnAddress) {
      const [state, verifier] = [randomState(), randomPKCECodeVerifier()]
      const address = buildAuthorizationUrl(configuration, {
        ...{ redirect_uri: returnAddress, scope, state },
        ...{ code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
      })
      return { address: address.href, kept: { state, verifier } }
    },
    async finish({ returnAddress, parameters, kept: { state = '', verifier = '' } }) {
      const url = new URL(`${returnAddress}?${new URLSearchParams(parameters)}`)
      try {
        const { access_token: token } = await authorizationCodeGrant(configuration, url, {
          ...{ expectedState: state, pkceCodeVerifier: verifier },
        })
        const person = await ask(configuration, token, `${api}/user`, user)
        const addresses = await ask(configuration, token, `${api}/user/emails`, emails)
        const email = addresses.find(({ primary }) => primary)
        return {
          ...{ provider: id, subject: String(person.id), name: person.name ?? person.login },
          ...{ email: email?.email ?? null, emailVerified: email?.verified ?? false },
        }
      } catch (error) {
        throw toProviderError(error)
      }
    },
  }
}

function configure({ url, clientId, clientSecret }: GitHubSettings, outgoing: Outgoing): Configuration {
  const server = {
    issuer: `${url}/login/oauth`,
    authorization_endpoint: `${url}/login/oauth/authorize`,
    token_endpoint: `${url}/login/oauth/access_token`,
  }
  const configuration = new Configuration(server, clientId, clientSecret)
  configuration[customFetch] = outgoingFetch(outgoing)
  if (url.startsWith('http:')) allowInsecureRequests(configuration)
  return configuration
}

const apiOf = (url: string): string => (url === 'https://github.com' ? 'https://api.github.com' : `${url}/api/v3`)

const headers = new Headers({ accept: 'application/vnd.github+json', 'user-agent': 'throughline' })

async function ask<Schema extends z.ZodType>(
  configuration: Configuration,
  token: string,
  address: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const response = await fetchProtectedResource(configuration, token, new URL(address), 'GET', undefined, headers)
  const answer = schema.safeParse(response.ok ? await response.json() : undefined)
  if (!answer.success) throw new ProviderError('refused', 'profile')
  return answer.data
}
