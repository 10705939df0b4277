import type { PlanDocument, ReadOptions } from '../plan-document.ts'
import { READ_TABLES } from './document-of.ts'
import { documentOfFile } from './document-of-file.ts'
import { readTables } from './xer-tables.ts'

/**
 * Reads a project of a Primavera P6 export (XER) from a stream. Of several projects the one with
 * the most tasks is read. Throws FormatError, with the place, for a file that is not one.
 */
export async function readXer(source: AsyncIterable<Uint8Array>, options: ReadOptions = {}): Promise<PlanDocument> {
  let bytes = 0
  const file = await readTables(source, {
    wanted: READ_TABLES,
    onBytes: (count, rowsOf) => {
      bytes += count
      options.onProgress?.({ bytes, tasks: rowsOf('TASK') })
    },
  })
  return documentOfFile(file, options.keepsExtra ?? true)
}
