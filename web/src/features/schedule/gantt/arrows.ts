import type { Link } from '@throughline/contract'

export interface Arrow {
  readonly from: number
  readonly to: number
  readonly type: Link['type']
}

/** Links between visible rows, and which of them touch a row, so that a frame looks at no others. */
export interface Arrows {
  readonly ids: readonly string[]
  readonly from: Int32Array
  readonly to: Int32Array
  readonly types: readonly Link['type'][]
  /** Arrows of a row: those in `touching` from its offset to that of the next row. */
  readonly offsets: Int32Array
  readonly touching: Int32Array
}

type Ends = Pick<Link, 'id' | 'predecessorId' | 'successorId' | 'type'>

export function arrowsOf(links: readonly Ends[], rowOf: ReadonlyMap<string, number>, rows: number): Arrows {
  const ids: string[] = []
  const types: Link['type'][] = []
  const ends = new Int32Array(2 * links.length)
  const offsets = new Int32Array(rows + 1)
  for (const { id, predecessorId, successorId, type } of links) {
    const from = rowOf.get(predecessorId)
    const to = rowOf.get(successorId)
    if (from === undefined || to === undefined || from === to) continue
    ends[2 * ids.length] = from
    ends[2 * ids.length + 1] = to
    ids.push(id)
    types.push(type)
    offsets[from + 1] = (offsets[from + 1] as number) + 1
    offsets[to + 1] = (offsets[to + 1] as number) + 1
  }
  for (let row = 0; row < rows; row += 1) offsets[row + 1] = (offsets[row + 1] as number) + (offsets[row] as number)
  const from = Int32Array.from(ids, (_, at) => ends[2 * at] as number)
  const to = Int32Array.from(ids, (_, at) => ends[2 * at + 1] as number)
  return { ids, from, to, types, offsets, touching: touchingOf(from, to, offsets) }
}

function touchingOf(from: Int32Array, to: Int32Array, offsets: Int32Array): Int32Array {
  const next = offsets.slice()
  const touching = new Int32Array(2 * from.length)
  for (let arrow = 0; arrow < from.length; arrow += 1) {
    for (const row of [from[arrow] as number, to[arrow] as number]) {
      touching[next[row] as number] = arrow
      next[row] = (next[row] as number) + 1
    }
  }
  return touching
}

/** Each arrow that begins or ends in some rows, once. */
export function arrowsTouching(arrows: Arrows, first: number, last: number): number[] {
  const { from, to, offsets, touching } = arrows
  const found: number[] = []
  if (last < first) return found
  const end = offsets[last + 1] as number
  for (let at = offsets[first] as number; at < end; at += 1) {
    const arrow = touching[at] as number
    const isInside = (row: number) => row >= first && row <= last
    // One that lies inside with both ends is met twice: at the row of its beginning it counts.
    const bothInside = isInside(from[arrow] as number) && isInside(to[arrow] as number)
    const rowEnd = offsets[(from[arrow] as number) + 1] as number
    if (bothInside && !(at >= (offsets[from[arrow] as number] as number) && at < rowEnd)) continue
    found.push(arrow)
  }
  return found
}

export function arrowAt(arrows: Arrows, at: number): Arrow {
  return { from: arrows.from[at] as number, to: arrows.to[at] as number, type: arrows.types[at] ?? 'FS' }
}
