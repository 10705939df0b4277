import type { Transaction } from './database.ts'

export interface ImportLinkRow {
  id: string
  importId: string
  /** Sealed for its id. */
  address: string
}

/** Where the file of an import is fetched from; its own table, so that nobody reads it who reads imports. */
export async function insertImportLink(
  transaction: Transaction,
  organisationId: string,
  { id, importId, address }: ImportLinkRow,
): Promise<void> {
  const values = { id, import_id: importId, organisation_id: organisationId, address }
  await transaction.insertInto('import_link').values(values).execute()
}

export async function findImportLink(transaction: Transaction, importId: string): Promise<ImportLinkRow | null> {
  const query = transaction.selectFrom('import_link').select(['id', 'import_id as importId', 'address'])
  return (await query.where('import_id', '=', importId).executeTakeFirst()) ?? null
}

export async function moveImportLink(transaction: Transaction, from: string, to: string): Promise<void> {
  await transaction.updateTable('import_link').set({ import_id: to }).where('import_id', '=', from).execute()
}

export async function deleteImportLink(transaction: Transaction, importId: string): Promise<void> {
  await transaction.deleteFrom('import_link').where('import_id', '=', importId).execute()
}
