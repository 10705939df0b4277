import { createDatabase } from '@throughline/database'
import { verifyAudit } from '@throughline/domain'
import { loadSettings } from '@throughline/platform'

/**
 * `npm run audit:verify`: follows the chain of every organisation's audit trail. Says of each how long it is and the hash
 * of its last row, which, kept elsewhere, proves later that nothing before was changed; names what is not sealed yet.
 * Exits 1 when a chain is broken.
 */
const settings = loadSettings(undefined, ['DATABASE_URL'])
const database = createDatabase({ connectionString: settings.database.url, poolSize: 1 })
let broken = 0
try {
  for await (const { organisationId, sealed, hash, problems, unsealed, oldestUnsealedAt } of verifyAudit(database)) {
    const tail = unsealed === 0 ? '' : `; ${unsealed} not sealed yet, the oldest of ${oldestUnsealedAt}`
    console.log(
      `${problems.length === 0 ? '✓' : '✗'} ${organisationId}: ${sealed} sealed, last ${hash ?? 'none'}${tail}`,
    )
    for (const problem of problems) console.log(`    ${problem}`)
    if (problems.length > 0) broken += 1
  }
} finally {
  await database.close()
}
if (broken > 0) process.exitCode = 1
