import { xOf } from './scale.ts'
import { type Bar, barAt, type Extras, edgesOf, headerHeight, rowHeight, rowsBetween } from './scene.ts'
import { segmentsOf } from './segments.ts'
import { textWidth } from './text-width.ts'
import type { View } from './view.ts'

const thickness = 16
const diamond = 7

/** Bars, brackets, diamonds and their labels, of the rows that can be seen. */
export function drawBars(context: CanvasRenderingContext2D, view: View): void {
  const { scene, top, height, left, width } = view
  const { first, last } = rowsBetween(top, top + height - headerHeight, scene.count)
  context.textBaseline = 'middle'
  for (let row = first; row <= last; row++) {
    const bar = barAt(scene, row)
    const edges = bar && edgesOf(bar, view.scale)
    if (!bar || !edges) continue
    if (edges.left > left + width || edges.right < left) drawPointer(context, view, row, edges.left > left)
    if (edges.left > left + width || edges.right < left - 400) continue
    drawBar(context, view, bar, edges)
    drawLabel(context, view, bar, edges.right)
  }
}

type Edges = { left: number; right: number }

export function drawBar(context: CanvasRenderingContext2D, view: View, bar: Bar, edges: Edges): void {
  const extras = view.scene.extras.get(bar.row)
  const before = context.globalAlpha
  if (extras && !extras.isActive) context.globalAlpha = before * 0.45
  if (bar.kind === 'milestone') drawMilestone(context, view, bar, edges.left)
  else if (bar.kind === 'summary') drawSummary(context, view, bar, edges)
  else drawTask(context, view, bar, edges, extras)
  context.globalAlpha = before
}

const isRed = (bar: Bar, { layers }: View): boolean => bar.isCritical && layers.has('critical')

function drawTask(
  context: CanvasRenderingContext2D,
  view: View,
  bar: Bar,
  { left, right }: Edges,
  extras: Extras | undefined,
): void {
  const { colours } = view
  const y = bar.row * rowHeight + (rowHeight - thickness) / 2
  const colour = isRed(bar, view) ? colours.critical : colours.bar
  context.fillStyle = colour
  context.strokeStyle = colour
  context.lineWidth = 1
  for (const part of partsOf(view, bar, extras, { left, right })) {
    const width = part.right - part.left
    context.beginPath()
    if (extras && !extras.isActive) {
      context.roundRect(part.left + 0.5, y + 0.5, Math.max(1, width - 1), thickness - 1, 3)
      context.stroke()
      continue
    }
    if (width < 4) context.rect(part.left, y, width, thickness)
    else context.roundRect(part.left, y, width, thickness, 3)
    context.fill()
  }
  if (extras?.isManual) drawBrackets(context, view, y, { left, right })
  if (bar.percentComplete === 0) return
  context.fillStyle = isRed(bar, view) ? colours.criticalDone : colours.barDone
  context.beginPath()
  context.roundRect(left, y + thickness - 5, ((right - left) * bar.percentComplete) / 100, 5, [0, 0, 3, 3])
  context.fill()
}

/** The parts of an interrupted bar, with a dotted line through the gaps. */
function partsOf(view: View, bar: Bar, extras: Extras | undefined, edges: Edges): readonly Edges[] {
  if (!extras || extras.splits.length === 0 || bar.start === null) return [edges]
  const time = view.timeOf(extras.calendarId)
  return segmentsOf(bar.start, bar.finish, extras, time).map(({ from, to }) => ({
    left: xOf(view.scale, from),
    right: Math.max(xOf(view.scale, from) + 2, xOf(view.scale, to)),
  }))
}

/** The ends of a bar that is placed by hand: no link moves it. */
function drawBrackets(context: CanvasRenderingContext2D, { colours }: View, y: number, { left, right }: Edges): void {
  context.strokeStyle = colours.text
  context.lineWidth = 1.5
  context.beginPath()
  for (const [x, inward] of [
    [left, 4],
    [right, -4],
  ] as const) {
    context.moveTo(x + inward, y - 2)
    context.lineTo(x, y - 2)
    context.lineTo(x, y + thickness + 2)
    context.lineTo(x + inward, y + thickness + 2)
  }
  context.stroke()
}

function drawSummary(context: CanvasRenderingContext2D, view: View, bar: Bar, { left, right }: Edges): void {
  const y = bar.row * rowHeight + 11
  const tooth = Math.min(6, (right - left) / 2)
  context.fillStyle = isRed(bar, view) ? view.colours.criticalDone : view.colours.summary
  context.beginPath()
  context.moveTo(left, y)
  context.lineTo(right, y)
  context.lineTo(right, y + 11)
  context.lineTo(right - tooth, y + 5)
  context.lineTo(left + tooth, y + 5)
  context.lineTo(left, y + 11)
  context.closePath()
  context.fill()
}

function drawMilestone(context: CanvasRenderingContext2D, view: View, bar: Bar, x: number): void {
  const y = bar.row * rowHeight + rowHeight / 2
  context.fillStyle = isRed(bar, view) ? view.colours.critical : view.colours.milestone
  context.beginPath()
  traceDiamond(context, x, y, diamond)
  context.fill()
}

export function traceDiamond(context: CanvasRenderingContext2D, x: number, y: number, reach: number): void {
  context.moveTo(x, y - reach)
  context.lineTo(x + reach, y)
  context.lineTo(x, y + reach)
  context.lineTo(x - reach, y)
  context.closePath()
}

/** A small arrow at the edge towards a bar that is out of sight. */
function drawPointer(context: CanvasRenderingContext2D, view: View, row: number, toRight: boolean): void {
  const x = toRight ? view.left + view.width - 8 : view.left + 8
  const y = row * rowHeight + rowHeight / 2
  const back = toRight ? -4 : 4
  context.strokeStyle = view.colours.link
  context.lineWidth = 1.5
  context.beginPath()
  context.moveTo(x + back, y - 4)
  context.lineTo(x, y)
  context.lineTo(x + back, y + 4)
  context.stroke()
}

/** On a patch of the ground, so that links do not run through the letters. */
function drawLabel(context: CanvasRenderingContext2D, view: View, bar: Bar, right: number): void {
  const label = view.labelOf(bar.id)
  if (!label) return
  const x = right + (bar.kind === 'milestone' ? 18 : 14)
  const y = bar.row * rowHeight + rowHeight / 2 + 1
  const font = `12px ${view.colours.font}`
  context.font = font
  const alpha = context.globalAlpha
  context.globalAlpha = alpha * 0.8
  context.fillStyle = view.colours.surface
  context.fillRect(x - 2, y - 8, textWidth(context, label, font) + 4, 15)
  context.globalAlpha = alpha
  context.fillStyle = view.colours.label
  context.fillText(label, x, y)
}
