import { type Logger, pino } from 'pino'
import type { Settings } from './settings.ts'

export type { Logger }

/** Fields that never reach a log, at the top of a line or one level down (request headers, bodies, rows). */
const secretFields = [
  'password',
  'passwordHash',
  'newPassword',
  'token',
  'secret',
  'sessionSecret',
  'authorization',
  'cookie',
  'email',
  'smtpUrl',
  'databaseUrl',
] as const

const redactedPaths = [
  ...secretFields,
  ...secretFields.map((field) => `*.${field}`),
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["idempotency-key"]',
  'res.headers["set-cookie"]',
]

/**
 * Logger of one process: JSON lines on standard output, `time` in ISO 8601.
 * Add ids with `logger.child({ requestId, organisationId, projectId, workflowId, runId })`.
 */
export function createLogger(
  name: string,
  settings: Pick<Settings, 'logLevel'>,
  destination?: { write(line: string): void },
): Logger {
  const options = {
    name,
    level: settings.logLevel,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: redactedPaths, censor: '[redacted]' },
    serializers: { err: pino.stdSerializers.err, error: pino.stdSerializers.err },
  }
  return destination ? pino(options, destination) : pino(options)
}
