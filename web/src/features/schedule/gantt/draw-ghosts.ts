import type { Minute } from '@throughline/engine'
import { traceDiamond } from './draw-bars.ts'
import { xOf } from './scale.ts'
import { headerHeight, rowHeight, rowsBetween } from './scene.ts'
import type { View } from './view.ts'

/** Where a task lies in what the plan is compared with: a baseline, or the present. */
export interface Ghost {
  readonly start: Minute
  readonly finish: Minute
}

const thickness = 4
const offset = 25
const diamond = 4

/** A thin bar below each bar that can be seen, where the compared plan has it. */
export function drawGhosts(context: CanvasRenderingContext2D, view: View): void {
  const { scene, ghosts, colours, top, height, left, width } = view
  if (ghosts.size === 0) return
  const { first, last } = rowsBetween(top, top + height - headerHeight, scene.count)
  context.fillStyle = colours.ghost
  context.beginPath()
  for (let row = first; row <= last; row++) {
    const ghost = ghosts.get(scene.ids[row] ?? '')
    if (!ghost) continue
    const from = xOf(view.scale, ghost.start)
    const to = xOf(view.scale, ghost.finish)
    if (from > left + width || to < left) continue
    const y = row * rowHeight + offset
    if (ghost.start === ghost.finish) traceDiamond(context, from, y + thickness / 2, diamond)
    else context.roundRect(from, y, Math.max(2, to - from), thickness, 2)
  }
  context.fill()
}
