import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createDatabase } from '@throughline/database'
import { tellAudit } from '@throughline/domain'
import { type LocalSettings, loadEnvironmentFile, loadLocalSettings } from '@throughline/platform'
import { serviceAccount } from './as-user.ts'
import { appUrl, ensureDatabaseSecrets } from './database-urls.ts'
import { describeHome } from './home.ts'
import { root } from './run-typescript.mjs'
import { readRunner } from './stack-lock.ts'

/**
 * `npm run audit:verify`: follows the chain of every organisation's audit trail, in the local stack or where DATABASE_URL
 * says. Exit code 1 when a chain is broken.
 */
export async function main(): Promise<number> {
  loadEnvironmentFile(join(root, '.env'))
  const database = createDatabase({ connectionString: databaseUrlOf(loadLocalSettings()), poolSize: 1 })
  try {
    return (await tellAudit(database, console.log)) > 0 ? 1 : 0
  } finally {
    await database.close()
  }
}

function databaseUrlOf({ existing, home, ports }: LocalSettings): string {
  if (existing.databaseUrl) return existing.databaseUrl
  if (!existsSync(join(home, 'secrets'))) throw new Error('There is no database yet. Start it with: npm start')
  const { pgbouncer } = readRunner(join(home, 'run'))?.ports ?? ports
  return appUrl(pgbouncer, ensureDatabaseSecrets(describeHome(home, serviceAccount())))
}
