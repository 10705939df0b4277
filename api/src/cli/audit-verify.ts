import { createDatabase } from '@throughline/database'
import { tellAudit } from '@throughline/domain'
import { loadSettings } from '@throughline/platform'

/** `audit-verify`: as `npm run audit:verify`, for where there is no checkout. Exit code 1 when a chain is broken. */
const { database: at } = loadSettings(undefined, ['DATABASE_URL'])
const database = createDatabase({ connectionString: at.url, poolSize: 1 })
try {
  if ((await tellAudit(database, console.log)) > 0) process.exitCode = 1
} finally {
  await database.close()
}
