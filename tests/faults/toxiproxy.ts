import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createSilentProgress, findFreePorts, SupervisedProcess } from '@throughline/deploy'
import { type LocalSettings, loadLocalSettings } from '@throughline/platform'
import { installWithGo } from '../../deploy/local/go-install.ts'
import type { RunningTestStack } from '../harness/test-stack.ts'
import { until } from '../harness/until.ts'

const version = '2.12.0'
const leastGo = [1, 23] as const

type HostSettings = Pick<LocalSettings, 'cache' | 'searchPath' | 'environment'>

/** The program, built once into the cache. */
export async function findToxiproxy(settings: HostSettings = loadLocalSettings()): Promise<string> {
  const folder = join(settings.cache, 'bin')
  const target = join(folder, `toxiproxy-${version}`)
  if (existsSync(target)) return target
  mkdirSync(folder, { recursive: true })
  const source = `github.com/Shopify/toxiproxy/v2/cmd/server@v${version}`
  await installWithGo({ source, target }, leastGo, settings)
  return target
}

/** What a connection through a proxy suffers; both directions have one each. */
export interface Toxic {
  type: 'timeout' | 'latency' | 'reset_peer' | 'limit_data'
  stream: 'upstream' | 'downstream'
  attributes: Record<string, number>
}

/** One connection that can be disturbed: it listens at `port` and leads to another port of this machine. */
export interface Wire {
  readonly port: number
  disturb(toxics: readonly Toxic[]): Promise<void>
  /** Takes all disturbance back; connections that a toxic held are closed by that. */
  clear(): Promise<void>
}

export class Toxiproxy {
  readonly #process: SupervisedProcess
  readonly #url: string

  private constructor(process: SupervisedProcess, url: string) {
    this.#process = process
    this.#url = url
  }

  /** Starts it beside a stack, with whose other processes it is cleaned up. */
  static async start({ parts }: RunningTestStack): Promise<Toxiproxy> {
    const [port = 0] = await findFreePorts(1)
    const url = `http://127.0.0.1:${port}`
    const spec = {
      name: 'toxiproxy',
      command: await findToxiproxy(),
      args: ['-host', '127.0.0.1', '-port', String(port)],
      env: { LOG_LEVEL: 'error' },
      ready: async () => {
        const { ok } = await fetch(`${url}/version`)
        return ok ? null : 'it does not answer'
      },
    }
    const silent = createSilentProgress()
    const options = { logFolder: parts.home.logs, runFolder: parts.home.run }
    const supervised = new SupervisedProcess(spec, 100, {
      ...options,
      onTrouble: silent.warn,
      onRecovery: silent.note,
      onFailure: (error) => silent.warn(error.message),
    })
    await supervised.start()
    return new Toxiproxy(supervised, url)
  }

  async open(name: string, upstreamPort: number): Promise<Wire> {
    const [port = 0] = await findFreePorts(1)
    const upstream = `127.0.0.1:${upstreamPort}`
    await this.#send('POST', '/proxies', { name, listen: `127.0.0.1:${port}`, upstream, enabled: true })
    const toxics = `/proxies/${name}/toxics`
    const names: string[] = []
    return {
      port,
      disturb: async (wanted) => {
        for (const toxic of wanted) {
          const title = `${toxic.type}-${toxic.stream}`
          await this.#send('POST', toxics, { name: title, toxicity: 1, ...toxic })
          names.push(title)
        }
      },
      clear: async () => {
        for (const title of names.splice(0)) await this.#send('DELETE', `${toxics}/${title}`)
      },
    }
  }

  stop(): Promise<void> {
    return this.#process.stop()
  }

  async #send(method: string, path: string, body?: object): Promise<void> {
    const send = async () => {
      const given = body ? { body: JSON.stringify(body) } : {}
      const response = await fetch(`${this.#url}${path}`, { method, ...given })
      if (!response.ok) throw new Error(`toxiproxy answered ${response.status}: ${await response.text()}`)
      return true
    }
    await until(send, { what: `toxiproxy does ${method} ${path}`, withinMs: 5_000 })
  }
}
