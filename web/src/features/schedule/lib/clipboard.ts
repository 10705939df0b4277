import type { ColumnKey } from './columns.ts'

/** Cells of a range, by rows. */
export type Cells = readonly (readonly string[])[]

const isQuoted = /["\t\n\r]/

/** As spreadsheets write it: cells by tabs, rows by lines, quotes around what has either in it. */
export const toTsv = (cells: Cells): string =>
  cells
    .map((row) => row.map((cell) => (isQuoted.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'))
    .join('\n')

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (cell: string): string => cell.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)

/** The same as a table, which mails and documents take. */
export function toHtml(cells: Cells): string {
  const rows = cells.map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`)
  return `<table>${rows.join('')}</table>`
}

/** Reads cells by tabs, or by commas or semicolons where several lines agree on them. */
export function readCells(text: string): string[][] {
  const clean = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  if (clean === '') return []
  return split(clean, separatorOf(clean))
}

function separatorOf(text: string): string {
  if (text.includes('\t')) return '\t'
  const counts = (separator: string) => split(text, separator).map((row) => row.length)
  const agrees = [';', ','].find((separator) => {
    const [first = 1, ...others] = counts(separator)
    return first > 1 && others.length > 0 && others.every((count) => count === first)
  })
  return agrees ?? '\t'
}

/** Quotes are heeded where a cell begins with one. */
function split(text: string, separator: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  let at = 0
  const end = () => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  for (; at < text.length; at++) {
    const sign = text[at] as string
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') cell += text[++at]
      else quoted = false
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === separator) end()
    else if (sign === '\n') {
      end()
      rows.push([])
    } else cell += sign
  }
  end()
  return rows
}

/** What a heading pasted along with the cells says of their columns; null when the first row is none. */
export function headingOf(cells: Cells, titles: ReadonlyMap<string, ColumnKey>): readonly ColumnKey[] | null {
  const [first] = cells
  if (!first || cells.length < 2) return null
  const keys = first.map((title) => titles.get(title.trim().toLowerCase()))
  return keys.every((key) => key !== undefined) ? (keys as ColumnKey[]) : null
}
