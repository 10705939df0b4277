import { arrowPath, type Point } from './arrow-path.ts'
import { headerHeight, rowsBetween } from './scene.ts'
import type { View } from './view.ts'

/** Links that begin or end in a row that can be seen; critical ones on top, those of the active row strongest. */
export function drawArrows(context: CanvasRenderingContext2D, view: View): void {
  const { scene, colours, top, height } = view
  const { first, last } = rowsBetween(top, top + height - headerHeight, scene.bars.length)
  const active = view.activeId === null ? undefined : scene.rowOf.get(view.activeId)
  const isSeen = (row: number) => row >= first && row <= last
  const layers: Point[][][] = [[], [], []]
  for (const arrow of scene.arrows) {
    if (!isSeen(arrow.from) && !isSeen(arrow.to)) continue
    const from = scene.bars[arrow.from]
    const to = scene.bars[arrow.to]
    if (!from || !to) continue
    const path = arrowPath(arrow, from, to, view.scale)
    if (!reachesInto(path, view)) continue
    const isActive = arrow.from === active || arrow.to === active
    layers[isActive ? 2 : arrow.isCritical ? 1 : 0]?.push(path)
  }
  const looks = [colours.link, colours.critical, colours.accent]
  for (const [index, paths] of layers.entries()) {
    drawLayer(context, paths, looks[index] ?? colours.link, index === 2 ? 1.8 : 1.2)
  }
}

function reachesInto(path: readonly Point[], { left, width }: View): boolean {
  return path.some(({ x }) => x >= left) && path.some(({ x }) => x <= left + width)
}

export function drawLayer(
  context: CanvasRenderingContext2D,
  paths: Point[][],
  colour: string,
  lineWidth: number,
): void {
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
