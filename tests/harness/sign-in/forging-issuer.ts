import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWK } from 'jose'

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>

export interface ForgingIssuer {
  url: string
  clientId: string
  /** Whose public part it publishes, as `kid` says. */
  keys: KeyPair
  kid: string
  publicJwk: JWK
  /** As `OIDC_PROVIDERS` has one. */
  setting(id: string): object
  /** What its token endpoint answers for an ID token from now on. */
  answerWith(idToken: string): void
  close(): Promise<void>
}

const kid = 'the one key'
const clientId = 'throughline'

/** An issuer that hands out whatever ID token it is told to, and says of itself that it signs in any way there is. */
export async function startForgingIssuer(): Promise<ForgingIssuer> {
  const keys = await generateKeyPair('RS256', { extractable: true })
  const publicJwk = { ...(await exportJWK(keys.publicKey)), kid }
  let idToken = ''
  let url = ''
  const answers: Record<string, () => object> = {
    '/.well-known/openid-configuration': () => ({
      issuer: url,
      authorization_endpoint: `${url}/authorize`,
      token_endpoint: `${url}/token`,
      jwks_uri: `${url}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
      code_challenge_methods_supported: ['S256'],
    }),
    '/jwks': () => ({ keys: [publicJwk] }),
    '/token': () => ({ access_token: 'an access token', token_type: 'Bearer', expires_in: 60, id_token: idToken }),
  }
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? '']?.()
    request.resume()
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...{ url, clientId, keys, kid, publicJwk },
    setting: (id) => ({ id, label: id, issuer: url, clientId, clientSecret: 'a secret between the two of them' }),
    answerWith: (token) => {
      idToken = token
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
