import { cut } from '../limits.ts'
import type { DocumentCustomField, DocumentWarning } from '../plan-document.ts'
import { Warnings } from '../warnings.ts'
import { type CustomColumn, customColumns } from './custom-columns.ts'
import { lengthsOf } from './day-lengths.ts'
import type { FieldDefinition, FieldOf, TableDefinition, ValuesOf } from './definition.ts'
import { addFault } from './fault-limit.ts'
import { bareName, fieldNamed } from './header.ts'
import { guessColumns, headerUnit, mappedColumns, type TableColumn } from './mapping.ts'
import { type OpenTable, openTable, type TableOptions } from './open-table.ts'
import { orderGuess } from './order-guess.ts'
import { isNothing, type ParsedCell, parseCell, parseCustomCell, type Reading } from './parse-cell.ts'
import { partsOfOneGuess } from './parts-of-one.ts'
import { remembered } from './remembered.ts'
import { TextRows, textKeeper } from './text-rows.ts'
import type { DayLengths } from './values/span.ts'

export interface TableRow<Definition extends TableDefinition> {
  /** Where it begins in the file, from 1. */
  readonly line: number
  readonly values: ValuesOf<Definition>
  /** By the keys of the custom fields. */
  readonly custom: Readonly<Record<string, string | number | boolean>>
  /** The cells as they are in the file, in the order of the columns that are read. */
  readonly texts: readonly string[]
}

/** A cell that is not understood: the row is as if it were empty. */
export interface TableFault {
  /** In the list of rows, from 0. */
  readonly row: number
  /** The key of the field, or `custom:` and the key of the custom one. */
  readonly field: string
  readonly text: string
  readonly message: string
  readonly line: number
  readonly column: number
}

/** A table whose rows are texts, each of which is understood when it is asked for. */
export interface TextTable<Definition extends TableDefinition> {
  readonly length: number
  readonly lineOf: (row: number) => number
  /** What a cell says, where it is understood. */
  readonly valueAt: <Field extends FieldOf<Definition>>(
    row: number,
    field: Field,
  ) => ValuesOf<Definition>[Field] | undefined
  /** `onFault` gets the cells that are not understood. */
  readonly rowAt: (row: number, onFault: (fault: TableFault) => void) => TableRow<Definition>
  /** What the row says takes no more room then. */
  readonly forget: (row: number) => void
  readonly warnings: Warnings
  readonly customFields: readonly DocumentCustomField[]
  /** The fields that there are columns of. */
  readonly fields: ReadonlySet<FieldOf<Definition>>
  /** What the file says there; empty when it says nothing. */
  readonly textOf: (row: Pick<TableRow<Definition>, 'texts'>, field: FieldOf<Definition>) => string
  /** From 1; 0 when the field has no column. */
  readonly columnOf: (field: FieldOf<Definition>) => number
  readonly lengths: DayLengths
}

export interface ReadTable<Definition extends TableDefinition>
  extends Pick<TextTable<Definition>, 'customFields' | 'fields' | 'textOf' | 'columnOf' | 'lengths'> {
  readonly rows: readonly TableRow<Definition>[]
  readonly faults: readonly TableFault[]
  readonly warnings: readonly DocumentWarning[]
}

/**
 * Reads a list from a table. Cells that are not understood become faults. Throws FormatError, with the place, for a file
 * that is no such table: one without a required column, too large a one, one that cannot be parsed.
 */
export async function readTable<const Definition extends TableDefinition>(
  source: AsyncIterable<Uint8Array>,
  definition: Definition,
  options: TableOptions,
): Promise<ReadTable<Definition>> {
  const { rowAt, length, customFields, fields, textOf, columnOf, lengths, warnings } = await readTexts(
    source,
    definition,
    options,
  )
  const faults: TableFault[] = []
  const rows = Array.from({ length }, (_, row) => rowAt(row, (fault) => addFault(faults, fault)))
  return { rows, faults, customFields, fields, textOf, columnOf, lengths, warnings: warnings.list() }
}

/** The same with the rows still texts, for tables that are so long that each row should be there in one form only. */
export async function readTexts<const Definition extends TableDefinition>(
  source: AsyncIterable<Uint8Array>,
  definition: Definition,
  options: TableOptions,
): Promise<TextTable<Definition>> {
  const warnings = new Warnings()
  const table = await openTable(source, definition, options)
  const guessed = options.mapping === undefined ? guessColumns(table.header, table.samples, definition) : null
  const columns = await closingOnError(table, () =>
    mappedColumns(options.mapping ?? { columns: guessed ?? [] }, table.header, definition),
  )
  if (guessed !== null) warnOfUnread(guessed, table, definition, warnings)
  const { rows, reading, customs } = await readRows(table, columns, options)
  return textTable(rows, columns, customs, reading, warnings)
}

async function closingOnError<Value>({ rows }: OpenTable, make: () => Value): Promise<Value> {
  try {
    return make()
  } catch (error) {
    await rows.return(undefined)
    throw error
  }
}

function warnOfUnread(
  guessed: readonly { readonly index: number; readonly field: string | null }[],
  { header: { cells, line } }: OpenTable,
  definition: TableDefinition,
  warnings: Warnings,
): void {
  for (const { index, field } of guessed) {
    const name = cells[index]?.trim() ?? ''
    if (field !== null || name === '') continue
    const reason = reasonNotToRead(name, definition)
    warnings.add('column', { line, column: index + 1 }, `The column “${cut(name, 60)}” is ${reason} and not read.`)
  }
}

function reasonNotToRead(name: string, definition: TableDefinition): string {
  if (definition.computed?.map(bareName).includes(bareName(name)) === true) return 'computed'
  return fieldNamed(name, definition) === null ? 'not known' : 'there twice, or not understood,'
}

/** All rows as text, and what their columns as wholes tell. */
async function readRows(
  { header, rows: source }: OpenTable,
  columns: readonly TableColumn[],
  { mapping }: TableOptions,
): Promise<{ rows: TextRows; reading: Reading; customs: readonly (CustomColumn | null)[] }> {
  const order = orderGuess()
  const parts = partsOfOneGuess()
  const customs = customColumns(columns)
  const keepers = columns.map(({ definition }, at) =>
    textKeeper((text) => {
      customs[at]?.add(text)
      if (definition === null || definition.type === 'date') order.add(text)
      else if (definition.type === 'percent') parts.add(text)
    }),
  )
  const rows = new TextRows(columns.length)
  for await (const batch of source) {
    for (const { cells, line } of batch) {
      rows.add(line, (at) => keepers[at]?.(cells[columns[at]?.index ?? -1] ?? '') ?? '')
    }
  }
  const duration = columns.find(({ definition }) => definition?.type === 'duration')?.header ?? ''
  const reading: Reading = {
    dates: order.reading(mapping?.dateOrder),
    durationUnit: mapping?.durationUnit ?? headerUnit(duration),
    lengths: lengthsOf(header.cells),
    percentsArePartsOfOne: parts.arePartsOfOne(),
  }
  return { rows, reading, customs }
}

function textTable<Definition extends TableDefinition>(
  rows: TextRows,
  columns: readonly TableColumn[],
  customs: readonly (CustomColumn | null)[],
  reading: Reading,
  warnings: Warnings,
): TextTable<Definition> {
  const cells = columns.map((column, at) => cellReader(column, customs[at] ?? null, reading))
  const positions = new Map(columns.map(({ field }, at) => [field, at]))
  const read = columns.filter(({ definition }) => definition !== null)
  return {
    length: rows.length,
    lineOf: (row) => rows.lineOf(row),
    valueAt: (row, field) => {
      const at = positions.get(field) ?? -1
      const text = rows.textOf(row, at)
      return (text === '' ? undefined : (cells[at]?.parse(text)?.value ?? undefined)) as undefined
    },
    rowAt: (row, onFault) => typedRow<Definition>(rows, row, cells, onFault, warnings),
    forget: (row) => rows.forget(row),
    warnings,
    customFields: customs.flatMap((column) => (column === null ? [] : [column.field()])),
    fields: new Set(read.map(({ field }) => field as FieldOf<Definition>)),
    textOf: ({ texts }, field) => texts[positions.get(field) ?? -1]?.trim() ?? '',
    columnOf: (field) => (columns[positions.get(field) ?? -1]?.index ?? -1) + 1,
    lengths: reading.lengths,
  }
}

const NO_CUSTOM: TableRow<TableDefinition>['custom'] = {}

function typedRow<Definition extends TableDefinition>(
  rows: TextRows,
  row: number,
  cells: readonly CellReader[],
  onFault: (fault: TableFault) => void,
  warnings: Warnings,
): TableRow<Definition> {
  const line = rows.lineOf(row)
  const texts = cells.map((_, at) => rows.textOf(row, at))
  const values: Record<string, unknown> = {}
  let custom: Record<string, string | number | boolean> | null = null
  for (const [at, cell] of cells.entries()) {
    const text = texts[at] ?? ''
    const parsed = text === '' ? null : cell.parse(text)
    if (parsed === null) continue
    if (parsed.wrong !== undefined) {
      const { field, column } = cell
      onFault({ row, field, text: cut(text.trim(), 200), message: parsed.wrong, line, column })
      continue
    }
    if (parsed.doubt !== undefined) warnings.add('date with slashes', { line, column: cell.column }, parsed.doubt)
    if (cell.customKey === null) values[cell.field] = parsed.value
    else {
      custom ??= {}
      custom[cell.customKey] = parsed.value as string | number | boolean
    }
  }
  return { line, values: values as ValuesOf<Definition>, custom: custom ?? NO_CUSTOM, texts }
}

interface CellReader {
  readonly field: string
  readonly column: number
  readonly customKey: string | null
  /** Null for a cell that says nothing. */
  readonly parse: (text: string) => ParsedCell | null
}

function cellReader(
  { index, field, definition }: TableColumn,
  custom: CustomColumn | null,
  reading: Reading,
): CellReader {
  const column = index + 1
  if (definition !== null) {
    const parse = (text: string) => (isNothing(text, definition) ? null : parseCell(text, definition, reading))
    return { field, column, customKey: null, parse: isText(definition) ? parse : remembered(parse) }
  }
  const { key = '', type = 'text' } = custom?.field() ?? {}
  const parse = (text: string) => (text.trim() === '' ? null : parseCustomCell(text, type, reading))
  return { field: `custom:${key}`, column, customKey: key, parse: type === 'text' ? parse : remembered(parse) }
}

function isText(definition: FieldDefinition | null): boolean {
  return definition === null || definition.type === 'text' || definition.type === 'raw'
}
