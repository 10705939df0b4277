import { spawn } from 'node:child_process'
import { root } from '../harness/root.ts'
import type { Tally } from './tally.ts'

/** `npm run deploy:check`: one result; what it looks at is printed by itself. */
export async function runDeployCheck(signal: AbortSignal): Promise<Tally> {
  const child = spawn('npm', ['run', '--silent', 'deploy:check'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const stop = () => child.kill('SIGTERM')
  signal.addEventListener('abort', stop)
  const passed = await new Promise<boolean>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code === 0))
  })
  signal.removeEventListener('abort', stop)
  signal.throwIfAborted()
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}
