import type { Outgoing } from '@throughline/platform'
import type { CustomFetch } from 'openid-client'

/** For the library: all that it asks for goes where requests to addresses that people give go. */
export const outgoingFetch =
  ({ send }: Outgoing): CustomFetch =>
  async (address, { method, headers, body }) => {
    const given = body === undefined || body === null ? {} : { body: String(body) }
    const answer = await send(address, { method: method === 'POST' ? 'POST' : 'GET', headers, ...given })
    const type = answer.contentType
    return new Response(new Uint8Array(answer.body), {
      status: answer.status,
      ...(type ? { headers: { 'content-type': type } } : {}),
    })
  }
