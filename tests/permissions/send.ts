import { type Operation, type OperationId, operations } from '@throughline/contract'
import type { Given } from './new-things.ts'

export interface Answer {
  status: number
  text: string
}

/** The headers of who has a token. */
export const byToken = (token: string | undefined): Record<string, string> =>
  token ? { authorization: `Bearer ${token}` } : {}

/** The headers of a browser of ours in which somebody is signed in. */
export async function bySession(baseUrl: string, { email, password }: { email: string; password: string }) {
  const headers = { 'content-type': 'application/json', origin: baseUrl }
  const answer = await fetch(`${baseUrl}/api/v1/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`signing in was answered by ${answer.status}`)
  const [cookie = ''] = answer.headers.getSetCookie()
  return { cookie: cookie.split(';')[0] ?? '', origin: baseUrl }
}

/** A call as somebody makes it who has no client of ours: nothing looks at it before it is sent. */
export async function send(
  baseUrl: string,
  id: OperationId,
  { params = {}, query = {}, body, upload }: Given,
  credentials: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { method, path } = operations[id] as Operation
  const filled = path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '')
  const url = new URL(`${baseUrl}/api/v1${filled}`)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const type = upload === undefined ? 'application/json' : 'application/octet-stream'
  const content = upload ?? (body === undefined ? undefined : JSON.stringify(body))
  const response = await fetch(url, {
    method: method.toUpperCase(),
    redirect: 'manual',
    headers: {
      ...credentials,
      ...(content === undefined ? {} : { 'content-type': type }),
    },
    ...(content === undefined ? {} : { body: content }),
  })
  return { status: response.status, text: await response.text() }
}
