import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createDatabase } from '@throughline/database'
import { type AuditVerdict, verifyAudit } from '@throughline/domain'
import { type LocalSettings, loadEnvironmentFile, loadLocalSettings } from '@throughline/platform'
import { serviceAccount } from './as-user.ts'
import { appUrl, ensureDatabaseSecrets } from './database-urls.ts'
import { describeHome } from './home.ts'
import { root } from './run-typescript.mjs'
import { readRunner } from './stack-lock.ts'

/**
 * `npm run audit:verify`: follows the chain of every organisation's audit trail, in the local stack or where DATABASE_URL
 * says. Tells of each how long it is and the hash of its last row, which, kept elsewhere, proves later that nothing before
 * was changed; names what is not sealed yet. Exit code 1 when a chain is broken.
 */
export async function main(): Promise<number> {
  loadEnvironmentFile(join(root, '.env'))
  const database = createDatabase({ connectionString: databaseUrlOf(loadLocalSettings()), poolSize: 1 })
  let broken = 0
  try {
    for await (const verdict of verifyAudit(database)) {
      console.log(describe(verdict))
      if (verdict.problems.length > 0) broken += 1
    }
  } finally {
    await database.close()
  }
  return broken > 0 ? 1 : 0
}

function databaseUrlOf({ existing, home, ports }: LocalSettings): string {
  if (existing.databaseUrl) return existing.databaseUrl
  if (!existsSync(join(home, 'secrets'))) throw new Error('There is no database yet. Start it with: npm start')
  const { pgbouncer } = readRunner(join(home, 'run'))?.ports ?? ports
  return appUrl(pgbouncer, ensureDatabaseSecrets(describeHome(home, serviceAccount())))
}

function describe({ organisationId, sealed, hash, problems, unsealed, oldestUnsealedAt }: AuditVerdict): string {
  const tail = unsealed === 0 ? '' : `; ${unsealed} not sealed yet, the oldest of ${oldestUnsealedAt}`
  const line = `${problems.length === 0 ? '✓' : '✗'} ${organisationId}: ${sealed} sealed, last ${hash ?? 'none'}${tail}`
  return [line, ...problems.map((problem) => `    ${problem}`)].join('\n')
}
