// The normal distribution by tables, for draws by the million. Between 6 deviations either side, in
// steps of 1/512, interpolation is off by less than 1e-6; beyond there is nothing to draw.
import { normalProbability, normalQuantile } from './normal.ts'
import { buildTable } from './quantile-table.ts'

const REACH = 6
const STEPS = 512

let quantiles: Float32Array | null = null
let probabilities: Float64Array | null = null

/** For `quantileAt`. */
export function normalTable(): Float32Array {
  quantiles ??= buildTable(normalQuantile, (distance) => -normalQuantile(distance))
  return quantiles
}

/** As `normalProbability`. */
export function quickProbability(z: number): number {
  probabilities ??= Float64Array.from({ length: 2 * REACH * STEPS + 2 }, (_, at) =>
    normalProbability(at / STEPS - REACH),
  )
  const place = Math.max(0, Math.min(2 * REACH * STEPS, (z + REACH) * STEPS))
  const cell = Math.floor(place)
  const from = probabilities[cell] as number
  return from + ((probabilities[cell + 1] as number) - from) * (place - cell)
}
