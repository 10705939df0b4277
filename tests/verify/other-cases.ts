import { root } from '../harness/root.ts'
import { runChild } from '../run/run-child.ts'

const ROUNDS = 5

/** Runs the property tests with cases that `npm test` does not draw; a failure prints its seed. */
export async function testOtherCases(signal: AbortSignal): Promise<boolean> {
  const env = { ...process.env, PROPERTY_SEED: 'random' }
  const program = 'node_modules/vitest/vitest.mjs'
  for (let round = 0; round < ROUNDS; round += 1) {
    const args = [program, 'run', '--project', 'unit*', 'property']
    if (!(await runChild(process.execPath, args, { cwd: root, env, signal }))) return false
  }
  return true
}
