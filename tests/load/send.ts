import { randomUUID } from 'node:crypto'
import { Agent, request as send } from 'node:http'
import type { LoadRequest } from './mix.ts'

export interface Answered {
  status: number
  etag: string | undefined
  /** The body of a problem. */
  detail: string
}

/** Sends over kept connections, to each api in turn, and reads to the last byte. */
export function createSender(urls: readonly string[]): (request: LoadRequest) => Promise<Answered> {
  const agent = new Agent({ keepAlive: true, maxSockets: 128 })
  const targets = urls.map((url) => new URL(url))
  let turn = 0
  return ({ method, path, token, body }) => {
    const target = targets[turn++ % targets.length]
    if (!target) throw new Error('there is no api')
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'accept-encoding': 'gzip',
      ...(body === undefined
        ? {}
        : {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            'idempotency-key': randomUUID(),
          }),
    }
    return new Promise((resolve, reject) => {
      const asked = send({ agent, host: target.hostname, port: target.port, method, path: `/api/v1${path}`, headers })
      asked.once('error', reject)
      asked.once('response', (response) => {
        const status = response.statusCode ?? 0
        const { etag } = response.headers
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => status >= 400 && chunks.push(chunk))
        response.once('error', reject)
        response.once('end', () => resolve({ status, etag, detail: Buffer.concat(chunks).toString() }))
      })
      asked.end(body)
    })
  }
}
