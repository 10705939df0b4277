// A topological order by depth-first search (Tarjan, Acta Informatica 6 (1976) 171), linear in points
// and edges. Each point comes right after what it still waits for, so that the order stays as near to
// the plan's own as it can: neighbours of the plan are neighbours in memory.
import type { Edges } from './edges.ts'

/** Edges by the point they enter, from `offset[point]` to before `offset[point + 1]` of `edge`. */
export interface Incoming {
  readonly offset: Int32Array
  readonly edge: Int32Array
}

/** The points in use, each after all that it depends on; or the edges of one circle, in its order. */
export type PointOrder =
  | { readonly kind: 'ordered'; readonly points: Int32Array; readonly incoming: Incoming }
  | { readonly kind: 'circle'; readonly edges: readonly number[] }

const WAITING = 1
const DONE = 2

export function orderPoints(edges: Edges): PointOrder {
  const size = edges.used.length
  const incoming = groupByTarget(edges)
  const { offset, edge: edgeAt } = incoming
  const { from, used } = edges
  const points = new Int32Array(size)
  const next = offset.slice(0, size)
  const state = new Uint8Array(size)
  const stack = new Int32Array(size)
  const cameBy = new Int32Array(size)
  let known = 0
  for (let root = 0; root < size; root += 1) {
    if (used[root] === 0 || state[root] !== 0) continue
    let depth = 0
    stack[0] = root
    state[root] = WAITING
    while (depth >= 0) {
      const point = stack[depth] as number
      const at = next[point] as number
      if (at === offset[point + 1]) {
        state[point] = DONE
        points[known] = point
        known += 1
        depth -= 1
        continue
      }
      next[point] = at + 1
      const edge = edgeAt[at] as number
      const before = from[edge] as number
      if (state[before] === DONE) continue
      if (state[before] === WAITING) return { kind: 'circle', edges: circleOnStack(stack, depth, cameBy, before, edge) }
      depth += 1
      stack[depth] = before
      cameBy[depth] = edge
      state[before] = WAITING
    }
  }
  return { kind: 'ordered', points: points.subarray(0, known), incoming }
}

function groupByTarget({ used, count, to }: Edges): Incoming {
  const size = used.length
  const offset = new Int32Array(size + 1)
  for (let edge = 0; edge < count; edge += 1) {
    offset[(to[edge] as number) + 1] = (offset[(to[edge] as number) + 1] as number) + 1
  }
  for (let point = 0; point < size; point += 1) {
    offset[point + 1] = (offset[point + 1] as number) + (offset[point] as number)
  }
  const next = offset.slice(0, size)
  const grouped = new Int32Array(count)
  for (let edge = 0; edge < count; edge += 1) {
    const point = to[edge] as number
    const place = next[point] as number
    grouped[place] = edge
    next[point] = place + 1
  }
  return { offset, edge: grouped }
}

/** The stack leads from each point to one before it; the last edge leads from `start` to its top. */
function circleOnStack(
  stack: Int32Array,
  depth: number,
  cameBy: Int32Array,
  start: number,
  last: number,
): readonly number[] {
  const circle = [last]
  for (let at = depth; stack[at] !== start; at -= 1) circle.push(cameBy[at] as number)
  return circle
}
