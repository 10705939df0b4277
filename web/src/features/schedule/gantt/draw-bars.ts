import { type Bar, edgesOf, headerHeight, rowHeight, rowsBetween } from './scene.ts'
import type { View } from './view.ts'

const thickness = 16
const diamond = 7

/** Bars, brackets, diamonds and their labels, of the rows that can be seen. */
export function drawBars(context: CanvasRenderingContext2D, view: View): void {
  const { scene, top, height, left, width } = view
  const { first, last } = rowsBetween(top, top + height - headerHeight, scene.bars.length)
  context.font = `12px ${view.colours.font}`
  context.textBaseline = 'middle'
  for (let row = first; row <= last; row++) {
    const bar = scene.bars[row]
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
  if (bar.kind === 'milestone') drawMilestone(context, view, bar, edges.left)
  else if (bar.kind === 'summary') drawSummary(context, view, bar, edges)
  else drawTask(context, view, bar, edges)
}

function drawTask(context: CanvasRenderingContext2D, { colours }: View, bar: Bar, { left, right }: Edges): void {
  const y = bar.row * rowHeight + (rowHeight - thickness) / 2
  context.fillStyle = bar.isCritical ? colours.critical : colours.bar
  context.beginPath()
  context.roundRect(left, y, right - left, thickness, 3)
  context.fill()
  if (bar.percentComplete === 0) return
  context.fillStyle = bar.isCritical ? colours.criticalDone : colours.barDone
  context.beginPath()
  context.roundRect(left, y + thickness - 5, ((right - left) * bar.percentComplete) / 100, 5, [0, 0, 3, 3])
  context.fill()
}

function drawSummary(context: CanvasRenderingContext2D, { colours }: View, bar: Bar, { left, right }: Edges): void {
  const y = bar.row * rowHeight + 11
  const tooth = Math.min(6, (right - left) / 2)
  context.fillStyle = bar.isCritical ? colours.criticalDone : colours.summary
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

function drawMilestone(context: CanvasRenderingContext2D, { colours }: View, bar: Bar, x: number): void {
  const y = bar.row * rowHeight + rowHeight / 2
  context.fillStyle = bar.isCritical ? colours.critical : colours.milestone
  context.beginPath()
  context.moveTo(x, y - diamond)
  context.lineTo(x + diamond, y)
  context.lineTo(x, y + diamond)
  context.lineTo(x - diamond, y)
  context.closePath()
  context.fill()
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

function drawLabel(context: CanvasRenderingContext2D, view: View, bar: Bar, right: number): void {
  const label = view.labelOf(bar.id)
  if (!label) return
  const x = right + (bar.kind === 'milestone' ? 18 : 14)
  const y = bar.row * rowHeight + rowHeight / 2 + 1
  context.strokeStyle = view.colours.surface
  context.lineWidth = 3
  context.strokeText(label, x, y)
  context.fillStyle = view.colours.label
  context.fillText(label, x, y)
}
