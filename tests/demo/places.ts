import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LocalSettings } from '@throughline/platform'

/** Where the running stack is, and how to get in. */
export interface Places {
  service: string
  mailbox: string
  email: string
  password: string
}

export function placesOf(settings: LocalSettings): Places {
  const { ports } = settings
  return {
    service: settings.publicUrl ?? `http://127.0.0.1:${ports.api}`,
    mailbox: `http://127.0.0.1:${ports.mailWeb}`,
    email: settings.adminEmail,
    password: settings.adminPassword ?? readPassword(settings),
  }
}

function readPassword(settings: LocalSettings): string {
  const file = settings.adminPasswordFile ?? join(settings.home, 'admin-password')
  if (!existsSync(file)) throw new Error(`There is no password in ${file}. Start the stack first: npm start`)
  return readFileSync(file, 'utf8').trim()
}
