import type { LinkType } from '../plan-document.ts'
import { at, type Point } from './marks.ts'

/** What a link leaves or enters: the ends and the middle of what is drawn, and half its height. */
export interface LinkEnd {
  readonly left: number
  readonly right: number
  readonly y: number
  readonly half: number
  /** Where it comes in from above or below, and after what it does so: the end of a bar, the middle of a milestone. */
  readonly inlet: number
  readonly finish: number
}

/** How far a link runs straight out of a bar before it turns. */
const stub = 5

/**
 * The corners of a link, by right angles: out of the end that the type names, into the end that it names. The last point
 * is the head. `rowHeight` tells where between two rows it may go back.
 */
export function linkPath(type: LinkType, from: LinkEnd, to: LinkEnd, rowHeight: number): Point[] {
  const outRight = type[0] === 'F'
  const intoLeft = type[1] === 'S'
  const start = at(outRight ? from.right : from.left, from.y)
  if (type === 'FS' && to.y !== from.y && to.inlet >= from.finish - 0.1) return fromAbove(start, to)
  const end = at(intoLeft ? to.left : to.right, to.y)
  const out = start.x + (outRight ? stub : -stub)
  const into = end.x + (intoLeft ? -stub : stub)
  if (outRight !== intoLeft) {
    const turn = outRight ? Math.max(out, into) : Math.min(out, into)
    return [start, at(turn, start.y), at(turn, end.y), end]
  }
  const fits = outRight ? out <= into : out >= into
  if (fits) return [start, at(out, start.y), at(out, end.y), end]
  const between = start.y + (to.y > from.y ? rowHeight / 2 : -rowHeight / 2)
  return [start, at(out, start.y), at(out, between), at(into, between), at(into, end.y), end]
}

/** Into the upper edge of a bar that lies below, or the lower edge of one that lies above. */
function fromAbove(start: Point, to: LinkEnd): Point[] {
  const edge = to.y > start.y ? to.y - to.half : to.y + to.half
  return [at(Math.min(start.x, to.inlet), start.y), at(to.inlet, start.y), at(to.inlet, edge)]
}

/** The triangle at the end of a path. */
export function arrowHead(path: readonly Point[]): Point[] {
  const [before, tip] = path.slice(-2)
  if (!before || !tip) return []
  const [x, y] = [Math.sign(tip.x - before.x), Math.sign(tip.y - before.y)]
  const [length, half] = [3.4, 1.8]
  const back = at(tip.x - x * length, tip.y - y * length)
  return [tip, at(back.x - y * half, back.y + x * half), at(back.x + y * half, back.y - x * half)]
}
