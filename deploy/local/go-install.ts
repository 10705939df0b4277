import { renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { LocalSettings } from '@throughline/platform'
import { findProgram, runCommand } from './run-command.ts'

const goFolders = ['/usr/local/go/bin', '/opt/homebrew/bin']
const longestMs = 1_200_000

export interface GoProgram {
  /** Import path of the command, with its version. */
  source: string
  /** The file that it becomes. */
  target: string
}

/** Builds one program from source with Go; `target` appears when it is whole. Throws when Go is missing or older than `leastGo`. */
export async function installWithGo(
  { source, target }: GoProgram,
  leastGo: readonly [number, number],
  { searchPath, environment }: Pick<LocalSettings, 'searchPath' | 'environment'>,
): Promise<void> {
  const go = findProgram('go', [...searchPath, ...goFolders])
  if (!go) throw new Error(`Go is not installed; ${leastGo.join('.')} or newer could build ${basename(target)}`)
  const found = parseGoVersion(await runCommand(go, ['version']))
  if (!found || !isNewEnough(found, leastGo)) {
    throw new Error(
      `Go ${found?.join('.') ?? '(unknown version)'} is too old: ${leastGo.join('.')} or newer is needed to build ${basename(target)}`,
    )
  }
  const folder = `${target}.${process.pid}.go`
  try {
    await runCommand(go, ['install', source], { env: { ...environment, GOBIN: folder }, timeoutMs: longestMs })
    renameSync(join(folder, basename(source.replace(/@.*$/, ''))), target)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** [1, 21] of `go version go1.21.5 linux/amd64`. */
export function parseGoVersion(line: string): readonly [number, number] | undefined {
  const found = /\bgo(\d+)\.(\d+)/.exec(line)
  return found ? [Number(found[1]), Number(found[2])] : undefined
}

export function isNewEnough(
  [major, minor]: readonly [number, number],
  [leastMajor, leastMinor]: readonly [number, number],
): boolean {
  return major > leastMajor || (major === leastMajor && minor >= leastMinor)
}
