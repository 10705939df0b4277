import { drawArrows } from './draw-arrows.ts'
import { drawBars } from './draw-bars.ts'
import { drawChain } from './draw-chain.ts'
import { drawGhosts } from './draw-ghosts.ts'
import { drawGrid, drawToday } from './draw-grid.ts'
import { drawHeader } from './draw-header.ts'
import { drawConstraints, drawDeadlines, drawFloats, drawStatusLine } from './draw-marks.ts'
import { headerHeight } from './scene.ts'
import type { View } from './view.ts'

/** How much of what is not of a shown chain is left to be seen. */
const backgroundAlpha = 0.4

/** Everything that does not follow the pointer. */
export function drawStatic(context: CanvasRenderingContext2D, view: View): void {
  const { layers } = view
  context.save()
  context.translate(-view.left, headerHeight - view.top)
  drawGrid(context, view)
  drawToday(context, view)
  if (layers.has('baseline')) drawGhosts(context, view)
  context.globalAlpha = view.chain ? backgroundAlpha : 1
  if (layers.has('float')) drawFloats(context, view)
  if (layers.has('links')) drawArrows(context, view)
  drawBars(context, view)
  if (layers.has('constraints')) drawConstraints(context, view)
  if (layers.has('deadlines')) drawDeadlines(context, view)
  if (layers.has('status')) drawStatusLine(context, view)
  context.globalAlpha = 1
  drawChain(context, view)
  context.restore()
  context.save()
  context.translate(-view.left, 0)
  drawHeader(context, view)
  context.restore()
}
