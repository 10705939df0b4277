/**
 * A whole amount in whole parts, in proportion to the weights. The parts add up to the amount: each is
 * rounded down, and what is left goes to the largest fractions, the earlier first (the method of the
 * largest remainder). Weights without a sum count as equal.
 */
export function shareWhole(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const exact = weights.map((weight) => (sum > 0 ? (amount * weight) / sum : amount / weights.length))
  const parts = exact.map(Math.floor)
  const left = amount - parts.reduce((total, part) => total + part, 0)
  const byFraction = exact
    .map((value, index) => ({ index, fraction: value - Math.floor(value) }))
    .sort((a, b) => b.fraction - a.fraction || a.index - b.index)
  for (const { index } of byFraction.slice(0, left)) parts[index] = (parts[index] as number) + 1
  return parts
}
