/** A file that was uploaded is known by the import that it is for. */
export interface StoredFile {
  readonly organisationId: string
  readonly importId: string
}

/** Files are stored in pieces of this size, the last one smaller. */
export const pieceBytes = 1_048_576

/**
 * Where uploaded files stay until their import ends: in the database, or in a bucket. A file is stored piece by piece as
 * it comes, numbered from 0 without gaps, and read in pages, so that nobody ever holds the whole of it.
 */
export interface FileStore {
  put(file: StoredFile, sequence: number, bytes: Uint8Array): Promise<void>
  /** The pieces from `sequence` on, in order, `limit` at most; fewer where there are no more. */
  list(file: StoredFile, sequence: number, limit: number): Promise<Uint8Array[]>
  /** Removes the whole file, if it is there. */
  remove(file: StoredFile, signal?: AbortSignal): Promise<void>
}

/** Why a bucket did not do what it was asked. The message holds neither names nor secrets. */
export class FileStoreError extends Error {
  override readonly name = 'FileStoreError'
  /** Asking again may help. */
  readonly mayPass: boolean

  constructor(message: string, { mayPass, cause }: { mayPass: boolean; cause?: unknown }) {
    super(message, { cause })
    this.mayPass = mayPass
  }
}
