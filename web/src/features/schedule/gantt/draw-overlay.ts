import { type Hit, handleDistance } from './hit-test.ts'
import { barAt, barOf, edgesOf, headerHeight, rowHeight } from './scene.ts'
import type { View } from './view.ts'

/** What follows the pointer or fades: drawn over the chart, often. */
export interface Overlay {
  readonly hover: Hit | null
  /** A link being drawn, from a row to a place of the chart. */
  readonly linking: { readonly fromId: string; readonly x: number; readonly y: number } | null
  readonly movedIds: ReadonlySet<string>
  /** 1 when dates have just moved, 0 when that is over. */
  readonly flash: number
}

export function drawOverlay(context: CanvasRenderingContext2D, view: View, overlay: Overlay): void {
  context.save()
  context.beginPath()
  context.rect(0, headerHeight, view.width, view.height - headerHeight)
  context.clip()
  context.translate(-view.left, headerHeight - view.top)
  if (overlay.flash > 0) drawFlash(context, view, overlay)
  if (overlay.hover) drawHover(context, view, overlay.hover)
  if (overlay.linking) drawLinking(context, view, overlay.linking)
  context.restore()
}

function drawFlash(context: CanvasRenderingContext2D, view: View, { movedIds, flash }: Overlay): void {
  context.strokeStyle = view.colours.today
  context.globalAlpha = flash
  context.lineWidth = 2
  for (const id of movedIds) {
    const row = view.scene.rowOf.get(id)
    const y = (row ?? 0) * rowHeight
    if (row === undefined || y + rowHeight < view.top || y > view.top + view.height) continue
    const bar = barAt(view.scene, row)
    const edges = bar && edgesOf(bar, view.scale)
    if (!edges) continue
    context.beginPath()
    context.roundRect(edges.left - 3, y + 5, edges.right - edges.left + 6, rowHeight - 10, 5)
    context.stroke()
  }
  context.globalAlpha = 1
}

function drawHover(context: CanvasRenderingContext2D, view: View, { bar, part }: Hit): void {
  const edges = edgesOf(bar, view.scale)
  if (!edges || part === 'row') return
  const y = bar.row * rowHeight
  context.strokeStyle = view.colours.text
  context.lineWidth = 1.5
  if (bar.kind === 'task') {
    context.beginPath()
    context.roundRect(edges.left - 1, y + 7, edges.right - edges.left + 2, rowHeight - 14, 4)
    context.stroke()
  }
  if (bar.kind === 'summary') return
  const reach = bar.kind === 'milestone' ? 9 : 2
  context.fillStyle = part === 'handle' ? view.colours.accent : view.colours.surface
  context.beginPath()
  context.arc(edges.right + handleDistance + reach - 2, y + rowHeight / 2, 4.5, 0, Math.PI * 2)
  context.fill()
  context.strokeStyle = view.colours.accent
  context.stroke()
}

function drawLinking(context: CanvasRenderingContext2D, view: View, linking: NonNullable<Overlay['linking']>): void {
  const bar = barOf(view.scene, linking.fromId)
  const edges = bar && edgesOf(bar, view.scale)
  if (!edges) return
  context.strokeStyle = view.colours.accent
  context.lineWidth = 2
  context.setLineDash([5, 4])
  context.beginPath()
  context.moveTo(edges.right, bar.row * rowHeight + rowHeight / 2)
  context.lineTo(linking.x, linking.y)
  context.stroke()
}
