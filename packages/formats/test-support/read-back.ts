import { readTables } from '../src/xer/xer-tables.ts'
import { bytesOf } from './bytes.ts'

/** The rows of a table of an XER file as objects; what is empty is missing. */
export async function rowsOfXer(content: Uint8Array, table: string): Promise<Record<string, string>[]> {
  const handlers = { wanted: new Set([table]), onBytes: () => undefined }
  const { tables } = await readTables(bytesOf(content, 5_000), handlers)
  return (tables.get(table) ?? []).map(({ values }) => Object.fromEntries(values))
}
