import type { ImportFormat } from '@throughline/contract'
import { type Database, listImportChunks, withTransaction } from '@throughline/database'
import { type ImportablePlan, importablePlan, readCsv, readMspdi } from '@throughline/formats'

const chunksPerPage = 4

export interface ImportSource {
  database: Database
  organisationId: string
  importId: string
  format: ImportFormat
  /** Called after each page with the tasks read so far; throws to stop reading. */
  onPage: (tasks: number) => Promise<void>
}

/** Reads the stored file page by page; no transaction stays open while it is parsed. Throws FormatError. */
export async function readDocument(source: ImportSource): Promise<ImportablePlan> {
  const read = source.format === 'csv' ? readCsv : readMspdi
  let tasks = 0
  const bytes = readPages(source, () => tasks)
  return importablePlan(await read(bytes, { onProgress: (progress) => (tasks = progress.tasks) }))
}

async function* readPages(source: ImportSource, tasks: () => number): AsyncGenerator<Uint8Array> {
  const { database, importId } = source
  let sequence = 0
  for (;;) {
    const page = await withTransaction(database, source, (transaction) =>
      listImportChunks(transaction, importId, sequence, chunksPerPage),
    )
    for (const { bytes } of page) yield new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    sequence += page.length
    if (page.length < chunksPerPage) return
    await source.onPage(tasks())
  }
}
