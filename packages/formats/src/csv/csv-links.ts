import { clampMinutes } from '../limits.ts'
import type { DocumentLink } from '../plan-document.ts'
import type { Warnings } from '../warnings.ts'
import { type CsvTaskRow, cellError } from './csv-task.ts'
import { type CsvLag, parseLink } from './csv-values.ts'

/** Predecessors name ids or, where no id fits, WBS codes. Throws FormatError for a name that is neither. */
export function buildLinks(rows: readonly CsvTaskRow[], warnings: Warnings): DocumentLink[] {
  const keys = new Map(rows.flatMap((row) => (row.wbs === null ? [] : [[row.wbs, row.key] as const])))
  for (const { key } of rows) keys.set(key, key)
  return rows.flatMap((row) =>
    splitList(row.cell('predecessors')).map((text) => {
      const link = parseLink(text, (key) => keys.has(key))
      if (link === null) {
        throw cellError(row, 'predecessors', `The predecessor “${text}” is not understood; write 3, 3SS or 3FS+2d`)
      }
      const predecessorKey = keys.get(link.predecessor)
      if (predecessorKey === undefined) {
        const message = `“${row.cell('name')}” depends on “${link.predecessor}”, which is not in the file`
        throw cellError(row, 'predecessors', message)
      }
      return {
        predecessorKey,
        successorKey: row.key,
        type: link.type,
        ...lagOf(link.lag, row, warnings),
        line: row.line,
      }
    }),
  )
}

/** Cells list with semicolons or, where there is none, with commas. */
export function splitList(cell: string): string[] {
  return cell
    .split(cell.includes(';') ? ';' : /[,\n]/)
    .map((text) => text.trim())
    .filter((text) => text !== '')
}

function lagOf(lag: CsvLag, row: CsvTaskRow, warnings: Warnings): Pick<DocumentLink, 'lagMinutes' | 'lagUnit'> {
  if ('percent' in lag) return { lagMinutes: clampMinutes(lag.percent, row, warnings), lagUnit: 'percent' }
  return { lagMinutes: clampMinutes(lag.minutes, row, warnings), lagUnit: lag.isElapsed ? 'elapsed' : 'working' }
}
