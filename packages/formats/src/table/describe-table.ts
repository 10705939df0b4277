import type { ImportColumns } from '@throughline/contract'
import { cut } from '../limits.ts'
import type { TableDefinition } from './definition.ts'
import { columnType, guessColumns, headerUnit } from './mapping.ts'
import { type OpenTable, openTable, type TableOptions } from './open-table.ts'
import { type OrderGuess, orderGuess } from './order-guess.ts'
import { TASK_TABLE } from './tasks/task-fields.ts'

export type TableDescription = Pick<ImportColumns, 'header' | 'mapping' | 'fields'>

const SAMPLES = 5
const SAMPLE_CHARACTERS = 100

export interface DescribeOptions extends Omit<TableOptions, 'mapping'> {
  /** What the table is to be a list of; left out: tasks. */
  readonly definition?: TableDefinition
}

/**
 * What a table has and what its columns are taken for, for somebody to look at and to correct; also when a column is
 * missing without which it cannot be read. Throws FormatError for what cannot be parsed.
 */
export async function describeTable(
  source: AsyncIterable<Uint8Array>,
  options: DescribeOptions,
): Promise<TableDescription> {
  const { definition = TASK_TABLE } = options
  const table = await openTable(source, definition, options)
  const columns = guessColumns(table.header, table.samples, definition)
  const typed = columns.map(({ field }) => columnType(field, definition))
  const dates = columns.filter((_, at) => typed[at] === 'date' || typed[at] === 'custom').map(({ index }) => index)
  const order = await shownOrder(table, dates)
  const duration = columns.find((_, at) => typed[at] === 'duration')
  return {
    header: columns.map(({ index }) => ({
      index,
      name: table.header.cells[index]?.trim() ?? '',
      samples: samplesAt(index, table),
    })),
    mapping: {
      columns,
      durationUnit: headerUnit(table.header.cells[duration?.index ?? -1] ?? ''),
      dateOrder: order.order(),
    },
    fields: Object.entries(definition.fields).map(([field, { label, isRequired = false }]) => ({
      field,
      label,
      isRequired,
    })),
  }
}

/** Reads on until a date shows the order of days and months, if need be to the end. */
async function shownOrder({ rows }: OpenTable, columns: readonly number[]): Promise<OrderGuess> {
  const guess = orderGuess()
  for await (const batch of rows) {
    if (columns.length === 0 || guess.isShown()) break
    for (const { cells } of batch) for (const index of columns) guess.add(cells[index] ?? '')
  }
  return guess
}

function samplesAt(index: number, { samples }: OpenTable): string[] {
  const values = new Set<string>()
  for (const { cells } of samples) {
    const value = cells[index]?.trim() ?? ''
    if (value !== '') values.add(cut(value, SAMPLE_CHARACTERS))
    if (values.size === SAMPLES) break
  }
  return [...values]
}
