import { arrowPath, type Point } from './arrow-path.ts'
import { arrowAt, arrowsTouching } from './arrows.ts'
import { barAt, headerHeight, rowsBetween } from './scene.ts'
import type { View } from './view.ts'

/** Links that begin or end in a row that can be seen; critical ones on top, those of the active row strongest. */
export function drawArrows(context: CanvasRenderingContext2D, view: View): void {
  const { scene, colours, top, height, layers } = view
  const { first, last } = rowsBetween(top, top + height - headerHeight, scene.count)
  const active = view.activeId === null ? undefined : scene.rowOf.get(view.activeId)
  const ranks: Point[][][] = [[], [], []]
  for (const at of arrowsTouching(scene.arrows, first, last)) {
    const arrow = arrowAt(scene.arrows, at)
    const from = barAt(scene, arrow.from)
    const to = barAt(scene, arrow.to)
    if (!from || !to) continue
    const path = arrowPath(arrow, from, to, view.scale)
    if (!reachesInto(path, view)) continue
    const isActive = arrow.from === active || arrow.to === active
    const isCritical = layers.has('critical') && from.isCritical && to.isCritical
    ranks[isActive ? 2 : isCritical ? 1 : 0]?.push(path)
  }
  const looks = [colours.link, colours.critical, colours.accent]
  for (const [index, paths] of ranks.entries()) {
    drawLayer(context, paths, looks[index] ?? colours.link, index === 2 ? 1.8 : 1.2)
  }
}

function reachesInto(path: readonly Point[], { left, width }: View): boolean {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const { x } of path) {
    least = Math.min(least, x)
    most = Math.max(most, x)
  }
  return most >= left && least <= left + width
}

export function drawLayer(
  context: CanvasRenderingContext2D,
  paths: Point[][],
  colour: string,
  lineWidth: number,
): void {
  if (paths.length === 0) return
  context.strokeStyle = colour
  context.fillStyle = colour
  context.lineWidth = lineWidth
  context.beginPath()
  for (const path of paths) traceRounded(context, path)
  context.stroke()
  context.beginPath()
  for (const path of paths) traceHead(context, path)
  context.fill()
}

function traceRounded(context: CanvasRenderingContext2D, path: Point[]): void {
  const [start, ...rest] = path
  if (!start) return
  context.moveTo(start.x, start.y)
  for (const [index, point] of rest.entries()) {
    const next = rest[index + 1]
    if (next) context.arcTo(point.x, point.y, next.x, next.y, 4)
    else context.lineTo(point.x, point.y)
  }
}

function traceHead(context: CanvasRenderingContext2D, path: Point[]): void {
  const tip = path.at(-1)
  const before = path.at(-2)
  if (!tip || !before) return
  const back = before.x < tip.x ? -6 : 6
  context.moveTo(tip.x, tip.y)
  context.lineTo(tip.x + back, tip.y - 3.5)
  context.lineTo(tip.x + back, tip.y + 3.5)
  context.closePath()
}
