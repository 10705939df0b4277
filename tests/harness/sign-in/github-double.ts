import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface GitHubUser {
  id: number
  login: string
  name: string | null
  emails: readonly { email: string; primary: boolean; verified: boolean; visibility: string | null }[]
}

export interface GitHubDouble {
  url: string
  clientId: string
  clientSecret: string
  /** A user presses Authorize at an address of it; answers where it sends the browser. */
  authorize(address: string, user: GitHubUser): string
  close(): Promise<void>
}

const clientId = 'Iv1.throughline'
const clientSecret = 'a secret between the two of them'

/**
 * Stands in for GitHub, which cannot be had in tests: an Enterprise Server's web flow for OAuth apps, `GET /user` and
 * `GET /user/emails`, as docs.github.com describes them. Errors of the token endpoint come with status 200, as GitHub's do.
 */
export async function startGitHubDouble(): Promise<GitHubDouble> {
  const codes = new Map<string, { user: GitHubUser; redirectUri: string; challenge: string }>()
  const tokens = new Map<string, GitHubUser>()

  function exchange(form: URLSearchParams): object {
    const found = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return {
        error: 'incorrect_client_credentials',
        error_description: 'The client_id and/or client_secret passed are incorrect.',
      }
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (!found || found.challenge !== challenge)
      return { error: 'bad_verification_code', error_description: 'The code passed is incorrect or expired.' }
    if (form.get('redirect_uri') !== found.redirectUri) return { error: 'redirect_uri_mismatch' }
    const token = `gho_${randomUUID().replaceAll('-', '')}`
    tokens.set(token, found.user)
    return { access_token: token, scope: 'read:user,user:email', token_type: 'bearer' }
  }

  const server = createServer(async (request, response) => {
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
    const { pathname } = new URL(request.url ?? '', 'http://github')
    if (request.method === 'POST' && pathname === '/login/oauth/access_token') {
      const answer = exchange(await formOf(request))
      // Without this header GitHub answers with a form.
      if (request.headers.accept?.includes('application/json')) return send(200, answer)
      return response.writeHead(200, { 'content-type': 'application/x-www-form-urlencoded' }).end(String(answer))
    }
    const user = tokens.get(/^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '')
    if (!request.headers['user-agent']) return send(403, { message: 'Request forbidden by administrative rules.' })
    if (!user) return send(401, { message: 'Bad credentials', status: '401' })
    const { emails, ...profile } = user
    if (pathname === '/api/v3/user') return send(200, { ...profile, type: 'User', email: null })
    if (pathname === '/api/v3/user/emails') return send(200, emails)
    return send(404, { message: 'Not Found', status: '404' })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ clientId, clientSecret },
    authorize(address, user) {
      const { pathname, searchParams: asked } = new URL(address)
      if (pathname !== '/login/oauth/authorize' || asked.get('client_id') !== clientId) throw new Error('404')
      const [code, redirectUri] = [randomUUID().slice(0, 20), asked.get('redirect_uri') ?? '']
      codes.set(code, { user, redirectUri, challenge: asked.get('code_challenge') ?? '' })
      return `${redirectUri}?${new URLSearchParams({ code, state: asked.get('state') ?? '' })}`
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const pieces: Uint8Array[] = []
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(new Uint8Array(piece))
  return new URLSearchParams(Buffer.concat(pieces).toString())
}
