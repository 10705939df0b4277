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

export interface ReadTable<Definition extends TableDefinition> {
  readonly rows: readonly TableRow<Definition>[]
  readonly faults: readonly TableFault[]
  readonly warnings: readonly DocumentWarning[]
  readonly customFields: readonly DocumentCustomField[]
  /** The fields that there are columns of. */
  readonly fields: ReadonlySet<FieldOf<Definition>>
  /** What the file says there; empty when it says nothing. */
  readonly textOf: (row: Pick<TableRow<Definition>, 'texts'>, field: FieldOf<Definition>) => string
  /** From 1; 0 when the field has no column. */
  readonly columnOf: (field: FieldOf<Definition>) => number
  readonly lengths: DayLengths
}

type RawRow = Pick<TableRow<TableDefinition>, 'line' | 'texts'>

/**
 * Reads a list from a table. Cells that are not understood become faults. Throws FormatError, with the place, for a file
 * that is no such table: one without a required column, too large a one, one that cannot be parsed.
 */
export async function readTable<const Definition extends TableDefinition>(
  source: AsyncIterable<Uint8Array>,
  definition: Definition,
  options: TableOptions,
): Promise<ReadTable<Definition>> {
  const warnings = new Warnings()
  const table = await openTable(source, definition, options)
  const guessed = options.mapping === undefined ? guessColumns(table.header, table.samples, definition) : null
  const columns = await closingOnError(table, () =>
    mappedColumns(options.mapping ?? { columns: guessed ?? [] }, table.header, definition),
  )
  if (guessed !== null) warnOfUnread(guessed, table, definition, warnings)
  const { rows, reading, customs } = await readRows(table, columns, options)
  return typedTable(rows, columns, customs, reading, warnings)
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
): Promise<{ rows: RawRow[]; reading: Reading; customs: readonly (CustomColumn | null)[] }> {
  const order = orderGuess()
  const parts = partsOfOneGuess()
  const customs = customColumns(columns)
  // Cells that are no text mostly repeat each other, and need not be held again and again.
  const sames = columns.map(({ definition }) => (isText(definition) ? null : remembered((text: string) => text)))
  const rows: RawRow[] = []
  for await (const { cells, line } of source) {
    const texts = columns.map(({ index }, at) => sames[at]?.(cells[index] ?? '') ?? cells[index] ?? '')
    for (const [at, { definition }] of columns.entries()) {
      const text = texts[at] ?? ''
      if (text === '') continue
      if (definition === null) customs[at]?.add(text)
      if (definition === null || definition.type === 'date') order.add(text)
      else if (definition.type === 'percent') parts.add(text)
    }
    rows.push({ line, texts })
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

function typedTable<Definition extends TableDefinition>(
  raws: readonly RawRow[],
  columns: readonly TableColumn[],
  customs: readonly (CustomColumn | null)[],
  reading: Reading,
  warnings: Warnings,
): ReadTable<Definition> {
  const faults: TableFault[] = []
  const cells = columns.map((column, at) => cellReader(column, customs[at] ?? null, reading))
  const rows = raws.map((raw, row) => typedRow<Definition>(raw, row, cells, faults, warnings))
  const positions = new Map(columns.map(({ field }, at) => [field, at]))
  const read = columns.filter(({ definition }) => definition !== null)
  return {
    rows,
    faults,
    warnings: warnings.list(),
    customFields: customs.flatMap((column) => (column === null ? [] : [column.field()])),
    fields: new Set(read.map(({ field }) => field as FieldOf<Definition>)),
    textOf: ({ texts }, field) => texts[positions.get(field) ?? -1]?.trim() ?? '',
    columnOf: (field) => (columns[positions.get(field) ?? -1]?.index ?? -1) + 1,
    lengths: reading.lengths,
  }
}

function typedRow<Definition extends TableDefinition>(
  { line, texts }: RawRow,
  row: number,
  cells: readonly CellReader[],
  faults: TableFault[],
  warnings: Warnings,
): TableRow<Definition> {
  const values: Record<string, unknown> = {}
  const custom: Record<string, string | number | boolean> = {}
  for (const [at, cell] of cells.entries()) {
    const text = texts[at] ?? ''
    const parsed = text === '' ? null : cell.parse(text)
    if (parsed === null) continue
    if (parsed.wrong !== undefined) {
      const { field, column } = cell
      addFault(faults, { row, field, text: cut(text.trim(), 200), message: parsed.wrong, line, column })
      continue
    }
    if (parsed.doubt !== undefined) warnings.add('date with slashes', { line, column: cell.column }, parsed.doubt)
    if (cell.customKey === null) values[cell.field] = parsed.value
    else custom[cell.customKey] = parsed.value as string | number | boolean
  }
  return { line, values: values as ValuesOf<Definition>, custom, texts }
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
