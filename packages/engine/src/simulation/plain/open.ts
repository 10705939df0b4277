import {
  HEADER,
  HIGHEST,
  HISTOGRAM_BYTES,
  LOWEST,
  NODE,
  NODE_BYTES,
  ROWS_BYTES,
  SUMS,
  SUMS_BYTES,
  TILE_RUNS,
} from '../layout.ts'
import type { Views } from '../views.ts'

/** Fills the rows of fixed durations, and clears what is counted. */
export function openTiles(views: Views): void {
  const { words } = views
  const count = words[HEADER.nodeCount] as number
  const nodes = (words[HEADER.nodes] as number) >> 2
  const rows = (words[HEADER.rows] as number) >> 2
  for (let index = 0; index < count; index++) {
    const row = rows + index * (ROWS_BYTES >> 2)
    words.fill(words[nodes + index * (NODE_BYTES >> 2) + NODE.base] as number, row, row + TILE_RUNS)
  }
  clearTiles(views)
}

/** Counts from nothing again. */
export function clearTiles({ words, counters }: Views): void {
  const count = words[HEADER.nodeCount] as number
  const first = (words[HEADER.sums] as number) >> 2
  const histograms = (words[HEADER.histograms] as number) >> 1
  const end = first + count * (SUMS_BYTES >> 2)
  words.fill(0, first, end)
  counters.fill(0, histograms, histograms + count * (HISTOGRAM_BYTES >> 1))
  for (let sums = first; sums < end; sums += SUMS_BYTES >> 2) {
    words[sums + SUMS.least] = HIGHEST
    words[sums + SUMS.greatest] = LOWEST
  }
}
