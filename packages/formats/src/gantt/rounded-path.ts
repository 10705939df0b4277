import { at, type Point } from './marks.ts'

/** A corner that is rounded: the line goes to `before` and bends round `corner` to `after`. */
export interface Corner {
  readonly before: Point
  readonly corner: Point
  readonly after: Point
}

/** The corners between the ends of a path. Roundings take at most half of the lines that they lie between. */
export function roundedCorners(points: readonly Point[], radius: number): Corner[] {
  return points.slice(1, -1).map((corner, index) => {
    const [previous, next] = [points[index] ?? corner, points[index + 2] ?? corner]
    return { before: towards(corner, previous, radius), corner, after: towards(corner, next, radius) }
  })
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = Math.hypot(to.x - from.x, to.y - from.y)
  if (whole === 0) return from
  const part = Math.min(length, whole / 2) / whole
  return at(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part)
}
