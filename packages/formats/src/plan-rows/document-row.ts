import type { ImportEntity } from '@throughline/contract'
import type { DocumentExtra, StoredSchedule } from '../plan-document.ts'

/** What an import writes of one row of a file. */
export interface DocumentRow {
  readonly entity: ImportEntity
  /** In the file, unique among its entity; of the project `project`, of a baseline its number. */
  readonly key: string
  readonly guid: string | null
  readonly id: string
  /** For people: of a task its name, of a link “A > B (FS)”. */
  readonly name: string
  readonly line: number | null
  /** What a create of the entity takes. Defaults are left in, so that two versions compare field by field. */
  readonly values: Readonly<Record<string, unknown>>
  /** Ids of rows of the same import that it names. */
  readonly needs: readonly string[]
  readonly extra: DocumentExtra | null
  /** Of a task, what the program that wrote the file had scheduled. */
  readonly stored: StoredSchedule | null
  readonly problem: RowProblem | null
}

/** Why a row cannot be taken as it stands: what is wrong with which field, and what the file says there. */
export interface RowProblem {
  readonly message: string
  readonly field: string
  readonly text: string
}

/** The id of the row that a key stands for; the same key always gets the same one. */
export type IdOf = (entity: ImportEntity, key: string) => string
