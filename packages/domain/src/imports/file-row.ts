import type { ImportEntity, ImportRow } from '@throughline/contract'

/** One row of a file, as it would be made: what the readers of formats give, in the order of writing. */
export interface FileRow {
  readonly entity: ImportEntity
  /** In the file; unique among its kind. */
  readonly key: string
  readonly guid: string | null
  /** Of the row of the plan that it is, or will be. */
  readonly id: string
  readonly name: string
  readonly line: number | null
  /** What a new row of its kind takes. */
  readonly values: Readonly<Record<string, unknown>>
  /** Ids of rows of the same file that it names. */
  readonly needs: readonly string[]
  /** Why it cannot be taken as it stands. */
  readonly problem: ImportRow['problem']
  readonly stored: unknown
  readonly extra: unknown
}

/** How a row of a file is told from others. */
export interface FileKey {
  readonly entity: ImportEntity
  readonly key: string
  readonly guid: string | null
  /** What calendars, resources and baselines are told by when nothing else tells. */
  readonly name: string
}

/** What a file can say at all: a table says nothing of what it has no column for. Left out: everything. */
export type ToldFields = Readonly<Partial<Record<ImportEntity, ReadonlySet<string> | 'all' | 'nothing'>>>
