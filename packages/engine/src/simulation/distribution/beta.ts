// Quantiles of the beta distribution on 0 to 1 at the corners of a table. They are found in one march
// over the corners: each next quantile is guessed from the density and put right by Newton's method,
// the probability between two quantiles being integrated numerically.
import { buildTable, CORNER_DISTANCES } from './quantile-table.ts'

/** A table for alpha and beta of at least 1. */
export function betaTable(alpha: number, beta: number): Float32Array {
  const low = marchFromEnd(alpha, beta)
  const high = marchFromEnd(beta, alpha)
  let corner = 0
  let other = 0
  return buildTable(
    () => low[corner++] as number,
    () => 1 - (high[other++] as number),
  )
}

/** Quantiles of rising distances from the end 0, whose exponent is `near - 1`. */
function marchFromEnd(near: number, far: number): Float64Array {
  const scale = logGamma(near + far) - logGamma(near) - logGamma(far)
  const quantiles = new Float64Array(CORNER_DISTANCES.length)
  let x = firstQuantile(near, far, scale, CORNER_DISTANCES[0] as number)
  quantiles[0] = x
  const density: Density = { scale, left: near - 1, right: far - 1 }
  let height = densityAt(density, x)
  for (let corner = 1; corner < quantiles.length; corner++) {
    const wanted = (CORNER_DISTANCES[corner] as number) - (CORNER_DISTANCES[corner - 1] as number)
    const slope = density.left / x - density.right / (1 - x)
    const straight = wanted / height
    let step = straight * Math.max(0.5, Math.min(2, 1 - (slope * straight) / 2))
    for (let round = 0; round < 8; round++) {
      height = densityAt(density, x + step)
      const change = (probabilityBetween(density, x, step) - wanted) / height
      step = Math.max(step / 2, Math.min(step - change, (1 - x) * 0.999999))
      if (Math.abs(change) < 1e-5 * step) break
    }
    x += step
    height = densityAt(density, x)
    quantiles[corner] = x
  }
  return quantiles
}

interface Density {
  readonly scale: number
  readonly left: number
  readonly right: number
}

function densityAt({ scale, left, right }: Density, x: number): number {
  return Math.exp(scale + left * Math.log(x) + right * Math.log(1 - x))
}

/** By Gauss and Legendre's rule of three points. */
function probabilityBetween(density: Density, from: number, step: number): number {
  const middle = from + step / 2
  const arm = step * 0.3872983346207417
  const sides = densityAt(density, middle - arm) + densityAt(density, middle + arm)
  return (step * (5 * sides + 8 * densityAt(density, middle))) / 18
}

/** Close to the end the probability is x^near / near times a series in x. */
function firstQuantile(near: number, far: number, scale: number, probability: number): number {
  const factor = Math.exp(scale) / near
  let x = (probability / factor) ** (1 / near)
  for (let round = 0; round < 12; round++) {
    x = (probability / (factor * endSeries(near, far, x))) ** (1 / near)
  }
  return x
}

function endSeries(near: number, far: number, x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; k < 60; k++) {
    term *= ((k - far) * x) / k
    sum += (term * near) / (near + k)
  }
  return sum
}

/** Stirling's series with the argument moved up; for arguments of at least 1. */
function logGamma(x: number): number {
  let shift = 0
  let z = x
  for (; z < 12; z++) shift += Math.log(z)
  const square = 1 / (z * z)
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / z
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series - shift
}
