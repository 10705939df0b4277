import { type Database, type Tenant, type Transaction, withTransaction } from '@throughline/database'

/** Runs `act` in a transaction that never commits. */
export async function withoutCommit<Result>(
  database: Database,
  tenant: Tenant,
  act: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const enough = new Error('that was all')
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
