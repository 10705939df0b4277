import { spawn } from 'node:child_process'

export interface ChildOptions {
  cwd: string
  env: NodeJS.ProcessEnv
  signal: AbortSignal
}

const graceMs = 10_000

/**
 * Runs a program whose output is shown as it comes; answers whether it ended well. It leads a process group of its own, so
 * that an interruption ends all that it started.
 */
export async function runChild(command: string, args: readonly string[], options: ChildOptions): Promise<boolean> {
  const { cwd, env, signal } = options
  signal.throwIfAborted()
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true })
  const endGroup = (name: NodeJS.Signals) => child.pid && signalGroup(child.pid, name)
  let forced: NodeJS.Timeout | undefined
  const stop = () => {
    endGroup('SIGTERM')
    forced = setTimeout(() => endGroup('SIGKILL'), graceMs)
  }
  signal.addEventListener('abort', stop)
  try {
    return await new Promise<boolean>((resolve, reject) => {
      child.once('error', reject).once('close', (code) => resolve(code === 0))
    })
  } finally {
    clearTimeout(forced)
    signal.removeEventListener('abort', stop)
    endGroup('SIGKILL')
    signal.throwIfAborted()
  }
}

/** A group whose processes are gone already is no error. */
function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
