/**
 * Makes the secrets that docker-compose.yml mounts, each in a file that only the owner can read. What is there stays.
 *     node deploy/compose/make-secrets.mjs [FOLDER]
 */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = process.argv[2] ?? fileURLToPath(new URL('../../.local/compose', import.meta.url))
mkdirSync(folder, { recursive: true, mode: 0o700 })

/** @type {(name: string, value: () => string) => string} */
function ensure(name, value) {
  const file = join(folder, name)
  // Containers read them as users of their own, so the folder is what keeps others out.
  if (!existsSync(file)) writeFileSync(file, value(), { mode: 0o644 })
  return readFileSync(file, 'utf8').trim()
}

const random = () => randomBytes(32).toString('base64url')
ensure('postgres-password', random)
ensure('temporal-password', random)
ensure('session-secret', random)
ensure('admin-password', () => randomBytes(15).toString('base64url'))
const owner = ensure('owner-password', random)
const app = ensure('app-password', random)
ensure('database-url', () => `postgres://throughline_app:${app}@pgbouncer:6432/throughline`)
ensure('database-direct-url', () => `postgres://throughline_app:${app}@postgres:5432/throughline`)
ensure('database-owner-url', () => `postgres://throughline_owner:${owner}@postgres:5432/throughline`)
console.log(`The secrets are in ${folder}; the password of the first administrator is in admin-password.`)
