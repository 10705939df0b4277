import { drawArrows } from './draw-arrows.ts'
import { drawBars } from './draw-bars.ts'
import { drawGrid, drawToday } from './draw-grid.ts'
import { drawHeader } from './draw-header.ts'
import { headerHeight } from './scene.ts'
import type { View } from './view.ts'

/** The whole chart without what follows the pointer. */
export function drawStatic(context: CanvasRenderingContext2D, view: View): void {
  context.save()
  context.translate(-view.left, headerHeight - view.top)
  drawGrid(context, view)
  drawToday(context, view)
  drawArrows(context, view)
  drawBars(context, view)
  context.restore()
  context.save()
  context.translate(-view.left, 0)
  drawHeader(context, view)
  context.restore()
}
