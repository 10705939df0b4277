import { createHash } from 'node:crypto'
import type { DocumentExtra, ExtraNode } from '../../plan-document.ts'

export type Cells = Readonly<Record<string, string>>

/**
 * A row to be written: what the document says, what stands in such a row otherwise, and what stood in the file that the
 * row comes from and is not said by either.
 */
export interface OutRow {
  readonly said: Cells
  readonly usual: Cells
  readonly extra: DocumentExtra | null
}

export interface OutTable {
  readonly name: string
  readonly rows: readonly OutRow[]
}

/** A cell of a file counts as long as the document would have us write what it had us write when the file was read. */
const INSTEAD = 'instead'
const TEXT = 'text'
const ROW = '%R'
const LONGEST_PRINT = 60

/**
 * What of a row of a file is not written by itself. `layout` are the columns of the table in the file; a file of
 * another form has none, and only what it says counts.
 */
export function differences(
  { said, usual }: Pick<OutRow, 'said' | 'usual'>,
  original: ReadonlyMap<string, string>,
  layout: readonly string[] | null,
): ExtraNode[] {
  const columns = new Set([...original.keys(), ...(layout ?? []), ...(layout === null ? [] : Object.keys(said))])
  return [...columns].flatMap((column): ExtraNode[] => {
    const text = original.get(column) ?? ''
    const ours = said[column] ?? usual[column] ?? ''
    if (text === ours) return []
    return [
      column in said
        ? [
            column,
            [
              [INSTEAD, printOf(ours)],
              [TEXT, text],
            ],
          ]
        : [column, text],
    ]
  })
}

/**
 * The cells as they are written, those of the file where they still count. Of what stands in such rows otherwise only
 * that which its table has columns for in the file.
 */
export function cellsOf({ said, usual, extra }: OutRow, layout: readonly string[] | null): Record<string, string> {
  const known = Object.entries(usual).filter(([column]) => layout === null || layout.includes(column))
  const cells: Record<string, string> = { ...Object.fromEntries(known), ...said }
  for (const [column, content] of nodesOf(extra)) {
    if (typeof content === 'string') {
      if (!(column in said)) cells[column] = content
    } else if (textOf(content, INSTEAD) === printOf(said[column] ?? '') && textOf(content, TEXT) !== null) {
      cells[column] = textOf(content, TEXT) ?? ''
    }
  }
  return cells
}

/** As `differences`, for all rows of a table that belong to one thing. */
export function blockDifference(table: string, ours: readonly Cells[], originals: readonly Cells[]): ExtraNode[] {
  if (blockPrint(ours) === blockPrint(originals)) return []
  const rows = originals.map((row): ExtraNode => [ROW, Object.entries(row).filter(([, text]) => text !== '')])
  return [[table, [[INSTEAD, blockPrint(ours)], ...rows]]]
}

/** The rows of the file where they still count, else ours; those may be written otherwise than they are compared. */
export function blockOf(
  table: string,
  ours: readonly Cells[],
  extra: DocumentExtra | null,
  written: () => readonly Cells[] = () => ours,
): readonly Cells[] {
  const content = nodesOf(extra).find(([name]) => name === table)?.[1]
  if (content === undefined || typeof content === 'string' || textOf(content, INSTEAD) !== blockPrint(ours)) {
    return written()
  }
  return content.flatMap(([name, cells]) =>
    name === ROW && typeof cells !== 'string'
      ? [Object.fromEntries(cells.flatMap(([column, text]) => (typeof text === 'string' ? [[column, text]] : [])))]
      : [],
  )
}

export function nodesOf(extra: DocumentExtra | null): readonly ExtraNode[] {
  return extra?.format === 'xer' ? extra.nodes : []
}

export function extraOf(nodes: readonly ExtraNode[]): DocumentExtra | null {
  return nodes.length === 0 ? null : { format: 'xer', nodes }
}

/** The text under a name among nodes. */
export function textOf(nodes: readonly ExtraNode[], name: string): string | null {
  const content = nodes.find((node) => node[0] === name)?.[1]
  return typeof content === 'string' ? content : null
}

/** What to know a text by; of a long one a digest will do. */
function printOf(text: string): string {
  return text.length <= LONGEST_PRINT ? text : createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

function blockPrint(rows: readonly Cells[]): string {
  const filled = rows.map((row) => Object.entries(row).filter(([, text]) => text !== ''))
  return printOf(JSON.stringify(filled.map((row) => row.sort(([a], [b]) => (a < b ? -1 : 1)))))
}
