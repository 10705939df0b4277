import type { Direction } from './decoder.ts'
import type { Random } from './random.ts'
import type { SearchProblem } from './search-problem.ts'

const BIAS = 2

/**
 * Fills lists at random, the urgent more likely first: of those whose predecessors are in the list, one is
 * drawn by its regret, the urgency above the least one's (Drexl 1991, Kolisch 1995).
 */
export function createSampler(
  problem: SearchProblem,
  random: Random,
): (direction: Direction, list: Int32Array) => void {
  const { count, urgencies, urgencyUnit } = problem
  const waiting = new Int32Array(count)
  const eligible = new Int32Array(count)
  const chance = new Float64Array(count)
  return (direction, list) => {
    const before = direction === 0 ? problem.predecessors : problem.successors
    const { offset, nodes } = direction === 0 ? problem.successors : problem.predecessors
    const rule = urgencies.length > 1 ? Math.floor(random() * urgencies.length) : 0
    const urgency = urgencies[rule]?.[direction] as Float64Array
    let eligibles = 0
    for (let i = 0; i < count; i++) {
      waiting[i] = (before.offset[i + 1] as number) - (before.offset[i] as number)
      if (waiting[i] === 0) eligible[eligibles++] = i
    }
    for (let place = 0; place < count; place++) {
      let least = Number.POSITIVE_INFINITY
      for (let i = 0; i < eligibles; i++) least = Math.min(least, urgency[eligible[i] as number] as number)
      let sum = 0
      for (let i = 0; i < eligibles; i++) {
        chance[i] = (((urgency[eligible[i] as number] as number) - least) / urgencyUnit + 1) ** BIAS
        sum += chance[i] as number
      }
      let drawn = random() * sum - (chance[0] as number)
      let choice = 0
      while (drawn > 0 && choice < eligibles - 1) drawn -= chance[++choice] as number
      const activity = eligible[choice] as number
      list[place] = activity
      eligible[choice] = eligible[--eligibles] as number
      for (let e = offset[activity] as number, end = offset[activity + 1] as number; e < end; e++) {
        const next = nodes[e] as number
        waiting[next] = (waiting[next] as number) - 1
        if (waiting[next] === 0) eligible[eligibles++] = next
      }
    }
  }
}
