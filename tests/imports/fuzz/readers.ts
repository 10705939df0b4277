import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { FuzzAnswer, FuzzTask } from './outcome.ts'

/** Far more than is allowed, on a machine that does other things as well. */
const patienceMs = 60_000
const heapMegabytes = 384

/** A process that reads files one by one; another takes its place when it ends. */
export class Reader {
  #child: ChildProcess | null = null

  async read(task: FuzzTask): Promise<FuzzAnswer> {
    this.#child ??= start()
    const child = this.#child
    return new Promise((resolve) => {
      const give = (answer: FuzzAnswer) => {
        clearTimeout(timer)
        child.off('message', give).off('exit', fail)
        resolve(answer)
      }
      const fail = (code: number | null, signal: string | null) => {
        this.#child = null
        const message = `the process ended: ${signal ?? `code ${code}`}`
        give({ number: task.number, told: null, kind: 'broken', message, milliseconds: 0, megabytes: 0 })
      }
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
      child.on('message', give).on('exit', fail)
      child.send(task)
    })
  }

  close(): void {
    this.#child?.removeAllListeners().kill()
    this.#child = null
  }
}

function start(): ChildProcess {
  return fork(fileURLToPath(new URL('./child.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${heapMegabytes}`],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}
