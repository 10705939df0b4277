import type { Direction } from './decoder.ts'
import type { Random } from './random.ts'
import { type Draft, listFor, type SearchProblem } from './search-problem.ts'

const BINS = 512
const WINDOWS = 12
const SHORTEST = 0.2
const LONGEST = 0.7
const UNTAKEN = 0
const HEAD = 1
const BLOCK = 2

/**
 * Peak crossover (Valls, Ballestin, Quintanilla 2008), with a choice of our own: of some windows in time
 * the one in which the mother uses resources most above what the father does is kept together; what
 * comes before and what comes after it takes the father's order.
 */
export function createCrossover(
  problem: SearchProblem,
  random: Random,
): (mother: Draft, father: Draft, direction: Direction, list: Int32Array) => void {
  const { count, loads } = problem
  const part = new Uint8Array(count)
  const changes = new Float64Array(BINS + 2)
  const sums = new Float64Array(BINS + 2)
  let from = 0
  let to = 0

  function addLoads(draft: Draft, direction: Direction, width: number, sign: number): void {
    const { starts, ends, length } = draft
    for (let i = 0; i < count; i++) {
      const load = sign * (loads[i] as number)
      const begin = draft.direction === direction ? (starts[i] as number) : length - (ends[i] as number)
      const end = begin + (ends[i] as number) - (starts[i] as number)
      const first = Math.min(BINS, Math.floor(Math.max(0, begin) / width))
      const last = Math.min(BINS, Math.floor(Math.max(0, end) / width))
      changes[first] = (changes[first] as number) + load
      changes[last] = (changes[last] as number) - load
    }
  }

  /** Sets `from` and `to` in the direction's own time. */
  function chooseWindow(mother: Draft, father: Draft, direction: Direction): void {
    const { length } = mother
    const width = Math.max(1, Math.ceil(length / BINS))
    const bins = Math.ceil(length / width)
    changes.fill(0)
    addLoads(mother, direction, width, 1)
    addLoads(father, direction, width, -1)
    let ahead = 0
    for (let bin = 0; bin < bins; bin++) {
      ahead += changes[bin] as number
      sums[bin + 1] = (sums[bin] as number) + ahead
    }
    const size = Math.max(1, Math.round(bins * (SHORTEST + random() * (LONGEST - SHORTEST))))
    let best = Number.NEGATIVE_INFINITY
    for (let tries = 0; tries < WINDOWS; tries++) {
      const at = Math.floor(random() * (bins - size + 1))
      const gain = (sums[at + size] as number) - (sums[at] as number)
      if (gain <= best) continue
      best = gain
      from = at * width
    }
    to = from + size * width
  }

  return (mother, father, direction, list) => {
    chooseWindow(mother, father, direction)
    const kept = listFor(mother, direction)
    const other = listFor(father, direction)
    let first = count
    let end = count
    for (let i = 0; i < count; i++) {
      const activity = kept[i] as number
      const begin =
        mother.direction === direction
          ? (mother.starts[activity] as number)
          : mother.length - (mother.ends[activity] as number)
      if (begin < from || begin >= to) continue
      if (first === count) first = i
      end = i + 1
    }
    part.fill(UNTAKEN)
    for (let i = 0; i < first; i++) part[kept[i] as number] = HEAD
    for (let i = first; i < end; i++) part[kept[i] as number] = BLOCK
    let head = 0
    let tail = end
    for (let i = 0; i < count; i++) {
      const activity = other[i] as number
      if (part[activity] === HEAD) list[head++] = activity
      else if (part[activity] === UNTAKEN) list[tail++] = activity
    }
    for (let i = first; i < end; i++) list[i] = kept[i] as number
  }
}
