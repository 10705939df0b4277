import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { LocalSettings } from '@throughline/platform'
import type { Progress } from './progress.mjs'
import { findProgram, runCommand } from './run-command.ts'
import { downloadTemporal } from './temporal-download.ts'

const version = 'v1.5.1'
const leastGo = [1, 21] as const
const goFolders = ['/usr/local/go/bin', '/opt/homebrew/bin']

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

const build: Getter = async (target, { searchPath, environment }, say) => {
  const go = findProgram('go', [...searchPath, ...goFolders])
  if (!go) throw new Error(`Go is not installed; ${leastGo.join('.')} or newer could build the server`)
  const goVersion = parseGoVersion(await runCommand(go, ['version']))
  if (!goVersion || !isNewEnough(goVersion)) {
    throw new Error(
      `Go ${goVersion?.join('.') ?? '(unknown version)'} is too old: ${leastGo.join('.')} or newer is needed to build the server`,
    )
  }
  say('takes about two and a half minutes, once')
  const folder = join(target, '..', 'go')
  await runCommand(go, ['install', `github.com/temporalio/cli/cmd/temporal@${version}`], {
    env: { ...environment, GOBIN: folder },
    timeoutMs: 1_200_000,
  })
  renameSync(join(folder, 'temporal'), target)
  rmSync(folder, { recursive: true, force: true })
  say('')
}

/** [1, 21] of `go version go1.21.5 linux/amd64`. */
export function parseGoVersion(line: string): readonly [number, number] | undefined {
  const found = /\bgo(\d+)\.(\d+)/.exec(line)
  return found ? [Number(found[1]), Number(found[2])] : undefined
}

export function isNewEnough([major, minor]: readonly [number, number]): boolean {
  return major > leastGo[0] || (major === leastGo[0] && minor >= leastGo[1])
}
