import { join } from 'node:path'
import type { LocalPorts, LocalSettings } from '@throughline/platform'
import { adminPasswordFile } from './admin.ts'
import { appSocketUrl, appUrl, type DatabaseSecrets, ownerUrl } from './database-urls.ts'
import type { Home } from './home.ts'

export type ServiceEnvironment = Record<string, string>

export interface EnvironmentParts {
  settings: LocalSettings
  home: Home
  ports: LocalPorts
  /** Undefined when the database runs elsewhere. */
  secrets: DatabaseSecrets | undefined
  /** False when there is no PgBouncer to be had: then everything connects directly. */
  pooled: boolean
}

/** What the services are told: all addresses and secrets of this stack, over the environment that was given. */
export function serviceEnvironment(parts: EnvironmentParts): ServiceEnvironment {
  const { settings, home, ports, secrets } = parts
  const own = {
    APP_ENV: settings.appEnv ?? 'development',
    // For libraries: React renders mails in half the time without the checks that are for who develops with it.
    NODE_ENV: 'production',
    ...portSettings(ports),
    ...(settings.publicUrl ? {} : { PUBLIC_URL: `http://localhost:${ports.api}` }),
    ...(secrets ? databaseSettings(parts, secrets) : {}),
    ...(settings.existing.temporalAddress ? {} : temporalSettings(parts)),
    ...(settings.existing.smtpUrl ? {} : { SMTP_URL: `smtp://127.0.0.1:${ports.mailSmtp}` }),
    ...(settings.sessionSecret ? {} : { SESSION_SECRET_FILE: join(home.folder, 'session-secret') }),
    THROUGHLINE_HOME: home.folder,
  }
  return { ...definedOnly(settings.environment), ...own }
}

/** For migrations and the first set-up: the owner of the tables, and the password of the first administrator. */
export function setupEnvironment(parts: EnvironmentParts): ServiceEnvironment {
  const { settings, home, ports, secrets } = parts
  const passwordFile = adminPasswordFile(settings, home)
  return {
    ...serviceEnvironment(parts),
    ...(secrets ? { DATABASE_DIRECT_URL: ownerUrl(ports.postgres, secrets) } : {}),
    ...(passwordFile ? { ADMIN_PASSWORD_FILE: passwordFile } : {}),
    ADMIN_EMAIL: settings.adminEmail,
  }
}

/** Over a socket where there is one, which costs less; what listens has its one connection over the loopback. */
function databaseSettings({ home, ports, pooled }: EnvironmentParts, secrets: DatabaseSecrets): ServiceEnvironment {
  const port = pooled ? ports.pgbouncer : ports.postgres
  return {
    DATABASE_URL: home.sockets ? appSocketUrl(home.sockets, port, secrets) : appUrl(port, secrets),
    DATABASE_DIRECT_URL: appUrl(ports.postgres, secrets),
  }
}

function temporalSettings({ ports, settings }: EnvironmentParts): ServiceEnvironment {
  return {
    TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}`,
    ...(settings.existing.temporalUiUrl ? {} : { TEMPORAL_UI_URL: `http://localhost:${ports.temporalUi}` }),
  }
}

function portSettings(ports: LocalPorts): ServiceEnvironment {
  return {
    PORT: String(ports.api),
    WORKER_HEALTH_PORT: String(ports.worker),
    EMAIL_HEALTH_PORT: String(ports.email),
    MAIL_WEB_PORT: String(ports.mailWeb),
    MAIL_SMTP_PORT: String(ports.mailSmtp),
    POSTGRES_PORT: String(ports.postgres),
    PGBOUNCER_PORT: String(ports.pgbouncer),
    TEMPORAL_PORT: String(ports.temporal),
    TEMPORAL_UI_PORT: String(ports.temporalUi),
  }
}

function definedOnly(environment: LocalSettings['environment']): ServiceEnvironment {
  const entries = Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(entries.filter(([name]) => !secretFileNames.has(name)))
}

/** Only the first set-up is told of the administrator's password. */
const secretFileNames: ReadonlySet<string> = new Set(['ADMIN_PASSWORD_FILE'])
