import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a host does when it is asked for a path: gives this, or as it likes. */
export type HostAnswer = string | Uint8Array | number | ((response: ServerResponse) => unknown)

/** A host that plans are fetched from, on loopback. */
export class FileHost {
  /** Addresses that were asked for, in order. */
  readonly asked: string[] = []
  readonly #answers = new Map<string, HostAnswer>()
  readonly #server: Server

  private constructor() {
    this.#server = createServer((request, response) => {
      this.asked.push(request.url ?? '')
      const answer = this.#answers.get(new URL(request.url ?? '', 'http://host').pathname) ?? 404
      if (typeof answer === 'function') answer(response)
      else if (typeof answer === 'number') response.writeHead(answer).end('not shown to anyone')
      else response.end(answer)
    })
  }

  static async start(): Promise<FileHost> {
    const host = new FileHost()
    host.#server.listen(0, '127.0.0.1')
    await once(host.#server, 'listening')
    return host
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Answers the address that is asked so from now on. */
  give(path: string, answer: HostAnswer): string {
    this.#answers.set(path, answer)
    return `${this.origin}${path}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
