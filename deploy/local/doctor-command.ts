import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type LocalSettings, loadEnvironmentFile, loadLocalSettings } from '@throughline/platform'
import { adminPasswordFile } from './admin.ts'
import { serviceAccount } from './as-user.ts'
import { appUrl, ensureDatabaseSecrets, monitorUrl } from './database-urls.ts'
import {
  type Check,
  diskCheck,
  type Finding,
  fileStorageCheck,
  gatewayCheck,
  mailCheck,
  passwordFileCheck,
  pgbouncerCheck,
  postgresCheck,
  serviceCheck,
} from './doctor-checks.ts'
import { temporalChecks } from './doctor-temporal.ts'
import { describeHome } from './home.ts'
import { readRecords } from './process-record.ts'
import { root } from './run-typescript.mjs'
import { readRunner } from './stack-lock.ts'

const checkTimeoutMs = 8_000

/** `npm run doctor`: what is healthy, and what to do about what is not. Exit code 0 only when all is well. */
export async function main(): Promise<number> {
  loadEnvironmentFile(join(root, '.env'))
  const settings = loadLocalSettings()
  const runner = readRunner(join(settings.home, 'run'))
  if (!runner) console.log('Throughline does not run here. Start it with: npm start\n')
  const checks = collectChecks({ ...settings, ports: runner?.ports ?? settings.ports }, runner !== undefined)
  const findings = await Promise.all(checks.map(lookSafely))
  console.log(renderFindings(checks, findings))
  const allWell = findings.every((finding) => finding.ok)
  console.log(
    allWell
      ? '\nAll is well.'
      : `\n${findings.filter((finding) => !finding.ok).length} of ${findings.length} are not well.`,
  )
  process.exitCode = allWell ? 0 : 1
  return process.exitCode
}

function collectChecks(settings: LocalSettings, running: boolean): Check[] {
  const { ports, existing } = settings
  const startAdvice = (name: string) => (running ? `npm run stack -- logs ${name}` : 'npm start')
  return [
    ...databaseChecks(settings, startAdvice),
    ...temporalChecks({
      address: existing.temporalAddress ?? `127.0.0.1:${ports.temporal}`,
      namespace: settings.temporalNamespace,
      startAdvice: startAdvice('temporal'),
      readsBounces: existing.imapUrl !== undefined,
    }),
    ...(existing.smtpUrl ? [] : [mailCheck(ports)]),
    ...(settings.files.place === null ? [] : [fileStorageCheck(settings.files)]),
    serviceCheck('worker', ports),
    serviceCheck('email-service', ports),
    serviceCheck('api', ports),
    gatewayCheck(ports),
    diskCheck(settings.home),
    ...passwordChecks(settings),
  ]
}

function databaseChecks(settings: LocalSettings, startAdvice: (name: string) => string): Check[] {
  const { existing, ports, home: folder } = settings
  if (existing.databaseUrl && existing.databaseDirectUrl) {
    const advice = (name: string) => `Check ${name} and the server that it names`
    return [
      postgresCheck(existing.databaseDirectUrl, advice('DATABASE_DIRECT_URL')),
      pgbouncerCheck(existing.databaseUrl, undefined, advice('DATABASE_URL')),
    ]
  }
  if (!existsSync(join(folder, 'secrets'))) {
    return [
      {
        name: 'PostgreSQL',
        advice: 'npm start',
        look: async () => ({ ok: false, detail: 'there is no private cluster yet' }),
      },
    ]
  }
  const secrets = ensureDatabaseSecrets(describeHome(folder, serviceAccount()))
  const postgres = postgresCheck(appUrl(ports.postgres, secrets), startAdvice('postgres'))
  const pooled = readRecords(join(folder, 'run')).some((record) => record.name === 'pgbouncer')
  const advice = pooled ? startAdvice('pgbouncer') : 'Get it with: sudo apt-get install pgbouncer, then start again'
  return [postgres, pgbouncerCheck(appUrl(ports.pgbouncer, secrets), monitorUrl(ports.pgbouncer, secrets), advice)]
}

function passwordChecks(settings: LocalSettings): Check[] {
  const file = adminPasswordFile(settings, { folder: settings.home })
  return file && existsSync(file) ? [passwordFileCheck(file)] : []
}

/** A look that throws, or takes too long, has found something wrong. */
async function lookSafely(check: Check): Promise<Finding> {
  const late = new Promise<Finding>((resolve) => {
    setTimeout(
      () => resolve({ ok: false, detail: `no answer within ${checkTimeoutMs / 1_000} s` }),
      checkTimeoutMs,
    ).unref()
  })
  const look = check.look().catch((error: unknown) => ({ ok: false, detail: reasonOf(error) }))
  return await Promise.race([look, late])
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? error.cause.message : ''
  return (cause || error.message || error.name).split('\n')[0] ?? ''
}

export function renderFindings(checks: readonly Check[], findings: readonly Finding[]): string {
  const width = Math.max(...checks.map((check) => check.name.length))
  return checks
    .map((check, index) => {
      const finding = findings[index]
      const line = `${finding?.ok ? '✓' : '✗'} ${check.name.padEnd(width)}  ${finding?.detail ?? ''}`
      return finding?.ok ? line : `${line}\n  ${' '.repeat(width)}  → ${check.advice}`
    })
    .join('\n')
}
