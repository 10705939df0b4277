import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { FaultOrder, FaultPointName, FaultReport } from '@throughline/platform'
import { leaksIn } from '../leaks.ts'
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
  readonly #reports: FaultReport[] = []
  #output = ''
  readonly #leaks = new Set<string>()

  private constructor(options: ServiceOptions) {
    this.#options = options
    this.#child = spawn(process.execPath, ['--enable-source-maps', join(options.distFolder, `${options.name}.js`)], {
      cwd: root,
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        // A line that is not whole yet is looked at again with its end.
        const line = this.#output.slice(this.#output.lastIndexOf('\n') + 1)
        for (const leak of leaksIn(line + chunk)) this.#leaks.add(leak)
        this.#output = (this.#output + chunk).slice(-200_000)
      })
    }
    this.#child.on('message', (message) => this.#reports.push(message as FaultReport))
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

  /** What it wrote that no log may hold. */
  get leaks(): readonly string[] {
    return [...this.#leaks]
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  /** The signal that ended it, if one did. */
  get endedBy(): NodeJS.Signals | null {
    return this.#child.signalCode
  }

  get healthUrl(): string {
    return this.#options.healthUrl
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** What it ended with, if it ended by itself. */
  get exitCode(): number | null {
    return this.#child.exitCode
  }

  /** Settles when it has ended, by whatever cause. */
  get ended(): Promise<void> {
    return this.#ended
  }

  /** Arms a fault, such as `edit:after-commit:hold`, and waits until the process has taken it. */
  async arm(fault: string): Promise<void> {
    this.#reports.length = 0
    this.#order(fault)
    await until(() => this.#reports.some((report) => 'tookFault' in report && report.tookFault === fault), {
      what: `${this.#options.name} takes ${fault}`,
      everyMs: 5,
    })
  }

  /** Disarms, and lets go on what is held. */
  letGo(): void {
    this.#order(null)
  }

  /** Waits until the process says that it has come to this fault point since it was armed. */
  async reached(point: FaultPointName, withinMs = 20_000): Promise<void> {
    await until(() => this.#reports.some((report) => 'reachedFaultPoint' in report), {
      what: `${this.#options.name} reaches ${point}`,
      withinMs,
      everyMs: 5,
    })
  }

  /** What its wall clock says, to the second, in milliseconds since 1970. */
  async tellTime(): Promise<number> {
    const { headers } = await fetch(this.#options.healthUrl, { signal: AbortSignal.timeout(2_000) })
    return Date.parse(headers.get('date') ?? '')
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
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

  #order(throughlineFault: string | null): void {
    if (this.#child.connected) this.#child.send({ throughlineFault } satisfies FaultOrder)
  }

  async #isHealthy(): Promise<boolean> {
    if (this.hasEnded) throw new Error(`${this.#options.name} ended`)
    const response = await fetch(this.#options.healthUrl, { signal: AbortSignal.timeout(2_000) })
    return response.ok
  }
}
