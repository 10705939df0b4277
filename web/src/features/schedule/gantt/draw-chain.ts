import { arrowPath } from './arrow-path.ts'
import { arrowAt } from './arrows.ts'
import { drawLayer } from './draw-arrows.ts'
import { drawBar } from './draw-bars.ts'
import { barAt, barOf, edgesOf, rowHeight } from './scene.ts'
import type { View } from './view.ts'

const reach = 3

/** The bars and links of a chain, over all the others. */
export function drawChain(context: CanvasRenderingContext2D, view: View): void {
  const { chain, scene, scale, colours } = view
  if (!chain) return
  const paths = scene.arrows.ids.flatMap((id, at) => {
    if (!chain.linkIds.has(id)) return []
    const arrow = arrowAt(scene.arrows, at)
    const from = barAt(scene, arrow.from)
    const to = barAt(scene, arrow.to)
    return from && to ? [arrowPath(arrow, from, to, scale)] : []
  })
  drawLayer(context, paths, colours.chain, 2.4)
  context.strokeStyle = colours.chain
  context.lineWidth = 2
  for (const id of chain.taskIds) {
    const bar = barOf(scene, id)
    const edges = bar && edgesOf(bar, scale)
    if (!bar || !edges) continue
    drawBar(context, view, bar, edges)
    const wide = bar.kind === 'milestone' ? reach + 7 : reach
    context.beginPath()
    context.roundRect(edges.left - wide, bar.row * rowHeight + 4, edges.right - edges.left + 2 * wide, rowHeight - 8, 5)
    context.stroke()
  }
}
