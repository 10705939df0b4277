import type { Transaction } from './database.ts'

/** Keys of the demonstration projects that were made, deleted ones too: what people deleted does not come back. */
export async function listSeedKeys(transaction: Transaction): Promise<string[]> {
  const rows = await transaction.selectFrom('project').select('seed_key').where('seed_key', 'is not', null).execute()
  return rows.flatMap((row) => row.seed_key ?? [])
}
