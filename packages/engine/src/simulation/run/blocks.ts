// Runs are done in blocks of 256, and a block gives the same numbers whoever does it. All that is
// kept of a run is an integer in a histogram and in sums, and the project's finish.
import { HISTOGRAM_BYTES, type Layout, RUNS_BETWEEN_DRAINS, SUMS, SUMS_BYTES, TILE_RUNS } from '../layout.ts'
import { openMachine, type TileMachine } from '../machine.ts'
import { tileComposer } from '../model/compose-tile.ts'
import type { Composition } from '../model/composition.ts'
import { type NetworkTiles, networkTiles } from './network-tiles.ts'

export const BLOCK_RUNS = 256

/** All that a thread needs, as plain data. */
export interface SharedSimulation {
  readonly runs: number
  readonly program: Uint8Array
  readonly layout: Layout
  readonly composition: Composition | null
  /** Null when the kernels do the passes. */
  readonly networkTiles: NetworkTiles | null
  readonly usesWebAssembly: boolean
}

/** What some runs have given; `histograms` has 512 bins a node, `sums` 8 doubles, as `layout.ts` says. */
export interface PartialResult {
  readonly runs: number
  readonly finishes: Int32Array
  readonly sums: Float64Array
  readonly histograms: Uint16Array | Uint32Array
}

export interface BlockRunner {
  readonly machine: TileMachine
  readonly run: (block: number) => void
  /** The first runs, counted from nothing and forgotten by the next block. */
  readonly pilot: (runs: number) => void
  /** All that the blocks have given, or null without any; it stays as it is until the next block. */
  readonly take: () => PartialResult | null
}

export function blockCount({ runs }: Pick<SharedSimulation, 'runs'>): number {
  return Math.ceil(runs / BLOCK_RUNS)
}

/** `machine` may be one that has been opened on the same program already. */
export function openBlocks(shared: SharedSimulation, machine: TileMachine = machineOf(shared)): BlockRunner {
  const { layout, composition, runs } = shared
  const composeTile = composition === null ? null : tileComposer(composition, machine.views, layout)
  const passTile = shared.networkTiles === null ? null : networkTiles(shared.networkTiles, machine.views, layout)
  let full: PartialResult | null = null
  let held = 0
  const drain = (): void => {
    const part = viewPartial(machine, layout, held)
    full = full === null ? widened(part) : mergePartials([full, part])
    machine.clear()
    held = 0
  }
  const runTile = (run: number, valid: number): void => {
    machine.sample(run)
    composeTile?.(run)
    if (passTile === null) {
      machine.forward()
      machine.backward(valid, held)
    } else passTile(valid, held)
    held += valid
  }
  return {
    machine,
    run: (block) => {
      if (held + BLOCK_RUNS > RUNS_BETWEEN_DRAINS) drain()
      const end = Math.min(runs, (block + 1) * BLOCK_RUNS)
      for (let run = block * BLOCK_RUNS; run < end; run += TILE_RUNS) runTile(run, Math.min(TILE_RUNS, end - run))
    },
    pilot: (runs) => {
      for (let run = 0; run < runs; run += TILE_RUNS) runTile(run, Math.min(TILE_RUNS, runs - run))
      held = 0
    },
    take: () => {
      if (full !== null && held > 0) drain()
      return full ?? (held === 0 ? null : viewPartial(machine, layout, held))
    },
  }
}

/** Blocks from `from` to before `to`. The parts may be merged with those of other blocks in any order. */
export function simulateBlocks(shared: SharedSimulation, from: number, to: number): PartialResult | null {
  const runner = openBlocks(shared)
  for (let block = from; block < to; block++) runner.run(block)
  return runner.take()
}

export function machineOf({ program, layout, usesWebAssembly }: SharedSimulation): TileMachine {
  return openMachine(program, layout, usesWebAssembly)
}

function viewPartial({ views }: TileMachine, layout: Layout, runs: number): PartialResult {
  const { words, doubles, counters } = views
  const { nodeCount, sums, histograms, finishes } = layout
  return {
    runs,
    finishes: words.subarray(finishes >> 2, (finishes >> 2) + runs),
    sums: doubles.subarray(sums >> 3, (sums + nodeCount * SUMS_BYTES) >> 3),
    histograms: counters.subarray(histograms >> 1, (histograms + nodeCount * HISTOGRAM_BYTES) >> 1),
  }
}

function widened({ runs, finishes, sums, histograms }: PartialResult): PartialResult {
  return { runs, finishes: finishes.slice(), sums: sums.slice(), histograms: new Uint32Array(histograms) }
}

const MOST_IN_16_BITS = 65_535

/**
 * One result of many; the same whatever their order and whichever runs each is about. The first one
 * is what the others are added to, and is not to be used any more.
 */
export function mergePartials(partials: readonly PartialResult[]): PartialResult {
  const runs = partials.reduce((total, partial) => total + partial.runs, 0)
  const [first, ...others] = partials as readonly [PartialResult, ...PartialResult[]]
  const fits = runs <= MOST_IN_16_BITS || first.histograms instanceof Uint32Array
  const histograms = fits ? first.histograms : new Uint32Array(first.histograms)
  const finishes = new Int32Array(runs)
  finishes.set(first.finishes)
  let place = first.runs
  for (const other of others) {
    finishes.set(other.finishes, place)
    place += other.runs
    addSums(first.sums, other.sums)
    for (let bin = 0; bin < histograms.length; bin++) {
      histograms[bin] = (histograms[bin] as number) + (other.histograms[bin] as number)
    }
  }
  return { runs, finishes, sums: first.sums, histograms }
}

function addSums(doubles: Float64Array, otherDoubles: Float64Array): void {
  const words = wordsOf(doubles)
  const others = wordsOf(otherDoubles)
  for (let at = 0; at < words.length; at += SUMS_BYTES >> 2) {
    for (const count of [SUMS.critical, SUMS.summaryCritical]) {
      words[at + count] = (words[at + count] as number) + (others[at + count] as number)
    }
    words[at + SUMS.least] = Math.min(words[at + SUMS.least] as number, others[at + SUMS.least] as number)
    words[at + SUMS.greatest] = Math.max(words[at + SUMS.greatest] as number, others[at + SUMS.greatest] as number)
    for (const sum of [SUMS.duration, SUMS.durationSquares, SUMS.products, SUMS.finish, SUMS.finishSquares]) {
      const double = (at + sum) >> 1
      doubles[double] = (doubles[double] as number) + (otherDoubles[double] as number)
    }
  }
}

/** The same memory as words. */
export function wordsOf({ buffer, byteOffset, length }: Float64Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length * 2)
}
