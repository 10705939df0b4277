import type { Draft, SearchProblem } from './search-problem.ts'

/**
 * Derives both lists of a draft from its times. Activities that begin (or end) together stay in the
 * order of the links, which is what makes the lists possible ones.
 */
export function createOrderer({ count, order }: SearchProblem): (draft: Draft) => void {
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
  }
}
