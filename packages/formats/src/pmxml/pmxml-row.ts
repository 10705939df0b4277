import { dateOfChild } from '../mspdi/values.ts'
import { child, flagOfChild, malformed, numberOfChild, textOfChild, type XmlRecord } from '../mspdi/xml-record.ts'
import type { WallTime } from '../plan-document.ts'
import type { RowSource, XerRow } from '../xer/xer-tables.ts'
import type { Column } from './pmxml-columns.ts'

export type More = Readonly<Record<string, string | null>>

/**
 * The row of XER that says the same as an element. Throws FormatError, with the place of the element, for what is no
 * number or date where one has to be.
 */
export function rowOf(table: string, record: XmlRecord, columns: readonly Column[], more: More = {}): XerRow {
  const values = new Map<string, string>()
  for (const column of columns) {
    const text = cellOf(record, column)
    if (text !== null) values.set(column.name, text)
  }
  for (const [name, text] of Object.entries(more)) {
    if (text !== null) values.set(name, text)
  }
  return { line: record.line, table, values, source: sourceOf(record.name, columns) }
}

const sources = new Map<readonly Column[], RowSource>()

/** One for all elements of a kind. */
function sourceOf(rowName: string, columns: readonly Column[]): RowSource {
  const known = sources.get(columns)
  if (known !== undefined) return known
  const names = new Map(columns.map(({ name, elements: [element] }) => [name, element ?? name]))
  const source = { rowName, cellOf: (column: string) => ({ name: names.get(column) ?? column, column: 0 }) }
  sources.set(columns, source)
  return source
}

export function cellDate(date: WallTime): string {
  return date.replace('T', ' ')
}

function cellOf(record: XmlRecord, { elements, kind }: Column): string | null {
  const element = elements.find((name) => textOfChild(record, name) !== null)
  if (element === undefined) return null
  if (typeof kind === 'object') return kind[textOfChild(record, element) ?? ''] ?? null
  switch (kind) {
    case 'text':
      return child(record, element)?.text.trim() ?? null
    case 'flag':
      return flagOfChild(record, element) ? 'Y' : 'N'
    case 'date': {
      const date = dateOfChild(record, element)
      return date === null ? null : cellDate(date)
    }
    default: {
      const number = numberOfChild(record, element) ?? 0
      const place = child(record, element)
      if (kind === 'duration' && number < 0 && place !== null) throw malformed(place, 'a duration, not below zero')
      return String(kind === 'percent' ? Math.round(number * 1e6) / 1e4 : number)
    }
  }
}
