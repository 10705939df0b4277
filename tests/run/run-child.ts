import { spawn } from 'node:child_process'

export interface ChildOptions {
  cwd: string
  env: NodeJS.ProcessEnv
  signal: AbortSignal
}

/** Runs a program whose output is shown as it comes; answers whether it ended well. */
export async function runChild(command: string, args: readonly string[], options: ChildOptions): Promise<boolean> {
  const child = spawn(command, args, { cwd: options.cwd, env: options.env, stdio: ['ignore', 'inherit', 'inherit'] })
  const stop = () => child.kill('SIGTERM')
  options.signal.addEventListener('abort', stop)
  try {
    return await new Promise<boolean>((resolve, reject) => {
      child.once('error', reject).once('close', (code) => resolve(code === 0))
    })
  } finally {
    options.signal.removeEventListener('abort', stop)
    options.signal.throwIfAborted()
  }
}
