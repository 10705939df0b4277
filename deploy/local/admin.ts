import { join } from 'node:path'
import type { LocalSettings } from '@throughline/platform'
import type { Home } from './home.ts'
import { ensureSecret, makePassword } from './secrets.ts'

/** File of the first administrator's password; undefined when the password is given as a value. */
export function adminPasswordFile(settings: LocalSettings, home: Pick<Home, 'folder'>): string | undefined {
  if (settings.adminPassword) return undefined
  return settings.adminPasswordFile ?? join(home.folder, 'admin-password')
}

/** Makes the password when there is none yet; only the owner can read the file. */
export function ensureAdminPassword(settings: LocalSettings, home: Home): void {
  const file = adminPasswordFile(settings, home)
  if (file) ensureSecret(file, makePassword)
}
