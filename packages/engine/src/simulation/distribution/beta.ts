// Quantiles of the beta distribution on 0 to 1 at the corners of a table. They are found in one march
// over the corners, each from the one before by a series in the step of probability.
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

/**
 * Quantiles of rising distances from the end 0, whose exponent is `near - 1`. With y the step in
 * probability over the density f, s = f'/f, and its derivatives t and u, the next quantile is
 * x + y - s y^2 / 2 + (2 s^2 - t) y^3 / 6 - (6 s^3 - 7 s t + u) y^4 / 24 and so on. What is left out
 * is small beside the probability already passed, which doubles every 16 steps.
 */
function marchFromEnd(near: number, far: number): Float64Array {
  const scale = logGamma(near + far) - logGamma(near) - logGamma(far)
  const left = near - 1
  const right = far - 1
  const quantiles = new Float64Array(CORNER_DISTANCES.length)
  let x = firstQuantile(near, far, scale, CORNER_DISTANCES[0] as number)
  quantiles[0] = x
  for (let corner = 1; corner < quantiles.length; corner++) {
    const wanted = (CORNER_DISTANCES[corner] as number) - (CORNER_DISTANCES[corner - 1] as number)
    const p = 1 / x
    const q = 1 / (1 - x)
    const y = wanted / Math.exp(scale + left * Math.log(x) + right * Math.log(1 - x))
    const s = left * p - right * q
    const t = -left * p * p - right * q * q
    const u = 2 * (left * p * p * p - right * q * q * q)
    const cube = 2 * s * s - t
    const fourth = 6 * s * s * s - 7 * s * t + u
    x += y * (1 - y * (s / 2 - y * (cube / 6 - (y * fourth) / 24)))
    quantiles[corner] = x
  }
  return quantiles
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
