import { FormatError } from '../format-error.ts'
import type { Draft } from './draft.ts'
import type { TaskRow } from './task-row.ts'

export interface OutlineRow {
  readonly row: TaskRow
  readonly parent: TaskRow | null
  readonly isSummary: boolean
  /** "1.2.3". */
  readonly number: string
}

export interface OutlineTable {
  readonly rows: readonly OutlineRow[]
  /** UIDs that the file has but that are not tasks here: links to them are dropped. */
  readonly leftOut: ReadonlySet<number>
}

const TASK_PATH = 'Project/Tasks/Task'

/**
 * Gives each task its parent by the outline levels: the last task before it of a lower level.
 * Leaves out the summary of the whole project (UID 0) and empty rows.
 * Throws FormatError when two tasks have the same UID.
 */
export function buildOutline(rows: readonly TaskRow[]): OutlineTable {
  const leftOut = new Set<number>()
  const seen = new Set<number>()
  const above: Draft<OutlineRow>[] = []
  const counts: number[] = []
  const placed: OutlineRow[] = []
  for (const row of rows) {
    if (row.isNull || (row.uid === 0 && row.outlineLevel === 0)) {
      leftOut.add(row.uid)
      continue
    }
    if (seen.has(row.uid)) {
      throw new FormatError(`Two tasks have the UID ${row.uid}`, { line: row.line, column: 0, path: TASK_PATH })
    }
    seen.add(row.uid)
    while ((above.at(-1)?.row.outlineLevel ?? 0) >= row.outlineLevel && above.length > 0) above.pop()
    counts.length = Math.min(counts.length, above.length + 1)
    counts[above.length] = (counts[above.length] ?? 0) + 1
    const summary = above.at(-1)
    if (summary !== undefined) summary.isSummary = true
    const place = { row, parent: summary?.row ?? null, isSummary: false, number: counts.join('.') }
    placed.push(place)
    above.push(place)
  }
  return { rows: placed, leftOut }
}
