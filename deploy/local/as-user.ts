import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** An unprivileged user: PostgreSQL and PgBouncer refuse to run as root. */
export interface Account {
  name: string
  uid: number
  gid: number
}

const systemUser = 'throughline'

/** The user that PostgreSQL and PgBouncer run as: nobody special for an ordinary caller (undefined), a system user for root. */
export function serviceAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  return lookUp(systemUser) ?? create(systemUser)
}

function lookUp(name: string): Account | undefined {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
    return { name, uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}

function create(name: string): Account {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name], {
      stdio: 'pipe',
    })
  } catch (error) {
    throw new Error(
      `The user "${name}", which PostgreSQL runs as, could not be made by useradd: ${(error as Error).message}`,
    )
  }
  const made = lookUp(name)
  if (!made) throw new Error(`The user "${name}" is not there after useradd`)
  return made
}

/** Makes a folder that belongs to the account (or the caller) and that nobody else can look into. */
export function makePrivateFolder(folder: string, account: Account | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  if (account) chownSync(folder, account.uid, account.gid)
}

/** The first folder above `path` (itself included) that others may not pass through, if any. */
export function blockingFolder(path: string): string | undefined {
  const above = dirname(path)
  const blockedAbove = above === path ? undefined : blockingFolder(above)
  if (blockedAbove) return blockedAbove
  return (statSync(path).mode & 0o001) === 0 ? path : undefined
}
