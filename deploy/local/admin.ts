import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { LocalSettings } from '@throughline/platform'
import type { Home } from './home.ts'
import { ensureSecret, makePassword } from './secrets.ts'

/** File of the first administrator's password; undefined when the password is given as a value. */
export function adminPasswordFile(settings: LocalSettings, home: Pick<Home, 'folder'>): string | undefined {
  if (settings.adminPassword) return undefined
  return settings.adminPasswordFile ?? join(home.folder, 'admin-password')
}

/** Makes the password when there is none yet, in a file that only its owner can read; answers whether it did. */
export function ensureAdminPassword(settings: LocalSettings, home: Home): boolean {
  const file = adminPasswordFile(settings, home)
  if (!file || existsSync(file)) return false
  ensureSecret(file, makePassword)
  return true
}

/** Takes back a password that was made for nothing: there are accounts already, so it opens none. */
export function dropAdminPassword(settings: LocalSettings, home: Home): void {
  const file = adminPasswordFile(settings, home)
  if (file) rmSync(file, { force: true })
}
