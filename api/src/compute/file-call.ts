import type { FileId, Operations, ParamsOf, QueryOf } from '@throughline/contract'
import type { Transaction } from '@throughline/database'
import type { Actor } from '@throughline/domain'
import type { Settings } from '@throughline/platform'

/** One call, parsed and authenticated. */
export interface FileCall<Id extends FileId> {
  readonly settings: Pick<Settings, 'temporal'> & { readonly publicUrl: string }
  readonly actor: Actor
  readonly params: ParamsOf<Operations[Id]>
  readonly query: QueryOf<Operations[Id]>
  /** Reads in a transaction of its own, which never commits. */
  read<Result>(act: (transaction: Transaction) => Promise<Result>): Promise<Result>
}

export type FilePieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>

export interface FileAnswer {
  readonly fileName: string
  readonly contentType: string
  readonly pieces: FilePieces
}

export type FileWriter<Id extends FileId> = (call: FileCall<Id>) => Promise<FileAnswer>
