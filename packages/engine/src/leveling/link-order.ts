import type { Direction } from './decoder.ts'
import type { SearchProblem } from './search-problem.ts'

export type Linked = Pick<SearchProblem, 'count' | 'predecessors' | 'successors'>

/**
 * Puts a list in order of the links (of the direction) and otherwise leaves it as it is: of those whose
 * predecessors are listed the first one comes next.
 */
export function createLinkOrder({
  count,
  predecessors,
  successors,
}: Linked): (direction: Direction, list: Int32Array) => void {
  const place = new Int32Array(count)
  const waiting = new Int32Array(count)
  const unordered = new Int32Array(count)
  // A heap of places in the list, the least on top.
  const heap = new Int32Array(count)
  let size = 0

  function push(value: number): void {
    let at = size++
    while (at > 0) {
      const above = (at - 1) >> 1
      if ((heap[above] as number) <= value) break
      heap[at] = heap[above] as number
      at = above
    }
    heap[at] = value
  }

  function pop(): number {
    const top = heap[0] as number
    const value = heap[--size] as number
    let at = 0
    for (let below = 1; below < size; below = 2 * at + 1) {
      if (below + 1 < size && (heap[below + 1] as number) < (heap[below] as number)) below++
      if ((heap[below] as number) >= value) break
      heap[at] = heap[below] as number
      at = below
    }
    heap[at] = value
    return top
  }

  return (direction, list) => {
    const before = direction === 0 ? predecessors : successors
    const { offset, nodes } = direction === 0 ? successors : predecessors
    unordered.set(list)
    size = 0
    for (let i = 0; i < count; i++) {
      const activity = unordered[i] as number
      place[activity] = i
      waiting[activity] = (before.offset[activity + 1] as number) - (before.offset[activity] as number)
      if (waiting[activity] === 0) push(i)
    }
    for (let next = 0; next < count; next++) {
      const activity = unordered[pop()] as number
      list[next] = activity
      for (let e = offset[activity] as number, end = offset[activity + 1] as number; e < end; e++) {
        const after = nodes[e] as number
        waiting[after] = (waiting[after] as number) - 1
        if (waiting[after] === 0) push(place[after] as number)
      }
    }
  }
}
