import { drawStatic } from '../gantt/draw-static.ts'
import { headerHeight, rowHeight } from '../gantt/scene.ts'
import type { View } from '../gantt/view.ts'
import type { OutlineEntry } from '../lib/outline.ts'
import { bandHeight, type Layout, legendHeight, margin, type Sheet } from './layout.ts'

export interface PrintColumn {
  readonly title: string
  readonly width: number
  readonly isRight?: boolean
  readonly text: (entry: OutlineEntry) => string
  /** Of the text, in pixels, for what lies deeper. */
  readonly indent?: (entry: OutlineEntry) => number
}

export interface LegendItem {
  readonly label: string
  readonly colour: string
  readonly shape: 'bar' | 'diamond' | 'line'
}

/** All that pages of a plan show, but for which rows and when. */
export interface Printed {
  readonly view: Omit<View, 'left' | 'top' | 'width' | 'height' | 'scale'>
  readonly entries: readonly OutlineEntry[]
  readonly columns: readonly PrintColumn[]
  readonly title: string
  /** Of when and which revision, at the right of the title. */
  readonly subtitle: string
  readonly legend: readonly LegendItem[]
  readonly pageText: (page: number, count: number) => string
}

type Context = CanvasRenderingContext2D

/** One page: title, table and chart side by side, legend. */
export function drawSheet(context: Context, printed: Printed, { width, height, scale, sheets }: Layout, page: number) {
  const sheet = sheets[page]
  if (!sheet) throw new RangeError(`There is no page ${page}`)
  const { colours } = printed.view
  const inner = width - 2 * margin
  context.fillStyle = colours.surface
  context.fillRect(0, 0, width, height)
  context.translate(margin, margin)
  drawTitle(context, printed, inner)
  context.translate(0, bandHeight)
  const bodyHeight = headerHeight + (sheet.endRow - sheet.firstRow) * rowHeight
  if (sheet.tableWidth > 0) drawTable(context, printed, sheet)
  drawChart(context, printed, sheet, { scale, bodyHeight })
  context.strokeStyle = colours.border
  context.lineWidth = 1
  context.strokeRect(0, 0, sheet.tableWidth + sheet.chartWidth, bodyHeight)
  context.translate(0, height - 2 * margin - bandHeight - legendHeight)
  drawFoot(context, printed, inner, printed.pageText(page + 1, sheets.length))
}

function drawTitle(context: Context, { title, subtitle, view: { colours } }: Printed, inner: number): void {
  context.textBaseline = 'middle'
  context.font = `11px ${colours.font}`
  const room = context.measureText(subtitle).width
  write(context, subtitle, inner - room, 10, { colour: colours.label, room: inner })
  context.font = `600 16px ${colours.font}`
  write(context, title, 0, 10, { colour: colours.text, room: inner - room - 24 })
}

function drawChart(
  context: Context,
  { view }: Printed,
  sheet: Sheet,
  { scale, bodyHeight }: { scale: View['scale']; bodyHeight: number },
): void {
  const { tableWidth, chartWidth: width, left, firstRow } = sheet
  context.save()
  context.translate(tableWidth, 0)
  context.beginPath()
  context.rect(0, 0, width, bodyHeight)
  context.clip()
  drawStatic(context, { ...view, scale, left, top: firstRow * rowHeight, width, height: bodyHeight })
  context.restore()
}

function drawTable(context: Context, { columns, entries, view: { colours } }: Printed, sheet: Sheet): void {
  const { firstRow, endRow, tableWidth } = sheet
  context.fillStyle = colours.header
  context.fillRect(0, 0, tableWidth, headerHeight)
  const share = tableWidth / columns.reduce((sum, column) => sum + column.width, 0)
  let x = 0
  for (const column of columns) {
    const width = column.width * share
    context.font = `600 11px ${colours.font}`
    put(context, column, { x, width, y: headerHeight - 14, text: column.title, colour: colours.label })
    for (let row = firstRow; row < endRow; row++) {
      const entry = entries[row]
      if (!entry) continue
      context.font = `${entry.hasChildren ? '600 ' : ''}11.5px ${colours.font}`
      const y = headerHeight + (row - firstRow + 0.5) * rowHeight
      const indent = column.indent?.(entry) ?? 0
      put(context, column, { x: x + indent, width: width - indent, y, text: column.text(entry), colour: colours.text })
    }
    x += width
  }
  context.fillStyle = colours.grid
  for (let row = firstRow; row < endRow; row++) {
    context.fillRect(0, headerHeight + (row - firstRow + 1) * rowHeight - 1, tableWidth, 1)
  }
  context.fillStyle = colours.border
  context.fillRect(0, headerHeight - 1, tableWidth, 1)
  context.fillRect(tableWidth - 1, 0, 1, headerHeight + (endRow - firstRow) * rowHeight)
}

const padding = 6

interface Cell {
  x: number
  y: number
  width: number
  text: string
  colour: string
}

function put(context: Context, { isRight }: PrintColumn, { x, y, width, text, colour }: Cell): void {
  const room = width - 2 * padding
  const used = isRight ? Math.min(room, context.measureText(text).width) : 0
  write(context, text, isRight ? x + width - padding - used : x + padding, y, { colour, room })
}

/** A text in the room that there is for it, cut with an ellipsis where that is too little. */
function write(
  context: Context,
  text: string,
  x: number,
  y: number,
  { colour, room }: { colour: string; room: number },
) {
  context.fillStyle = colour
  context.fillText(fitted(context, text, room), x, y)
}

function fitted(context: Context, text: string, room: number): string {
  if (text === '' || context.measureText(text).width <= room) return text
  let [fits, tooLong] = [0, text.length]
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1
    if (context.measureText(`${text.slice(0, middle)}…`).width <= room) fits = middle
    else tooLong = middle
  }
  return `${text.slice(0, fits)}…`
}

function drawFoot(context: Context, { legend, view: { colours } }: Printed, inner: number, page: string): void {
  const y = legendHeight - 8
  context.textBaseline = 'middle'
  context.font = `10.5px ${colours.font}`
  const pageWidth = context.measureText(page).width
  write(context, page, inner - pageWidth, y, { colour: colours.label, room: pageWidth + 1 })
  let x = 0
  for (const { label, colour, shape } of legend) {
    const width = context.measureText(label).width
    if (x + 24 + width > inner - pageWidth - 16) return
    drawShape(context, shape, { x, y, colour })
    write(context, label, x + 22, y, { colour: colours.label, room: width + 1 })
    x += width + 40
  }
}

function drawShape(
  context: Context,
  shape: LegendItem['shape'],
  { x, y, colour }: { x: number; y: number; colour: string },
) {
  context.fillStyle = colour
  if (shape === 'bar') context.fillRect(x, y - 4, 16, 8)
  else if (shape === 'line') context.fillRect(x + 7, y - 6, 2, 12)
  else {
    context.beginPath()
    context.moveTo(x + 8, y - 5)
    context.lineTo(x + 13, y)
    context.lineTo(x + 8, y + 5)
    context.lineTo(x + 3, y)
    context.closePath()
    context.fill()
  }
}
