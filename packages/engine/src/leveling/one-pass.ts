import type { SearchProblem } from './search-problem.ts'

/** The list for one forward pass: the urgent by the last rule first, otherwise in order of the links. */
export function byUrgency({ order, urgencies }: SearchProblem): Int32Array {
  const value = urgencies.at(-1)?.[0] as Float64Array
  const rank = new Int32Array(order.length)
  order.forEach((activity, place) => {
    rank[activity] = place
  })
  return order
    .slice()
    .sort((a, b) => (value[b] as number) - (value[a] as number) || (rank[a] as number) - (rank[b] as number))
}
