import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Plan } from '@throughline/contract'
import { build } from 'vite'

export interface PeerPage {
  readonly url: string
  stop(): Promise<void>
}

const types: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript', css: 'text/css' }

/** Builds the page of the peer and serves it beside the same plan. */
export async function servePeer(plan: Plan): Promise<PeerPage> {
  const files = await buildPage()
  files.set('/data.json', Buffer.from(JSON.stringify(peerData(plan))))
  const server = createServer(({ url = '/' }, response) => {
    const path = url === '/' ? '/index.html' : url
    const body = files.get(path)
    const type = types[path.split('.').at(-1) ?? ''] ?? 'application/json'
    response.writeHead(body ? 200 : 404, { 'content-type': type })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { url: `http://127.0.0.1:${port}/`, stop }
}

async function buildPage(): Promise<Map<string, Buffer>> {
  const root = join(import.meta.dirname, 'peer-gantt')
  const built = await build({ root, configFile: false, logLevel: 'error', build: { write: false, target: 'es2023' } })
  if (!('output' in built)) throw new Error('vite built no page of the peer')
  return new Map(
    built.output.map((file) => [
      `/${file.fileName}`,
      Buffer.from(file.type === 'chunk' ? file.code : (file.source as string | Uint8Array)),
    ]),
  )
}

/** A summary's dates are the peer's own business: it makes them of what is below. */
function peerData(plan: Plan) {
  return {
    tasks: plan.tasks.map((task) => ({
      id: task.id,
      text: task.name,
      start: task.earlyStart,
      end: task.earlyFinish,
      progress: task.percentComplete,
      parent: task.parentId ?? 0,
      type: task.isSummary ? 'summary' : 'task',
    })),
    links: plan.links.map(({ id, predecessorId, successorId }) => ({
      id,
      source: predecessorId,
      target: successorId,
      type: 'e2s',
    })),
  }
}
