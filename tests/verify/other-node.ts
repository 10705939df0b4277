import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Progress, runCommand } from '@throughline/deploy'
import { root } from '../harness/root.ts'
import { runChild } from '../run/run-child.ts'

export interface NodeRelease {
  major: number
}

const parts = ['checks', 'unit', 'integration', 'replay']

/** Runs the tests under another Node: the one of npm's `node` package, kept in the cache folder. */
export async function testUnder(
  { major }: NodeRelease,
  cache: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<boolean> {
  const node = await progress.step(`Getting Node ${major} (npm package "node")`, async (say) => {
    const program = await ensureNode(major, cache)
    say((await runCommand(program, ['--version'])).trim())
    return program
  })
  const env = { ...process.env, PATH: `${join(node, '..')}${delimiter}${process.env.PATH ?? ''}` }
  return runChild(node, ['tests/run.mjs', ...parts], { cwd: root, env, signal })
}

async function ensureNode(major: number, cache: string): Promise<string> {
  const folder = join(cache, `node-${major}`)
  const program = join(folder, 'node_modules/node/bin/node')
  if (existsSync(program)) return program
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "allowScripts": { "node": true } }\n')
  await runCommand('npm', ['install', '--no-audit', '--no-fund', `node@${major}`], { cwd: folder })
  if (!existsSync(program)) throw new Error(`npm installed node@${major}, and there is no ${program}`)
  return program
}
