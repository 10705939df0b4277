import { root } from '../harness/root.ts'
import { runChild } from '../run/run-child.ts'

/** Has MPXJ read what our writers write. Takes Maven and a Java compiler, and fetches MPXJ the first time. */
export function testAgainstMpxj(signal: AbortSignal): Promise<boolean> {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'mpxj']
  return runChild(process.execPath, args, { cwd: root, env: process.env, signal })
}
