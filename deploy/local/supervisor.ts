import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './as-user.ts'
import { lastLines, openLog, sizeOf } from './log-tail.ts'
import { identify, sendSignal } from './process-identity.ts'
import { removeRecord, writeRecord } from './process-record.ts'
import { waitFor } from './wait-for.ts'

export interface ProcessSpec {
  name: string
  command: string
  args: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  cwd?: string
  account?: Account | undefined
  stopSignal?: NodeJS.Signals
  stopTimeoutMs?: number
  /** Null when the process can be used, else what is missing. */
  ready: () => Promise<string | null>
  readyTimeoutMs?: number
  /** Runs before each start, the restarts included. */
  prepare?: () => Promise<void>
}

export interface SupervisorOptions {
  logFolder: string
  runFolder: string
  /** A process died and will be started again. */
  onTrouble: (message: string) => void
  /** It runs again. */
  onRecovery: (message: string) => void
  /** A process died and stays down. */
  onFailure: (error: ProcessFailedError) => void
  restarts?: { most: number; withinMs: number; firstPauseMs: number } | undefined
}

export type ProcessState = 'stopped' | 'starting' | 'running' | 'restarting' | 'failed'

export class ProcessFailedError extends Error {
  override name = 'ProcessFailedError'
}

const reportedLines = 20
const defaultRestarts = { most: 5, withinMs: 60_000, firstPauseMs: 500 }

/**
 * One process of the stack: started in a process group of its own (so that Ctrl-C in the terminal reaches the runner
 * only), logged to a file, started again when it dies, stopped by signal.
 */
export class SupervisedProcess {
  readonly name: string
  readonly logFile: string
  readonly #spec: ProcessSpec
  readonly #options: SupervisorOptions
  readonly #order: number
  #child: ChildProcess | undefined
  #exited: Promise<void> = Promise.resolve()
  #state: ProcessState = 'stopped'
  #restartTimes: number[] = []
  #restarts = 0
  #logStart = 0
  #pause = new AbortController()

  constructor(spec: ProcessSpec, order: number, options: SupervisorOptions) {
    this.name = spec.name
    this.#spec = spec
    this.#order = order
    this.#options = options
    this.logFile = join(options.logFolder, `${spec.name}.log`)
  }

  get state(): ProcessState {
    return this.#state
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  get restarts(): number {
    return this.#restarts
  }

  /** Starts it and waits until it can be used. Throws with its last log lines when it ends before that. */
  async start(signal?: AbortSignal): Promise<void> {
    this.#state = 'starting'
    this.#pause = new AbortController()
    await this.#launch(this.#spec.env)
    await this.#untilReady(signal)
    this.#state = 'running'
  }

  /** Stops it for good; `start` may start it again. */
  async stop(): Promise<void> {
    this.#state = 'stopped'
    this.#pause.abort()
    const pid = this.#child?.pid
    if (pid !== undefined) {
      sendSignal(pid, this.#spec.stopSignal ?? 'SIGTERM')
      const forced = setTimeout(() => this.kill('SIGKILL'), this.#spec.stopTimeoutMs ?? 15_000)
      await this.#exited
      clearTimeout(forced)
    }
    removeRecord(this.#options.runFolder, this.name)
  }

  /** Sends a signal without any change of plan: a process that dies of it is started again. */
  kill(signal: NodeJS.Signals): void {
    if (this.#child?.pid !== undefined) sendSignal(this.#child.pid, signal)
  }

  async #launch(env: ProcessSpec['env']): Promise<void> {
    await this.#spec.prepare?.()
    mkdirSync(this.#options.logFolder, { recursive: true })
    const log = openLog(this.logFile)
    this.#logStart = sizeOf(this.logFile)
    try {
      const { account } = this.#spec
      const child = spawn(this.#spec.command, this.#spec.args, {
        cwd: this.#spec.cwd,
        env,
        detached: true,
        stdio: ['ignore', log, log],
        ...(account ? { uid: account.uid, gid: account.gid } : {}),
      })
      this.#child = child
      this.#exited = new Promise((resolve) => {
        child.once('error', (error) => this.#onEnd(`could not be run: ${error.message}`, resolve))
        child.once('exit', (code, signal) => this.#onEnd(`ended (${signal ?? `exit code ${code}`})`, resolve))
      })
      this.#record(child.pid)
    } finally {
      closeSync(log)
    }
  }

  #record(pid: number | undefined): void {
    const identity = pid === undefined ? undefined : identify(pid)
    if (!identity) return
    const stopSignal = this.#spec.stopSignal ?? 'SIGTERM'
    writeRecord(this.#options.runFolder, {
      ...identity,
      name: this.name,
      order: this.#order,
      stopSignal,
      restarts: this.#restarts,
    })
  }

  #onEnd(how: string, resolve: () => void): void {
    this.#child = undefined
    resolve()
    if (this.#state === 'running' || this.#state === 'restarting') void this.#restart(how)
  }

  async #untilReady(signal?: AbortSignal): Promise<void> {
    const gone = new AbortController()
    const stopWaiting = new AbortController()
    void this.#exited.then(() => {
      gone.abort()
      stopWaiting.abort()
    })
    const onAbort = () => stopWaiting.abort()
    signal?.addEventListener('abort', onAbort)
    try {
      await waitFor(this.name, this.#spec.ready, {
        timeoutMs: this.#spec.readyTimeoutMs ?? 30_000,
        signal: stopWaiting.signal,
      })
    } catch (error) {
      signal?.throwIfAborted()
      if (gone.signal.aborted) throw new ProcessFailedError(this.#report(`${this.name} ended while starting`))
      throw new ProcessFailedError(this.#report((error as Error).message))
    } finally {
      signal?.removeEventListener('abort', onAbort)
    }
    if (gone.signal.aborted) throw new ProcessFailedError(this.#report(`${this.name} ended while starting`))
  }

  async #restart(how: string): Promise<void> {
    this.#state = 'restarting'
    const { most, withinMs, firstPauseMs } = this.#options.restarts ?? defaultRestarts
    const now = Date.now()
    this.#restartTimes = [...this.#restartTimes.filter((time) => now - time < withinMs), now]
    const attempt = this.#restartTimes.length
    if (attempt > most) {
      this.#state = 'failed'
      const message = `${this.name} ${how}, ${attempt} times in ${withinMs / 1_000} s, and stays down`
      this.#options.onFailure(new ProcessFailedError(this.#report(message)))
      return
    }
    this.#options.onTrouble(this.#report(`${this.name} ${how}; it is started again`))
    try {
      await sleep(firstPauseMs * 2 ** (attempt - 1), undefined, { signal: this.#pause.signal })
      this.#restarts += 1
      const { THROUGHLINE_FAULT: _, ...env } = this.#spec.env
      await this.#launch(env)
      await this.#untilReady(this.#pause.signal)
      if (this.#state !== 'restarting') return
      this.#state = 'running'
      this.#options.onRecovery(`${this.name} runs again`)
    } catch (error) {
      this.#afterFailedRestart(error as Error)
    }
  }

  /** A process that ended again has had its `#onEnd`; one that runs but does not become ready is ended, to be tried again. */
  #afterFailedRestart(error: Error): void {
    if (this.#state !== 'restarting') return
    if (this.#child) this.kill('SIGKILL')
    else if (!(error instanceof ProcessFailedError)) void this.#restart(`could not be started: ${error.message}`)
  }

  #report(message: string): string {
    const lines = lastLines(this.logFile, reportedLines, this.#logStart)
    return lines.length === 0
      ? message
      : `${message}. The last lines of ${this.logFile}:\n${lines.map((line) => `    ${line}`).join('\n')}`
  }
}
