// Tables for inverse transform sampling. The distance of a probability from the nearer end, 0 or 1,
// is cut into octaves from 1/4..1/2 down to 2^-17..2^-16, each octave into 16 cells; quantiles are
// interpolated inside a cell, and what lies beyond the last octave has the value of its end. First
// come the 257 corners from the low end, then the 257 from the high end, then one that is only read.

export const OCTAVES = 16
const CELLS_PER_OCTAVE = 16
export const CORNERS = OCTAVES * CELLS_PER_OCTAVE + 1
export const TABLE_LENGTH = 2 * CORNERS + 1

/** Distances from the end, rising, the last being 1/2. */
export const CORNER_DISTANCES: Float64Array = cornerDistances()

/** A table of the quantile function, or of what two functions say of distances from either end. */
export function buildTable(
  fromLow: (distance: number) => number,
  fromHigh: (distance: number) => number,
): Float32Array {
  const table = new Float32Array(TABLE_LENGTH)
  for (let corner = 0; corner < CORNERS; corner++) {
    const distance = CORNER_DISTANCES[corner] as number
    table[corner] = fromLow(distance)
    table[CORNERS + corner] = fromHigh(distance)
  }
  table[TABLE_LENGTH - 1] = table[TABLE_LENGTH - 2] as number
  return table
}

/** The quantile of a probability, as the tile kernels read it from the table. */
export function quantileAt(table: Float32Array, probability: number): number {
  const isHigh = probability > 0.5
  const distance = Math.max(isHigh ? 1 - probability : probability, CORNER_DISTANCES[0] as number)
  const octave = Math.min(OCTAVES - 1, Math.floor(Math.log2(distance)) + OCTAVES + 1)
  const place = (distance / 2 ** (octave - OCTAVES - 1) - 1) * CELLS_PER_OCTAVE
  const cell = Math.min(CELLS_PER_OCTAVE - 1, Math.floor(place))
  const corner = (isHigh ? CORNERS : 0) + octave * CELLS_PER_OCTAVE + cell
  const from = table[corner] as number
  return from + ((table[corner + 1] as number) - from) * (place - cell)
}

function cornerDistances(): Float64Array {
  const distances = new Float64Array(CORNERS)
  for (let corner = 0; corner < CORNERS; corner++) {
    const octave = Math.floor(corner / CELLS_PER_OCTAVE)
    distances[corner] = 2 ** (octave - OCTAVES - 1) * (1 + (corner % CELLS_PER_OCTAVE) / CELLS_PER_OCTAVE)
  }
  return distances
}
