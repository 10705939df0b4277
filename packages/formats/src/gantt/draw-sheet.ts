import { drawAxis } from './draw-axis.ts'
import { drawBars } from './draw-bars.ts'
import { drawGrid, drawStatusDate } from './draw-grid.ts'
import { drawLegend } from './draw-legend.ts'
import { drawLinks } from './draw-links.ts'
import { drawTable } from './draw-table.ts'
import { at, line, type Mark, rect } from './marks.ts'
import type { SheetContext, SheetPlace } from './sheet-context.ts'
import { sheetScale } from './sheet-scale.ts'
import { texts } from './text-mark.ts'
import { colours, sizes } from './theme.ts'

/** All that stands on one sheet, from what lies below to what lies on top. */
export function* drawSheet(context: SheetContext, place: SheetPlace): Generator<Mark> {
  const { frame } = context
  const scale = sheetScale(context, place)
  const height = Math.max(place.rows.end - place.rows.first, 1) * frame.rowHeight
  const chart = { x: scale.left, y: frame.rowsTop, width: scale.right - scale.left, height }
  yield rect(0, 0, frame.width, frame.height, colours.paper)
  yield* drawTitle(context)
  yield { kind: 'group', clip: chart, marks: drawGrid(context, place, scale, chart) }
  if (context.links.length > 0) yield { kind: 'group', clip: chart, marks: drawLinks(context, place, scale, chart) }
  yield { kind: 'group', clip: chart, marks: drawBars(context, place, scale) }
  yield* drawStatusDate(context, scale, chart)
  yield* drawTable(context, place, chart)
  yield* drawAxis(context, place, scale)
  yield* drawFrame(context, chart)
  yield* drawLegend(context, chart.y + chart.height)
  yield* drawFooter(context, place)
}

function* drawTitle({ title, lines, frame, measure }: SheetContext): Generator<Mark> {
  const room = frame.width - 2 * sizes.margin
  const right = frame.width - sizes.margin
  const y = sizes.margin + sizes.title * 0.8
  const printed = texts(lines[1] ?? '', { x: right, y, room: room / 2, fill: colours.soft, anchor: 'end' }, measure)
  yield* printed
  const rest = room - (printed[0]?.width ?? 0) - 20
  yield* texts(title, { x: sizes.margin, y, room: rest, size: sizes.title, isBold: true }, measure)
  yield* texts(lines[0] ?? '', { x: sizes.margin, y: y + 12, room, fill: colours.soft }, measure)
}

function* drawFrame({ frame }: SheetContext, chart: { width: number; height: number }): Generator<Mark> {
  const [left, right] = [frame.table.x, frame.chart.x + chart.width]
  const [top, bottom] = [frame.axisTop, frame.rowsTop + chart.height]
  for (const y of [top, frame.rowsTop, bottom]) yield line([at(left, y), at(right, y)], colours.border, 0.6)
  for (const x of [left, frame.chart.x, right]) yield line([at(x, top), at(x, bottom)], colours.border, 0.6)
}

function* drawFooter(context: SheetContext, { index }: SheetPlace): Generator<Mark> {
  const { frame, sheetCount, measure, title } = context
  if (sheetCount === 1) return
  const y = frame.height - sizes.margin - 2
  const room = (frame.width - 2 * sizes.margin) / 2
  const style = { y, room, size: sizes.small, fill: colours.faint }
  yield* texts(title, { ...style, x: sizes.margin }, measure)
  const page = `Page ${index + 1} of ${sheetCount}`
  yield* texts(page, { ...style, x: frame.width - sizes.margin, anchor: 'end' }, measure)
}
