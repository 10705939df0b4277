/** A list with the most urgent first, otherwise in the order given. */
export function byUrgency(order: Int32Array, urgency: Float64Array): Int32Array {
  // The sort of typed arrays is stable.
  return order.slice().sort((a, b) => (urgency[b] as number) - (urgency[a] as number))
}
