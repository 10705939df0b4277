import type { DocumentCustomField, WallTime } from '../plan-document.ts'
import type { Span } from './values/span.ts'

/** A list that can be read from a table: what its columns can be. */
export interface TableDefinition {
  readonly fields: Readonly<Record<string, FieldDefinition>>
  /** Whether columns can become fields of their own. */
  readonly takesCustomFields?: boolean
  /** Names of columns that are worked out here, so that one of them says nothing new. */
  readonly computed?: readonly string[]
  /** Second thoughts about a guess, from all columns together: the field of each. */
  readonly reconsider?: (columns: readonly GuessedColumn[]) => readonly (string | null)[]
}

/** `values` are the first ones that are not empty. */
export interface GuessedColumn {
  readonly name: string
  readonly field: string | null
  readonly values: readonly string[]
}

interface FieldHead {
  /** As it is shown to people; also how the column is called that is written. */
  readonly label: string
  /** Other names of such columns; case, signs and what is in brackets do not count. */
  readonly aliases?: readonly string[]
  /** Whether a file without such a column is refused. */
  readonly isRequired?: boolean
  /** Whether values that are not empty show that a column without a name is this field. */
  readonly shownBy?: (values: readonly string[]) => boolean
}

/**
 * `choice`: one of some values, each with the words for it. `raw` is text that keeps spaces at its ends. `date` is a wall
 * time, of `time` where the cell says none, or a mere day where that is null.
 */
export type FieldDefinition =
  | (FieldHead & { readonly type: 'text' | 'raw' | 'number' | 'percent' | 'money' | 'flag' | 'duration' })
  | (FieldHead & { readonly type: 'integer' } & WholeRange)
  | (FieldHead & { readonly type: 'date'; readonly time: string | null })
  | (FieldHead & { readonly type: 'choice'; readonly choices: Choices })

interface WholeRange {
  readonly minimum: number
  readonly maximum: number
  /** What some numbers are also called. */
  readonly words?: Readonly<Record<string, number>>
}

export type Choices = Readonly<Record<string, readonly string[]>>

interface ValueTypes {
  readonly text: string
  readonly raw: string
  readonly number: number
  readonly integer: number
  /** 40 for 40 %. */
  readonly percent: number
  /** Hundredths. */
  readonly money: number
  readonly flag: boolean
  readonly duration: Span
  readonly date: WallTime
  readonly choice: string
}

export type ValueOf<Field extends FieldDefinition> = Field extends { readonly choices: infer Words }
  ? Extract<keyof Words, string>
  : ValueTypes[Field['type']]

export type FieldOf<Definition extends TableDefinition> = Extract<keyof Definition['fields'], string>

/** The values that a row has; what is left out is an empty cell, no column, or what could not be understood. */
export type ValuesOf<Definition extends TableDefinition> = {
  readonly [Field in FieldOf<Definition>]?: ValueOf<Definition['fields'][Field]>
}

export type CustomFieldType = DocumentCustomField['type']
