import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../harness/root.ts'
import { runChild } from './run-child.ts'
import type { Tally } from './tally.ts'
import { tallyFileVariable } from './tally-reporter.ts'

export interface VitestOptions {
  project: string
  filters: readonly string[]
  env: Readonly<Record<string, string>>
  signal: AbortSignal
}

/** Runs one vitest project in a process of its own; what it prints is shown as it comes. */
export async function runVitest({ project, filters, env, signal }: VitestOptions): Promise<Tally> {
  const tallyFile = join(tmpdir(), `throughline-tally-${randomUUID()}.json`)
  const args = [
    ...['--project', project, '--reporter', 'default', '--reporter', join(root, 'tests/run/tally-reporter.ts')],
    ...filters,
  ]
  const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args]
  const childEnv = { ...process.env, ...env, [tallyFileVariable]: tallyFile }
  const ended = await runChild(process.execPath, vitest, { cwd: root, env: childEnv, signal })
  const tally = readTally(tallyFile)
  if (!tally) return { passed: 0, failures: [`${project}: ended before it could say how many tests passed`] }
  if (ended || tally.failures.length > 0) return tally
  return { ...tally, failures: [`${project}: ended badly, although no test failed`] }
}

/** Nothing when the run ended before it could count. */
function readTally(file: string): Tally | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Tally
  } catch {
    return undefined
  } finally {
    rmSync(file, { force: true })
  }
}
