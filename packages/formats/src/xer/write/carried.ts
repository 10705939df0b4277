// What the extra of a document keeps of a file as a whole: its first line, its tables with their columns, and rows
// that nothing was read from.
import type { DocumentExtra, ExtraNode } from '../../plan-document.ts'
import { cellText } from '../xer-tables.ts'
import { nodesOf, textOf } from './out-row.ts'

const COLUMNS = '%F'
const LINE = '%R'
const HEADER = 'ERMHDR'
const ENCODING = 'encoding'
const IDS = 'ids'
const CONVENTIONS = 'conventions'

export interface CarriedTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly lines: readonly string[]
  /** What more is kept under the table's name. */
  readonly more: readonly ExtraNode[]
}

export interface Carried {
  readonly header: readonly string[] | null
  readonly isUtf8: boolean
  /** The numbers of the project and of the element that stands for it. */
  readonly ids: { readonly project: string | null; readonly root: string | null }
  /** How our own files say some things once; empty for a file of another program, null for no file of Primavera. */
  readonly conventions: readonly string[] | null
  readonly tables: readonly CarriedTable[]
}

export function carriedOf(extra: DocumentExtra | null): Carried {
  const nodes = nodesOf(extra)
  const header = textOf(nodes, HEADER)
  const ids = nodes.find(([name]) => name === IDS)?.[1] ?? []
  const conventions = textOf(nodes, CONVENTIONS)
  return {
    header: header === null ? null : header.split('\t'),
    isUtf8: textOf(nodes, ENCODING) === 'utf-8',
    ids:
      typeof ids === 'string'
        ? { project: null, root: null }
        : { project: textOf(ids, 'proj_id'), root: textOf(ids, 'wbs_id') },
    conventions: nodes.length === 0 ? null : (conventions ?? '').split(' ').filter((word) => word !== ''),
    tables: nodes.flatMap(([name, content]) => {
      if (typeof content === 'string' || name === IDS) return []
      return [
        {
          name,
          columns: (textOf(content, COLUMNS) ?? '').split('\t').filter((column) => column !== ''),
          lines: content.flatMap(([kind, line]) => (kind === LINE && typeof line === 'string' ? [line] : [])),
          more: content.filter(([kind]) => kind !== COLUMNS && kind !== LINE),
        },
      ]
    }),
  }
}

/** The reverse. */
export function nodesOfCarried({ header, isUtf8, ids, conventions, tables }: Carried): ExtraNode[] {
  return [
    ...(header === null ? [] : [[HEADER, header.join('\t')] as const]),
    ...(isUtf8 ? [[ENCODING, 'utf-8'] as const] : []),
    [IDS, [...(ids.project === null ? [] : [['proj_id', ids.project] as const]), ...rootId(ids.root)]],
    ...(conventions === null || conventions.length === 0 ? [] : [[CONVENTIONS, conventions.join(' ')] as const]),
    ...tables.map(
      ({ name, columns, lines, more }): ExtraNode => [
        name,
        [
          ...(columns.length === 0 ? [] : [[COLUMNS, columns.join('\t')] as const]),
          ...lines.map((line) => [LINE, line] as const),
          ...more,
        ],
      ],
    ),
  ]
}

function rootId(id: string | null): ExtraNode[] {
  return id === null ? [] : [['wbs_id', id]]
}

/** The cells of a line by their columns. */
export function cellsOfLine(line: string, columns: readonly string[]): Record<string, string> {
  const cells = line.split('\t')
  return Object.fromEntries(columns.map((column, index) => [column, cellText(cells[index] ?? '')]))
}

export function lineOfCells(cells: Readonly<Record<string, string>>, columns: readonly string[]): string {
  return columns.map((column) => escaped(cells[column] ?? '')).join('\t')
}

/** A double quote is written twice; what would end the cell or the row is a space. */
export function escaped(text: string): string {
  return text.replace(/[\t\r\n\0]/g, ' ').replaceAll('"', '""')
}
