// Kahn's algorithm (Communications of the ACM 5 (1962) 558), linear in points and edges.
import type { Edges } from './edges.ts'

/** The points in use, each after all that it depends on; or the edges of one circle, in its order. */
export type PointOrder =
  | { readonly kind: 'ordered'; readonly points: Int32Array }
  | { readonly kind: 'circle'; readonly edges: readonly number[] }

export function orderPoints(edges: Edges): PointOrder {
  const size = edges.used.length
  const offset = new Int32Array(size + 1)
  const waiting = new Int32Array(size)
  const { count, from, to } = edges
  for (let edge = 0; edge < count; edge += 1) {
    offset[(from[edge] as number) + 1] = (offset[(from[edge] as number) + 1] as number) + 1
    waiting[to[edge] as number] = (waiting[to[edge] as number] as number) + 1
  }
  for (let point = 0; point < size; point += 1) {
    offset[point + 1] = (offset[point + 1] as number) + (offset[point] as number)
  }
  const next = offset.slice(0, size)
  const leaving = new Int32Array(count)
  for (let edge = 0; edge < count; edge += 1) {
    const place = next[from[edge] as number] as number
    leaving[place] = to[edge] as number
    next[from[edge] as number] = place + 1
  }
  const points = new Int32Array(size)
  let known = 0
  let inUse = 0
  for (let point = 0; point < size; point += 1) {
    if (edges.used[point] === 0) continue
    inUse += 1
    if (waiting[point] === 0) {
      points[known] = point
      known += 1
    }
  }
  for (let done = 0; done < known; done += 1) {
    const point = points[done] as number
    const end = offset[point + 1] as number
    for (let at = offset[point] as number; at < end; at += 1) {
      const follower = leaving[at] as number
      const left = (waiting[follower] as number) - 1
      waiting[follower] = left
      if (left === 0) {
        points[known] = follower
        known += 1
      }
    }
  }
  if (known === inUse) return { kind: 'ordered', points: points.subarray(0, known) }
  return { kind: 'circle', edges: circleAmong(edges, waiting) }
}

/**
 * Every point still waiting has a waiting one before it, so walking back along such edges ends in a
 * circle.
 */
function circleAmong({ count, from, to }: Edges, waiting: Int32Array): number[] {
  const cameBy = new Int32Array(waiting.length).fill(-1)
  for (let edge = count - 1; edge >= 0; edge -= 1) {
    if ((waiting[from[edge] as number] as number) > 0) cameBy[to[edge] as number] = edge
  }
  const origin = (point: number): number => from[cameBy[point] as number] as number
  const seen = new Set<number>()
  let point = waiting.findIndex((left) => left > 0)
  while (!seen.has(point)) {
    seen.add(point)
    point = origin(point)
  }
  const circle: number[] = []
  const end = point
  do {
    circle.push(cameBy[point] as number)
    point = origin(point)
  } while (point !== end)
  return circle.reverse()
}
