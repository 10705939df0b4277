import { createLinkOrder } from './link-order.ts'
import type { Draft, SearchProblem } from './search-problem.ts'

/**
 * Derives both lists of a draft from its times. Activities that begin (or end) together stay in the
 * order of the links, which is what makes the lists possible ones.
 */
export function createOrderer(problem: SearchProblem): (draft: Draft) => void {
  const { count, order, isInTimeOrder } = problem
  const putInLinkOrder = isInTimeOrder ? null : createLinkOrder(problem)
  // Time and rank in one number: exact, since minutes and ranks together need less than 53 bits.
  const keys = new Float64Array(count)
  const ranks = 2 ** Math.ceil(Math.log2(count + 1))
  const sortInto = (list: Int32Array, isForward: boolean): void => {
    keys.sort()
    for (let i = 0; i < count; i++) {
      const rank = (keys[i] as number) % ranks
      list[i] = order[isForward ? rank : count - 1 - rank] as number
    }
  }
  return ({ direction, starts, ends, own, next, length }) => {
    const isForward = direction === 0
    for (let i = 0; i < count; i++) {
      const activity = order[isForward ? i : count - 1 - i] as number
      keys[i] = (starts[activity] as number) * ranks + i
    }
    sortInto(own, isForward)
    for (let i = 0; i < count; i++) {
      const activity = order[isForward ? count - 1 - i : i] as number
      keys[i] = (length - (ends[activity] as number)) * ranks + i
    }
    sortInto(next, !isForward)
    putInLinkOrder?.(direction, own)
    putInLinkOrder?.(isForward ? 1 : 0, next)
  }
}
