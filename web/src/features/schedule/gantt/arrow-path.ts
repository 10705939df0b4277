import type { Arrow } from './arrows.ts'
import type { Scale } from './scale.ts'
import { type Bar, edgesOf, rowHeight } from './scene.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** How far an arrow runs straight out of a bar before it turns. */
const stub = 9
const middle = (row: number): number => row * rowHeight + rowHeight / 2

/**
 * The corners of a link, by right angles: out of the end that the type names, into the end that it names. The last
 * point is the arrow's head.
 */
export function arrowPath(arrow: Arrow, from: Bar, to: Bar, scale: Scale): Point[] {
  const source = edgesOf(from, scale)
  const target = edgesOf(to, scale)
  if (!source || !target) return []
  const outRight = arrow.type[0] === 'F'
  const intoLeft = arrow.type[1] === 'S'
  const start = { x: outRight ? source.right : source.left, y: middle(arrow.from) }
  const end = { x: intoLeft ? target.left : target.right, y: middle(arrow.to) }
  const out = start.x + (outRight ? stub : -stub)
  const into = end.x + (intoLeft ? -stub : stub)
  if (outRight !== intoLeft) {
    const turn = outRight ? Math.max(out, into) : Math.min(out, into)
    return [start, { x: turn, y: start.y }, { x: turn, y: end.y }, end]
  }
  const fits = outRight ? out <= into + stub : out >= into - stub
  if (fits) return [start, { x: out, y: start.y }, { x: out, y: end.y }, end]
  const between = (arrow.to > arrow.from ? arrow.from + 1 : arrow.from) * rowHeight
  return [start, { x: out, y: start.y }, { x: out, y: between }, { x: into, y: between }, { x: into, y: end.y }, end]
}
