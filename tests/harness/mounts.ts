import { existsSync, readFileSync } from 'node:fs'
import { sep } from 'node:path'
import { loadLocalSettings } from '@throughline/platform'
import { privilegedPrefix, runPrivileged } from '../../deploy/local/privileged.ts'

/** Throws where this user cannot act as root. */
export async function runAsRoot(searchPath: readonly string[], command: readonly string[]): Promise<void> {
  const prefix = await privilegedPrefix(searchPath)
  if (!prefix) throw new Error(`${command[0]} takes root's rights, or a sudo that asks for no password`)
  await runPrivileged(prefix, command)
}

/** Takes away the file systems that tests have mounted inside a folder. */
export async function unmountInside(folder: string): Promise<void> {
  const { searchPath } = loadLocalSettings()
  for (const place of listMounts()
    .filter((place) => place.startsWith(folder + sep))
    .toReversed())
    await runAsRoot(searchPath, ['umount', place])
}

const table = '/proc/self/mounts'

const listMounts = (): string[] =>
  existsSync(table)
    ? readFileSync(table, 'utf8')
        .split('\n')
        .map((line) => line.split(' ')[1] ?? '')
    : []
