import { clampMinutes } from '../limits.ts'
import type { DocumentLink, DocumentTask } from '../plan-document.ts'
import { workingPartOf } from '../standard-calendars.ts'
import type { Warnings } from '../warnings.ts'
import { type CsvTaskRow, cellError } from './csv-task.ts'
import { type CsvLag, parseLink } from './csv-values.ts'

const MINUTES_PER_DAY = 480
const MINUTES_PER_WEEK = 2400

/** Predecessors name ids or, where no id fits, WBS codes. Throws FormatError for a name that is neither. */
export function buildLinks(
  rows: readonly CsvTaskRow[],
  tasks: readonly DocumentTask[],
  warnings: Warnings,
): DocumentLink[] {
  const keys = new Map(rows.flatMap((row) => (row.wbs === null ? [] : [[row.wbs, row.key] as const])))
  for (const { key } of rows) keys.set(key, key)
  const durations = new Map(tasks.map(({ key, durationMinutes }) => [key, durationMinutes]))
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
      const lag = lagMinutes(link.lag, durations.get(predecessorKey) ?? 0, row, warnings)
      return {
        predecessorKey,
        successorKey: row.key,
        type: link.type,
        lagMinutes: clampMinutes(lag, row, warnings),
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

function lagMinutes(lag: CsvLag, predecessorDuration: number, row: CsvTaskRow, warnings: Warnings): number {
  if ('percent' in lag) return (lag.percent / 100) * predecessorDuration
  if (!lag.isElapsed) return lag.minutes
  const working = workingPartOf(lag.minutes, MINUTES_PER_DAY, MINUTES_PER_WEEK)
  const message = `The lag before “${row.cell('name')}” is elapsed time; ${working} working minutes stand in for it.`
  warnings.add('elapsed lag', row, message)
  return working
}
