// The normal distribution. Inverse after P. J. Acklam's rational approximation with one step of
// Halley's method; the distribution function after G. Marsaglia, "Evaluating the normal
// distribution" (2004) near the centre and a continued fraction beyond.

const LOW_TAIL = 0.02425
const ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI)

/** The z below which a standard normal variable lies with this probability, which is between 0 and 1. */
export function normalQuantile(probability: number): number {
  const start = approximateQuantile(probability)
  const error = normalProbability(start) - probability
  const step = error * ROOT_OF_TWO_PI * Math.exp((start * start) / 2)
  return start - step / (1 + (start * step) / 2)
}

/** The probability that a standard normal variable lies below z. */
export function normalProbability(z: number): number {
  if (Math.abs(z) > 6) return z < 0 ? upperTail(-z) : 1 - upperTail(z)
  let term = z
  let sum = z
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (z * z) / odd
    sum += term
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / ROOT_OF_TWO_PI
}

function upperTail(z: number): number {
  let fraction = z
  for (let k = 24; k > 0; k--) fraction = z + k / fraction
  return Math.exp((-z * z) / 2) / (ROOT_OF_TWO_PI * fraction)
}

function approximateQuantile(p: number): number {
  if (p > 0.5) return -approximateQuantile(1 - p)
  if (p < LOW_TAIL) {
    const q = Math.sqrt(-2 * Math.log(p))
    const top =
      ((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q +
        4.374664141464968) *
        q +
      2.938163982698783
    const bottom =
      (((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1
    return top / bottom
  }
  const q = p - 0.5
  const r = q * q
  const top =
    (((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
    q
  const bottom =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
    1
  return top / bottom
}
