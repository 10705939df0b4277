import type { Database } from '@throughline/database'
import { type AuditVerdict, verifyAudit } from './verify-audit.ts'

/**
 * Follows the chain of every organisation, and says of each how long it is and the hash of its last row, which, kept
 * elsewhere, proves later that nothing before was changed; names what is not sealed yet. Answers how many are broken.
 */
export async function tellAudit(database: Database, say: (text: string) => void): Promise<number> {
  let broken = 0
  for await (const verdict of verifyAudit(database)) {
    say(describe(verdict))
    if (verdict.problems.length > 0) broken += 1
  }
  return broken
}

function describe({ organisationId, sealed, hash, problems, unsealed, oldestUnsealedAt }: AuditVerdict): string {
  const tail = unsealed === 0 ? '' : `; ${unsealed} not sealed yet, the oldest of ${oldestUnsealedAt}`
  const line = `${problems.length === 0 ? '✓' : '✗'} ${organisationId}: ${sealed} sealed, last ${hash ?? 'none'}${tail}`
  return [line, ...problems.map((problem) => `    ${problem}`)].join('\n')
}
