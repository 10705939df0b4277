import { join } from 'node:path'
import type { Home } from './home.ts'
import { ensureSecret } from './secrets.ts'

/** Passwords of the roles of the private cluster, made at the first start. */
export interface DatabaseSecrets {
  superuser: string
  owner: string
  app: string
  /** May only look at PgBouncer's counters. */
  monitor: string
}

export const databaseName = 'throughline'
export const monitorRole = 'throughline_monitor'

export function ensureDatabaseSecrets(home: Home): DatabaseSecrets {
  const secret = (name: string) => ensureSecret(join(home.secrets, name))
  return {
    superuser: secret('postgres-superuser'),
    owner: secret('postgres-owner'),
    app: secret('postgres-app'),
    monitor: secret('pgbouncer-monitor'),
  }
}

export function superuserUrl(port: number, secrets: DatabaseSecrets, database = 'postgres'): string {
  return databaseUrl('postgres', secrets.superuser, port, database)
}

export function ownerUrl(port: number, secrets: DatabaseSecrets, database = databaseName): string {
  return databaseUrl('throughline_owner', secrets.owner, port, database)
}

export function appUrl(port: number, secrets: DatabaseSecrets, database = databaseName): string {
  return databaseUrl('throughline_app', secrets.app, port, database)
}

/** The same over a socket in this folder, whose name goes by the port. */
export function appSocketUrl(folder: string, port: number, secrets: DatabaseSecrets): string {
  return `${appUrl(port, secrets)}?host=${encodeURIComponent(folder)}`
}

/** The way over the loopback, of a URL that may lead over a socket. */
export const overLoopback = (url: string): string => url.replace(/\?host=.*$/, '')

/** Of PgBouncer's own console, which has counters in place of tables. */
export function monitorUrl(port: number, secrets: DatabaseSecrets): string {
  return databaseUrl(monitorRole, secrets.monitor, port, 'pgbouncer')
}

function databaseUrl(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
}
