import { hostname } from 'node:os'
import { createClient } from '../client.ts'
import { problemOf, RequestError } from '../request-error.ts'
import { type Arguments, UsageError } from './arguments.ts'
import type { Surroundings } from './command.ts'
import { forgetCredentials, readCredentials, saveCredentials } from './credentials.ts'

const defaultUrl = 'http://localhost:8000'

/** Keeps a token for the commands that follow: one that is given, or a new one made with address and password. */
export async function signIn(args: Arguments, { environment, terminal }: Surroundings): Promise<number> {
  const url = originOf(args.operands[0] ?? args.url ?? environment.url ?? defaultUrl)
  const given = args.token ?? environment.token
  const made = given ? { token: given, tokenId: null } : await makeToken(url, terminal)
  const { person, organisation } = await createClient({ baseUrl: url, token: made.token }).call('getSession')
  saveCredentials(environment.credentialsFile, { url, ...made })
  terminal.say(`Signed in at ${url} as ${person.name}, in ${organisation.name}.`)
  return 0
}

/** Revokes the token where the command made it, and forgets it in any case. */
export async function signOut(_args: Arguments, { environment, terminal }: Surroundings): Promise<number> {
  const saved = readCredentials(environment.credentialsFile)
  if (!saved) throw new UsageError('Nobody is signed in')
  const { url, token, tokenId } = saved
  if (tokenId) await createClient({ baseUrl: url, token }).call('deleteToken', { params: { tokenId } })
  forgetCredentials(environment.credentialsFile)
  terminal.say(tokenId ? 'Signed out; the token is revoked.' : 'Signed out. The token that was given still holds.')
  return 0
}

function originOf(given: string): string {
  if (!URL.canParse(given)) throw new UsageError(`${given} is no address of a service`)
  return new URL(given).origin
}

/** By a session that lasts for this one request more. */
async function makeToken(url: string, terminal: Surroundings['terminal']) {
  const email = await terminal.ask('E-mail: ')
  const password = await terminal.ask('Password: ', { hidden: true })
  const signedIn = await send(`${url}/api/v1/session`, url, { email, password })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const made = await send(`${url}/api/v1/tokens`, url, { name: `throughline on ${hostname()}` }, cookie)
  const { id, secret } = (await made.json()) as { id: string; secret: string }
  await fetch(`${url}/api/v1/session`, { method: 'DELETE', headers: { cookie, origin: url } })
  return { token: secret, tokenId: id }
}

async function send(address: string, origin: string, body: unknown, cookie?: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', origin, ...(cookie ? { cookie } : {}) }
  const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new RequestError(await problemOf(response))
  return response
}
