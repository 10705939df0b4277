import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { FileStorage } from './files/buckets.ts'
import { type Environment, readSettingValues } from './setting-source.ts'
import type { SettingName, SettingValues } from './setting-table.ts'
import type { FaultSetting } from './setting-values.ts'
import type { SignInProviderSettings } from './sign-in-settings.ts'

/** The one place that reads the environment. Everything else receives what it needs from these objects. */

export interface Settings {
  appEnv: SettingValues['APP_ENV']
  logLevel: SettingValues['LOG_LEVEL']
  api: {
    host: string
    port: number
    /** Where people reach the product, without a trailing slash. */
    publicUrl: string
    /** Origins besides that of `publicUrl` whose pages may call the API. */
    corsOrigins: readonly string[]
    /** Whose `X-Forwarded-For` says where a request comes from. */
    trustedProxies: readonly string[]
    rateLimitPerMinute: number
    /** Recomputes that run at once. */
    recomputes: { perOrganisation: number; inAll: number }
    /** Key for CSRF tokens and other HMACs, and the source of the key for secrets that have to be read again. */
    sessionSecret: string
    /** A session ends when it was not used for so long, and after so many days however much it is. */
    sessions: { idleHours: number; maxDays: number }
    /** The built thread that gives computed answers. */
    computeThread: string
    /** Folder of the built web client. */
    webRoot: string
  }
  database: { url: string; directUrl: string; poolSize: number }
  temporal: { address: string; namespace: string; uiUrl: string }
  worker: {
    workflowBundle: string
    engineThread: string
    importThread: string
    /** Of one thread that reads a file, at most. */
    importMemoryMegabytes: number
    /** How long an import waits for approval, or for rows to be mended, and the file of one that failed to be tried again. */
    importExpiryHours: number
    /** Seconds from each attempt to fetch a file to the next. */
    importFetchRetrySeconds: readonly number[]
    /** Tasks of all plans that one engine thread keeps in memory at most. */
    rememberedTasks: number
    recomputeSessionSeconds: number
    taskQueues: SettingValues['WORKER_TASK_QUEUES']
    healthPort: number
    scanIntervalMinutes: number
    /** Events of streams are kept so long; who missed more loads anew. */
    eventRetentionDays: number
  }
  /** Where uploaded files are kept. */
  files: FileStorage
  /** Requests to addresses that people give. */
  outgoing: { allowedHosts: readonly string[] }
  notifications: { windowSeconds: number }
  /** Seconds from each attempt at a delivery to the next, and how long a chat's message about a project waits for more. */
  webhooks: { retrySeconds: readonly number[]; chatGatherSeconds: number }
  organisations: { deletionGraceDays: number; exportKeptDays: number }
  email: {
    smtpUrl: string
    from: string
    /** Where reports of bounces go; undefined: to the sender. */
    bounceAddress: string | undefined
    /** The mailbox in which they arrive. */
    imapUrl: string | undefined
    connections: number
    perSecond: number
    whenUnknown: SettingValues['MAIL_WHEN_UNKNOWN']
    healthPort: number
  }
  admin: { email: string; password: string | undefined }
  /** Through whom people can sign in besides by a password. */
  signInProviders: readonly SignInProviderSettings[]
  fault: FaultSetting | undefined
}

/** What a service cannot run without. A process that needs less says so in the second argument of `loadSettings`. */
const neededByServices = [
  'DATABASE_URL',
  'DATABASE_DIRECT_URL',
  'SESSION_SECRET',
] as const satisfies readonly SettingName[]

/**
 * Settings of a service. Throws `SettingsError` naming every wrong or missing one.
 * One that is not in `needed` and not set is an empty text.
 */
export function loadSettings(
  env: Environment = process.env,
  needed: readonly (typeof neededByServices)[number][] = neededByServices,
): Settings {
  const values = readSettingValues(env, needed)
  return {
    appEnv: values.APP_ENV,
    logLevel: values.LOG_LEVEL,
    api: apiSettings(values),
    database: {
      url: values.DATABASE_URL ?? '',
      directUrl: values.DATABASE_DIRECT_URL ?? '',
      poolSize: values.DATABASE_POOL_SIZE,
    },
    temporal: temporalSettings(values),
    worker: {
      workflowBundle: values.WORKFLOW_BUNDLE,
      engineThread: values.ENGINE_THREAD,
      importThread: values.IMPORT_THREAD,
      importMemoryMegabytes: values.IMPORT_MEMORY_MB,
      importExpiryHours: values.IMPORT_EXPIRY_HOURS,
      importFetchRetrySeconds: values.IMPORT_FETCH_RETRY_SECONDS,
      rememberedTasks: values.REMEMBERED_TASKS,
      recomputeSessionSeconds: values.RECOMPUTE_SESSION_SECONDS,
      taskQueues: values.WORKER_TASK_QUEUES,
      healthPort: values.WORKER_HEALTH_PORT,
      scanIntervalMinutes: values.SCAN_INTERVAL_MINUTES,
      eventRetentionDays: values.EVENT_RETENTION_DAYS,
    },
    files: fileSettings(values),
    outgoing: { allowedHosts: values.OUTGOING_ALLOWED_HOSTS },
    webhooks: { retrySeconds: values.WEBHOOK_RETRY_SECONDS, chatGatherSeconds: values.CHAT_GATHER_SECONDS },
    notifications: { windowSeconds: values.MAIL_WINDOW_SECONDS },
    organisations: { deletionGraceDays: values.DELETION_GRACE_DAYS, exportKeptDays: values.EXPORT_KEPT_DAYS },
    email: {
      smtpUrl: values.SMTP_URL ?? `smtp://127.0.0.1:${values.MAIL_SMTP_PORT}`,
      from: values.MAIL_FROM,
      bounceAddress: values.MAIL_BOUNCE_ADDRESS,
      imapUrl: values.IMAP_URL,
      connections: values.MAIL_CONNECTIONS,
      perSecond: values.MAIL_PER_SECOND,
      whenUnknown: values.MAIL_WHEN_UNKNOWN,
      healthPort: values.EMAIL_HEALTH_PORT,
    },
    admin: { email: values.ADMIN_EMAIL, password: values.ADMIN_PASSWORD },
    signInProviders: signInProviderSettings(values),
    fault: values.APP_ENV === 'production' ? undefined : values.THROUGHLINE_FAULT,
  }
}

function apiSettings(values: SettingValues): Settings['api'] {
  return {
    host: values.API_HOST,
    port: values.PORT,
    publicUrl: withoutSlash(values.PUBLIC_URL ?? `http://localhost:${values.PORT}`),
    corsOrigins: values.CORS_ORIGIN,
    trustedProxies: values.TRUSTED_PROXIES,
    rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE,
    recomputes: { perOrganisation: values.RECOMPUTES_PER_ORGANISATION, inAll: values.RECOMPUTES_AT_ONCE },
    sessionSecret: values.SESSION_SECRET ?? '',
    sessions: { idleHours: values.SESSION_IDLE_HOURS, maxDays: values.SESSION_MAX_DAYS },
    computeThread: values.COMPUTE_THREAD,
    webRoot: values.WEB_ROOT,
  }
}

function signInProviderSettings(values: SettingValues): SignInProviderSettings[] {
  const { GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret } = values
  const url = withoutSlash(values.GITHUB_URL)
  const openId = values.OIDC_PROVIDERS.map((provider) => ({ kind: 'oidc' as const, ...provider }))
  if (!clientId || !clientSecret) return openId
  const github = { kind: 'github' as const, id: 'github', label: 'GitHub', url, clientId, clientSecret }
  return [{ ...github, trustsEmail: false }, ...openId]
}

function temporalSettings(values: SettingValues): Settings['temporal'] {
  return {
    address: values.TEMPORAL_ADDRESS ?? `127.0.0.1:${values.TEMPORAL_PORT}`,
    namespace: values.TEMPORAL_NAMESPACE,
    uiUrl: withoutSlash(values.TEMPORAL_UI_URL ?? `http://localhost:${values.TEMPORAL_UI_PORT}`),
  }
}

function fileSettings(values: SettingValues): FileStorage {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values
  return {
    place: values.IMPORT_STORAGE_URL ?? null,
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : null,
  }
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '')
}

/** What the local runner needs to know: where things go, and which parts exist already. */
export interface LocalSettings {
  /** State folder, absolute. */
  home: string
  /** Folder for downloaded programs, shared by all checkouts of this user. */
  cache: string
  /** Folders of the search path for programs. */
  searchPath: readonly string[]
  ports: LocalPorts
  /** Parts that run elsewhere: the runner starts none of its own for them. */
  existing: {
    databaseUrl: string | undefined
    databaseDirectUrl: string | undefined
    temporalAddress: string | undefined
    temporalUiUrl: string | undefined
    smtpUrl: string | undefined
    /** The mailbox of bounces; without one nothing is read. */
    imapUrl: string | undefined
  }
  temporalNamespace: string
  files: FileStorage
  appEnv: SettingValues['APP_ENV'] | undefined
  publicUrl: string | undefined
  sessionSecret: string | undefined
  adminEmail: string
  adminPassword: string | undefined
  adminPasswordFile: string | undefined
  apiHost: string
  /** The environment as it was given, for the processes that the runner starts. */
  environment: Environment
}

export interface LocalPorts {
  api: number
  worker: number
  email: number
  postgres: number
  pgbouncer: number
  temporal: number
  temporalUi: number
  mailWeb: number
  mailSmtp: number
}

export function loadLocalSettings(env: Environment = process.env): LocalSettings {
  const passwordFile = env.ADMIN_PASSWORD_FILE || undefined
  const values = readSettingValues({ ...env, ADMIN_PASSWORD_FILE: undefined }, [])
  return {
    home: values.THROUGHLINE_HOME,
    cache: join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'throughline'),
    searchPath: (env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''),
    ports: localPorts(values),
    existing: {
      databaseUrl: values.DATABASE_URL,
      databaseDirectUrl: values.DATABASE_DIRECT_URL,
      temporalAddress: values.TEMPORAL_ADDRESS,
      temporalUiUrl: values.TEMPORAL_UI_URL,
      smtpUrl: values.SMTP_URL,
      imapUrl: values.IMAP_URL,
    },
    temporalNamespace: values.TEMPORAL_NAMESPACE,
    files: fileSettings(values),
    appEnv: env.APP_ENV ? values.APP_ENV : undefined,
    publicUrl: values.PUBLIC_URL,
    sessionSecret: values.SESSION_SECRET,
    adminEmail: values.ADMIN_EMAIL,
    adminPassword: values.ADMIN_PASSWORD,
    adminPasswordFile: passwordFile,
    apiHost: values.API_HOST,
    environment: { ...env },
  }
}

function localPorts(values: SettingValues): LocalPorts {
  return {
    api: values.PORT,
    worker: values.WORKER_HEALTH_PORT,
    email: values.EMAIL_HEALTH_PORT,
    postgres: values.POSTGRES_PORT,
    pgbouncer: values.PGBOUNCER_PORT,
    temporal: values.TEMPORAL_PORT,
    temporalUi: values.TEMPORAL_UI_PORT,
    mailWeb: values.MAIL_WEB_PORT,
    mailSmtp: values.MAIL_SMTP_PORT,
  }
}

/** The installed type declarations are older than this function of Node 20.12. */
const nodeProcess: typeof process & { loadEnvFile?: (file: string) => void } = process

/** Adds the settings of a file such as `.env`, where there is one, to the environment; what is set already stays. */
export function loadEnvironmentFile(file: string): void {
  if (existsSync(file)) nodeProcess.loadEnvFile?.(file)
}
