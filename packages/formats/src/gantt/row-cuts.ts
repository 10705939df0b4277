import type { GanttRow } from './gantt-rows.ts'

/** Rows of one sheet: from `first` up to but not including `end`. */
export interface RowCut {
  readonly first: number
  readonly end: number
}

const mostMoved = 2

/** Cuts rows into sheets; a summary is not left alone at the foot of one. */
export function cutRows(rows: readonly GanttRow[], perSheet: number): RowCut[] {
  const cuts: RowCut[] = []
  for (let first = 0; first < rows.length; ) {
    let end = Math.min(first + perSheet, rows.length)
    for (let moved = 0; moved < mostMoved && end < rows.length && end - first > 1 + mostMoved; moved += 1) {
      if (rows[end - 1]?.kind !== 'summary') break
      end -= 1
    }
    cuts.push({ first, end })
    first = end
  }
  return cuts.length === 0 ? [{ first: 0, end: 0 }] : cuts
}

/** Numbers of the links that pass through each sheet of rows. */
export function linksBySheet(
  links: readonly { readonly from: number; readonly to: number }[],
  cuts: readonly RowCut[],
): number[][] {
  const sheetOf: number[] = []
  for (const [sheet, { first, end }] of cuts.entries()) for (let row = first; row < end; row += 1) sheetOf[row] = sheet
  const found: number[][] = cuts.map(() => [])
  for (const [index, { from, to }] of links.entries()) {
    const last = sheetOf[Math.max(from, to)] ?? 0
    for (let sheet = sheetOf[Math.min(from, to)] ?? 0; sheet <= last; sheet += 1) found[sheet]?.push(index)
  }
  return found
}
