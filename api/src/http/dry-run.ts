import type { Operation } from '@throughline/contract'
import { type Database, type Tenant, type Transaction, withTransaction } from '@throughline/database'

/** Whether the request asks what the operation would do: `?dry_run=true`, where it can tell. */
export const isDryRun = (operation: Operation, query: unknown): boolean =>
  operation.dryRun !== undefined && (query as { dry_run?: boolean } | undefined)?.dry_run === true

/** Runs `act` in a transaction that never commits. */
export async function withoutCommit<Result>(
  database: Database,
  tenant: Tenant,
  act: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const enough = new Error('tried out')
  const results: Result[] = []
  try {
    await withTransaction(database, tenant, async (transaction) => {
      results.push(await act(transaction))
      throw enough
    })
  } catch (error) {
    if (error !== enough) throw error
  }
  return results[0] as Result
}
