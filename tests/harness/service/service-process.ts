import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../root.ts'
import { until } from '../until.ts'

export interface ServiceOptions {
  /** `api`, `worker` or `email-service`: the name of the built file. */
  name: string
  distFolder: string
  env: Readonly<Record<string, string>>
  healthUrl: string
}

/** A built service as a process of its own. */
export class ServiceProcess {
  readonly #options: ServiceOptions
  readonly #child: ChildProcess
  readonly #ended: Promise<void>
  #output = ''

  private constructor(options: ServiceOptions) {
    this.#options = options
    this.#child = spawn(process.execPath, ['--enable-source-maps', join(options.distFolder, `${options.name}.js`)], {
      cwd: root,
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.#output = (this.#output + chunk).slice(-200_000)
      })
    }
    this.#ended = new Promise<void>((resolve) => {
      this.#child.once('error', () => resolve()).once('exit', () => resolve())
    })
  }

  /** Starts it and waits until it says that it is healthy. */
  static async start(options: ServiceOptions): Promise<ServiceProcess> {
    const service = new ServiceProcess(options)
    try {
      await until(() => service.#isHealthy(), { what: `health of ${options.name}`, withinMs: 45_000 })
      return service
    } catch (error) {
      await service.kill()
      throw new Error(`${options.name} did not become healthy:\n${service.output.slice(-4_000)}`, { cause: error })
    }
  }

  /** What it wrote, the last 200,000 characters. */
  get output(): string {
    return this.#output
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  /** The signal that ended it, if one did. */
  get endedBy(): NodeJS.Signals | null {
    return this.#child.signalCode
  }

  /** Settles when it has ended, by whatever cause. */
  get ended(): Promise<void> {
    return this.#ended
  }

  /** kill -9. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#ended
  }

  /** Asks it to stop, as the runner does; after 15 seconds it is killed. */
  async stop(): Promise<void> {
    this.#child.kill('SIGTERM')
    const forced = setTimeout(() => this.#child.kill('SIGKILL'), 15_000)
    await this.#ended
    clearTimeout(forced)
  }

  async #isHealthy(): Promise<boolean> {
    if (this.hasEnded) throw new Error(`${this.#options.name} ended`)
    const response = await fetch(this.#options.healthUrl, { signal: AbortSignal.timeout(2_000) })
    return response.ok
  }
}
