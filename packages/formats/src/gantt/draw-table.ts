import type { GanttRow } from './gantt-rows.ts'
import { at, type Box, line, type Mark, rect, type TextMark } from './marks.ts'
import type { SheetContext, SheetPlace } from './sheet-context.ts'
import type { TableColumn } from './table-columns.ts'
import { middleOf, texts } from './text-mark.ts'
import { colours, sizes } from './theme.ts'

/** Deeper rows are not put further in than this part of their column. */
const mostIndented = 0.4

/** What stands left of the chart, with the names of its columns. */
export function* drawTable(context: SheetContext, { rows }: SheetPlace, chart: Box): Generator<Mark> {
  const { frame, columns, measure } = context
  yield rect(frame.table.x, frame.axisTop, frame.table.width, sizes.axisHeight, colours.header)
  const bottom = chart.y + chart.height
  for (const column of columns.columns) {
    const place = cellPlace(context, column, 0)
    const y = frame.rowsTop - 5
    yield* texts(column.title, { ...place, y, isBold: true, fill: colours.soft }, measure)
    const x = frame.table.x + column.x
    if (column.x > 0) yield line([at(x, frame.axisTop), at(x, bottom)], colours.grid, 0.4)
  }
  for (let row = rows.first; row < rows.end; row += 1) {
    const y = frame.rowsTop + (row - rows.first) * frame.rowHeight
    if (row > rows.first) yield line([at(frame.table.x, y), at(frame.chart.x, y)], colours.grid, 0.4)
    const shown = context.rows[row]
    if (shown) yield* drawRow(context, shown, y)
  }
}

function* drawRow(context: SheetContext, row: GanttRow, top: number): Generator<Mark> {
  const y = top + context.frame.rowHeight / 2 + middleOf(sizes.text)
  for (const column of context.columns.columns) {
    const indent = column.name === 'name' ? Math.min(row.level * sizes.indent, column.width * mostIndented) : 0
    const style = { isBold: row.kind === 'summary' && column.name === 'name', fill: textColour(row, column) }
    const cell = texts(row[column.name], { ...cellPlace(context, column, indent), ...style, y }, context.measure)
    yield* isCut(cell, row[column.name]) ? [{ kind: 'group', title: row[column.name], marks: cell } as const] : cell
  }
}

const isCut = ([mark]: readonly TextMark[], text: string): boolean => mark !== undefined && mark.text !== text

function textColour(row: GanttRow, { name }: TableColumn): string {
  if (!row.isActive) return colours.faint
  return name === 'name' ? colours.text : colours.soft
}

function cellPlace({ frame }: SheetContext, { x, width, anchor }: TableColumn, indent: number) {
  const left = frame.table.x + x + sizes.cellPadding + indent
  const room = width - 2 * sizes.cellPadding - indent
  return { x: anchor === 'start' ? left : left + room, room, anchor }
}
