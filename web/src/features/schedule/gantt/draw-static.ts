import { drawArrows } from './draw-arrows.ts'
import { drawBars } from './draw-bars.ts'
import { drawChain } from './draw-chain.ts'
import { drawGhosts } from './draw-ghosts.ts'
import { drawGrid, drawToday } from './draw-grid.ts'
import { drawHeader } from './draw-header.ts'
import { headerHeight } from './scene.ts'
import type { View } from './view.ts'

/** How much of what is not of a shown chain is left to be seen. */
const backgroundAlpha = 0.4

/** The whole chart without what follows the pointer. */
export function drawStatic(context: CanvasRenderingContext2D, view: View): void {
  context.save()
  context.translate(-view.left, headerHeight - view.top)
  drawGrid(context, view)
  drawToday(context, view)
  drawGhosts(context, view)
  context.globalAlpha = view.chain ? backgroundAlpha : 1
  drawArrows(context, view)
  drawBars(context, view)
  context.globalAlpha = 1
  drawChain(context, view)
  context.restore()
  context.save()
  context.translate(-view.left, 0)
  drawHeader(context, view)
  context.restore()
}
