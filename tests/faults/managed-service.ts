import type { FaultPointName } from '@throughline/platform'
import type { ServiceProcess } from '../harness/service/index.ts'

/** A service of the world that can be killed, frozen and held at fault points, and starts again as it was. */
export class ManagedService {
  readonly name: string
  readonly #start: () => Promise<ServiceProcess>
  #process: ServiceProcess | undefined
  #frozen = false

  constructor(name: string, start: () => Promise<ServiceProcess>) {
    this.name = name
    this.#start = start
  }

  get output(): string {
    return this.#process?.output ?? ''
  }

  get pid(): number | undefined {
    return this.#process?.pid
  }

  /** Starts it when it does not run. */
  async start(): Promise<void> {
    if (this.#process && !this.#process.hasEnded) return
    this.#process = await this.#start()
  }

  async kill(): Promise<void> {
    await this.#process?.kill()
    this.#frozen = false
  }

  /** Asks it to stop, as every runner does. Throws unless it then ends by itself, as well, within its grace. */
  async terminate(): Promise<void> {
    const stopping = this.#process
    if (!stopping) return
    const begin = performance.now()
    await stopping.stop()
    const seconds = Math.round(performance.now() - begin) / 1_000
    const how = stopping.endedBy ?? `exit code ${stopping.exitCode}`
    if (how !== 'exit code 0')
      throw new Error(
        `asked to stop, the ${this.name} ended with ${how} after ${seconds} s:\n${lastOf(stopping.output)}`,
      )
  }

  freeze(): void {
    this.#frozen = true
    this.#process?.signal('SIGSTOP')
  }

  thaw(): void {
    if (this.#frozen) this.#process?.signal('SIGCONT')
    this.#frozen = false
  }

  /** Holds it the next time, or the how manieth, that it comes to the point. */
  async holdAt(point: FaultPointName, count = 1): Promise<void> {
    await this.#process?.arm(count > 1 ? `${point}#${count}:hold` : `${point}:hold`)
  }

  async reached(point: FaultPointName): Promise<void> {
    await this.#process?.reached(point)
  }

  get healthUrl(): string {
    return this.#process?.healthUrl ?? ''
  }

  /** How far its clock is ahead of ours, in seconds. */
  async clockAhead(): Promise<number> {
    const told = await this.#process?.tellTime()
    return Math.round(((told ?? Number.NaN) - Date.now()) / 1_000)
  }

  letGo(): void {
    this.#process?.letGo()
  }

  /** Whole again, whatever was done to it. */
  async heal(): Promise<void> {
    this.thaw()
    this.letGo()
    await this.start()
  }
}

const lastOf = (output: string): string => output.split('\n').slice(-12).join('\n')
