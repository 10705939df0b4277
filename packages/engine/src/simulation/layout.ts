// Where everything lies in the memory that the tile kernels work on, WebAssembly and plain alike;
// `assembly/tile-kernel.as` repeats these figures. Offsets are in bytes, pointers are offsets from the
// start of the memory, words are 4 bytes.

/** Runs that go through the network together. */
export const TILE_RUNS = 64
export const ROW_BYTES = 256
/** A node's row of durations, and behind it its row of dates. */
export const ROWS_BYTES = 512
export const EDGE_BYTES = 16
export const NODE_BYTES = 128
export const SUMS_BYTES = 64
export const HISTOGRAM_BINS = 512
export const HISTOGRAM_BYTES = 1024

/** Words of the header. */
export const HEADER = {
  nodeCount: 0,
  nodes: 1,
  rows: 2,
  sums: 3,
  histograms: 4,
  scratch: 5,
  projectFinish: 6,
  finishes: 7,
  criticalFloat: 8,
  finishCentre: 9,
  summaries: 10,
  summaryCount: 11,
  words: 16,
} as const

/**
 * Words of a node; quanta are doubles. A node is critical only in runs in which its duration is more
 * than `criticalAbove`, which is -1 for most.
 */
export const NODE = {
  kind: 0,
  base: 1,
  scale: 2,
  list: 3,
  keyA: 4,
  keyB: 5,
  startFloor: 6,
  finishFloor: 7,
  inEdges: 8,
  inFinishStart: 9,
  inOthers: 10,
  outEdges: 11,
  outFinishStart: 12,
  outOthers: 13,
  finishCap: 14,
  mayEnd: 15,
  histogramLow: 16,
  perBin: 17,
  durationCentre: 18,
  finishCentre: 19,
  durationQuantum: 20,
  productQuantum: 22,
  finishQuantum: 24,
  histogramTop: 26,
  halfBin: 27,
  summaryAbove: 28,
  summaryOwn: 29,
  criticalAbove: 30,
} as const

/** Words of an edge: the rows of its other end, its lag, its type. */
export const EDGE = { rows: 0, lag: 1, type: 2 } as const

/** Words of a node's sums; the last five are doubles. */
export const SUMS = {
  critical: 0,
  least: 1,
  greatest: 2,
  summaryCritical: 3,
  duration: 4,
  durationSquares: 6,
  products: 8,
  finish: 10,
  finishSquares: 12,
} as const

/** How a node's durations come about; those that are given are written into its row before a pass. */
export const FIXED = 0
export const TABLE = 1
export const DISCRETE = 2
export const GIVEN = 3

/** Bounds that do not bind. */
export const LOWEST = -0x40000000
export const HIGHEST = 0x40000000

/** So many runs fit the 16 bits of a histogram's counters and the room for the project's finishes. */
export const RUNS_BETWEEN_DRAINS = 65_280

/** Pointers and sizes of one program; all that is before `programBytes` stays the same while it runs. */
export interface Layout {
  readonly nodeCount: number
  readonly nodes: number
  readonly rows: number
  readonly sums: number
  readonly histograms: number
  readonly scratch: number
  readonly projectFinish: number
  readonly finishes: number
  readonly programBytes: number
  readonly memoryBytes: number
}
