import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedWebhook {
  path: string
  headers: Record<string, string>
  /** As it came. */
  body: string
  at: number
}

/** What a program answers: a status, that with a header, or nothing ever. */
export type WebhookAnswer = number | { status: number; headers: Record<string, string> } | 'silence'

/** A program that is told by webhooks, on loopback: it keeps what comes, and answers as its test wants. */
export class WebhookReceiver {
  readonly received: ReceivedWebhook[] = []
  /** By the request; 204 unless told otherwise. */
  answer: (request: ReceivedWebhook) => WebhookAnswer = () => 204
  readonly #server: Server

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const received = await read(request)
      this.received.push(received)
      const answer = this.answer(received)
      if (answer === 'silence') return
      if (typeof answer === 'number') response.writeHead(answer).end('not shown to anyone')
      else response.writeHead(answer.status, answer.headers).end()
    })
  }

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver()
    receiver.#server.listen(0, '127.0.0.1')
    await once(receiver.#server, 'listening')
    return receiver
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  url(path = '/'): string {
    return `http://127.0.0.1:${this.port}${path}`
  }

  at(path: string): ReceivedWebhook[] {
    return this.received.filter((each) => each.path === path)
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}

async function read(request: IncomingMessage): Promise<ReceivedWebhook> {
  const pieces: Uint8Array[] = []
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(new Uint8Array(piece))
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  return { path: request.url ?? '', headers, body: Buffer.concat(pieces).toString(), at: Date.now() }
}
