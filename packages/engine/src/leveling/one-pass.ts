import type { SearchProblem } from './search-problem.ts'

/** The list for one forward pass: the urgent first, otherwise in order of the links. */
export function byUrgency({ order, urgency }: SearchProblem): Int32Array {
  const [value] = urgency
  const rank = new Int32Array(order.length)
  order.forEach((activity, place) => {
    rank[activity] = place
  })
  return order
    .slice()
    .sort((a, b) => (value[b] as number) - (value[a] as number) || (rank[a] as number) - (rank[b] as number))
}
