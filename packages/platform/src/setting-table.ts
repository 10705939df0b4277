import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { taskQueues } from '@throughline/contract/temporal'
import { z } from 'zod'
import {
  bucketPlace,
  email,
  fault,
  hostAndPort,
  hosts,
  listOf,
  networks,
  oneOf,
  origins,
  port,
  secureUrl,
  text,
  url,
  wholeNumber,
  wholeNumbers,
} from './setting-values.ts'
import { openIdProviders } from './sign-in-settings.ts'

const allTaskQueues = Object.values(taskQueues)
const path = (fallback: string) =>
  text()
    .default(fallback)
    .transform((value) => resolve(value))

/** Every setting there is, by its name in the environment. `.env.example` lists the same names (a test compares them). */
export const settingTable = z.object({
  APP_ENV: oneOf(['production', 'development', 'test']).default('production'),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),

  API_HOST: text().default('127.0.0.1'),
  PORT: port().default(8000),
  PUBLIC_URL: url('http', 'https').optional(),
  CORS_ORIGIN: origins().default([]),
  TRUSTED_PROXIES: networks().default(['loopback']),
  RATE_LIMIT_PER_MINUTE: wholeNumber(1, 1_000_000).default(600),
  RECOMPUTES_PER_ORGANISATION: wholeNumber(1, 1_000).default(4),
  // As many as keep the processors busy: under load the others wait, and what is asked meanwhile goes into one run.
  RECOMPUTES_AT_ONCE: wholeNumber(1, 10_000).default(Math.max(4, 2 * availableParallelism())),
  SESSION_SECRET: text().min(32, 'must have at least 32 characters').optional(),
  SESSION_IDLE_HOURS: wholeNumber(1, 8_760).default(336),
  SESSION_MAX_DAYS: wholeNumber(1, 3_650).default(90),
  COMPUTE_THREAD: path('dist/compute-thread.js'),
  WEB_ROOT: path('dist/web'),

  DATABASE_URL: url('postgres', 'postgresql').optional(),
  DATABASE_DIRECT_URL: url('postgres', 'postgresql').optional(),
  DATABASE_POOL_SIZE: wholeNumber(1, 200).default(10),

  TEMPORAL_ADDRESS: hostAndPort().optional(),
  TEMPORAL_NAMESPACE: text().default('default'),
  TEMPORAL_UI_URL: url('http', 'https').optional(),

  WORKFLOW_BUNDLE: path('dist/workflows.js'),
  ENGINE_THREAD: path('dist/engine-thread.js'),
  IMPORT_THREAD: path('dist/import-thread.js'),
  IMPORT_MEMORY_MB: wholeNumber(64, 1_048_576).default(1_024),
  IMPORT_EXPIRY_HOURS: wholeNumber(1, 8_760).default(168),
  // A worker that has computed a project stays so long for what is asked next; 0: it does not.
  RECOMPUTE_SESSION_SECONDS: wholeNumber(0, 60).default(10),
  REMEMBERED_TASKS: wholeNumber(0, 10_000_000).default(200_000),
  WORKER_TASK_QUEUES: listOf(allTaskQueues).default(allTaskQueues),
  WORKER_HEALTH_PORT: port().default(8010),
  EMAIL_HEALTH_PORT: port().default(8011),
  SCAN_INTERVAL_MINUTES: wholeNumber(1, 1440).default(15),
  EVENT_RETENTION_DAYS: wholeNumber(1, 3650).default(30),
  // From the request to delete an organisation until that begins.
  DELETION_GRACE_DAYS: wholeNumber(0, 365).default(30),
  // How long the file of an exported organisation can be had.
  EXPORT_KEPT_DAYS: wholeNumber(1, 90).default(7),

  // Hosts that people may name though their addresses are not public.
  OUTGOING_ALLOWED_HOSTS: hosts().default([]),
  // What happens to one task within so long becomes one mail; 0: each is told at once.
  MAIL_WINDOW_SECONDS: wholeNumber(0, 3_600).default(30),
  // Between the attempts at a webhook: with the first, eight over 28 hours.
  WEBHOOK_RETRY_SECONDS: wholeNumbers(1, 86_400).default([5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]),

  // What a chat is told of a project within so long is one message.
  CHAT_GATHER_SECONDS: wholeNumber(0, 3_600).default(60),

  // Between the attempts at a file that an import is to fetch.
  IMPORT_FETCH_RETRY_SECONDS: wholeNumbers(1, 86_400).default([5, 30, 120, 600]),

  IMPORT_STORAGE_URL: bucketPlace().optional(),
  S3_ACCESS_KEY_ID: text().optional(),
  S3_SECRET_ACCESS_KEY: text().optional(),

  SMTP_URL: url('smtp', 'smtps').optional(),
  MAIL_FROM: text().default('Throughline <no-reply@throughline.local>'),
  // Where reports of mails that cannot be delivered go: the mailbox of IMAP_URL.
  MAIL_BOUNCE_ADDRESS: email().optional(),
  MAIL_CONNECTIONS: wholeNumber(1, 100).default(5),
  MAIL_PER_SECOND: wholeNumber(1, 10_000).default(50),
  MAIL_WHEN_UNKNOWN: oneOf(['send-again', 'hold']).default('send-again'),
  IMAP_URL: url('imap', 'imaps').optional(),

  ADMIN_EMAIL: email().default('admin@throughline.local'),
  ADMIN_PASSWORD: text().min(12, 'must have at least 12 characters').optional(),
  GITHUB_URL: secureUrl().default('https://github.com'),
  GITHUB_CLIENT_ID: text().optional(),
  GITHUB_CLIENT_SECRET: text().optional(),
  OIDC_PROVIDERS: openIdProviders().default([]),

  THROUGHLINE_HOME: path('.local'),
  POSTGRES_PORT: port().default(5433),
  PGBOUNCER_PORT: port().default(6433),
  TEMPORAL_PORT: port().default(7233),
  TEMPORAL_UI_PORT: port().default(8233),
  MAIL_WEB_PORT: port().default(1080),
  MAIL_SMTP_PORT: port().default(1025),

  THROUGHLINE_FAULT: fault().optional(),
})

export type SettingName = keyof typeof settingTable.shape
export type SettingValues = z.infer<typeof settingTable>

/** What a setting is of no use without. */
export const neededBeside: Partial<Record<SettingName, readonly SettingName[]>> = {
  IMPORT_STORAGE_URL: ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  GITHUB_CLIENT_ID: ['GITHUB_CLIENT_SECRET'],
}

export const settingNames = Object.keys(settingTable.shape) as readonly SettingName[]
