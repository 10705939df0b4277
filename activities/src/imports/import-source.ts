import { type Database, databaseFiles, type ImportJobRow, withTransaction } from '@throughline/database'
import { storedFileOf } from '@throughline/domain'
import { type Buckets, type FileStore, pieceBytes, type StoredFile } from '@throughline/platform'

const piecesPerPage = 4

/** Numbers for the pieces of one attempt to fetch a file, which has no more than 100: those of the next come after them. */
const piecesOfAttempt = 128

export type ImportSource = StoredFile

/** Where the pieces of an import's file are; those of attempts that came to nothing lie before. */
export const storedPieces = (job: ImportJobRow): { file: StoredFile; first: number } => ({
  file: storedFileOf(job),
  first: (job.fetch?.attempt ?? 0) * piecesOfAttempt,
})

/** The file was stored, and not all of it is there any more. */
export class FileLostError extends Error {
  override readonly name = 'FileLostError'
}

/** Where the file of an import is: its import says so. */
export function fileStoreOf(
  database: Database,
  buckets: Buckets,
  { organisationId, fileStore }: Pick<ImportJobRow, 'organisationId' | 'fileStore'>,
): FileStore {
  if (fileStore !== null) return buckets.at(fileStore)
  return databaseFiles((act) => withTransaction(database, { organisationId }, act))
}

/**
 * The stored file in pieces, `byteCount` in all. They are read page by page; no transaction stays open while one is worked
 * on. Throws FileLostError where the file has become shorter.
 */
export async function* readPieces(
  store: FileStore,
  { file, first }: ReturnType<typeof storedPieces>,
  byteCount: number,
  onPage: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  let sequence = first
  let left = byteCount
  while (left > 0) {
    const page = await store.list(file, sequence, Math.min(piecesPerPage, Math.ceil(left / pieceBytes)))
    if (page.length === 0) throw new FileLostError('the stored file is not whole')
    for (const bytes of page) {
      left -= bytes.length
      yield bytes
    }
    sequence += page.length
    if (left > 0) await onPage()
  }
}
