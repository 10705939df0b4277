import { root } from '../harness/root.ts'
import { runChild } from './run-child.ts'
import type { Tally } from './tally.ts'

/** `npm run deploy:check`: one result; what it looks at it prints by itself. */
export async function runDeployCheck(signal: AbortSignal): Promise<Tally> {
  const passed = await runChild('npm', ['run', '--silent', 'deploy:check'], { cwd: root, env: process.env, signal })
  return passed ? { passed: 1, failures: [] } : { passed: 0, failures: ['npm run deploy:check'] }
}
