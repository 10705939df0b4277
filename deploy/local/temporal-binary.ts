import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { LocalSettings } from '@throughline/platform'
import { installWithGo } from './go-install.ts'
import type { Progress } from './progress.mjs'
import { findProgram, runCommand } from './run-command.ts'
import { downloadTemporal } from './temporal-download.ts'

const version = 'v1.5.1'
const leastGo = [1, 21] as const

/** The Temporal CLI, whose development server the local stack runs: on the PATH, cached, downloaded, or built with Go. */
export async function findTemporal(settings: HostSettings, progress: Progress): Promise<string> {
  const { cache, searchPath } = settings
  const onPath = findProgram('temporal', searchPath)
  if (onPath && (await works(onPath))) return onPath
  const cached = join(cache, 'bin', 'temporal')
  if (existsSync(cached) && (await works(cached))) return cached
  mkdirSync(join(cache, 'bin'), { recursive: true })
  const problems: string[] = []
  for (const [title, get] of [
    ['Downloading the Temporal server', download],
    ['Building the Temporal server with Go', build],
  ] as const) {
    try {
      await progress.step(title, (say) => get(cached, settings, say))
      return cached
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      progress.warn(problem)
      problems.push(problem)
    }
  }
  throw new Error(
    `No Temporal server could be had:\n${problems.map((line) => `  ${line}`).join('\n')}\n` +
      'Put the Temporal CLI on the PATH (https://docs.temporal.io/cli), or name a running server with TEMPORAL_ADDRESS.',
  )
}

export async function works(program: string): Promise<boolean> {
  return await runCommand(program, ['--version'], { timeoutMs: 10_000 }).then(
    () => true,
    () => false,
  )
}

type HostSettings = Pick<LocalSettings, 'cache' | 'searchPath' | 'environment'>
type Getter = (target: string, settings: HostSettings, say: (detail: string) => void) => Promise<void>

const download: Getter = async (target, _settings, say) => {
  const draft = `${target}.draft`
  await downloadTemporal(draft, say)
  chmodSync(draft, 0o755)
  if (!(await works(draft))) {
    rmSync(draft, { force: true })
    throw new Error('The downloaded Temporal server does not run on this machine')
  }
  renameSync(draft, target)
}

const build: Getter = async (target, settings, say) => {
  say('takes about two and a half minutes, once')
  await installWithGo({ source: `github.com/temporalio/cli/cmd/temporal@${version}`, target }, leastGo, settings)
  say('')
}
