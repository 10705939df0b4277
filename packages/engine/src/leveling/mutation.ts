import type { Direction } from './decoder.ts'
import type { Random } from './random.ts'
import type { SearchProblem } from './search-problem.ts'

const SWAP_CHANCE = 0.01
const STEP_UP = 0.5
const STEP_DOWN = 0.95
const MOST_SHIFTS = 6

/**
 * Small changes of lists. Neighbours change places now and then; activities shift to where links allow,
 * the more often the more of the latest children were nothing new.
 */
export function createMutation(problem: SearchProblem, random: Random) {
  const { count, predecessors, successors } = problem
  const place = new Int32Array(count)
  let shifts = 0

  function swapNeighbours(direction: Direction, list: Int32Array): void {
    const { offset, nodes } = direction === 0 ? successors : predecessors
    for (let i = 0; i + 1 < count; i++) {
      if (random() >= SWAP_CHANCE) continue
      const activity = list[i] as number
      const next = list[i + 1] as number
      let isLinked = false
      for (let e = offset[activity] as number; e < (offset[activity + 1] as number); e++) {
        if (nodes[e] === next) isLinked = true
      }
      if (isLinked) continue
      list[i] = next
      list[i + 1] = activity
    }
  }

  function shiftOne(direction: Direction, list: Int32Array): void {
    const before = direction === 0 ? predecessors : successors
    const after = direction === 0 ? successors : predecessors
    for (let i = 0; i < count; i++) place[list[i] as number] = i
    const at = Math.floor(random() * count)
    const activity = list[at] as number
    let first = 0
    let last = count - 1
    for (let e = before.offset[activity] as number; e < (before.offset[activity + 1] as number); e++) {
      first = Math.max(first, (place[before.nodes[e] as number] as number) + 1)
    }
    for (let e = after.offset[activity] as number; e < (after.offset[activity + 1] as number); e++) {
      last = Math.min(last, (place[after.nodes[e] as number] as number) - 1)
    }
    const to = first + Math.floor(random() * (last - first + 1))
    if (to < at) list.copyWithin(to + 1, to, at)
    else list.copyWithin(at, at + 1, to + 1)
    list[to] = activity
  }

  return {
    shiftOne,
    mutate(direction: Direction, list: Int32Array): void {
      swapNeighbours(direction, list)
      for (let left = shifts; left > random(); left--) shiftOne(direction, list)
    },
    learn(wasNew: boolean): void {
      shifts = wasNew ? shifts * STEP_DOWN : Math.min(MOST_SHIFTS, shifts + STEP_UP)
    },
  }
}
