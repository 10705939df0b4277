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

/** What some runs have given; `histograms` has 512 bins a node, `sums` is as `layout.ts` says. */
export interface PartialResult {
  readonly runs: number
  readonly finishes: Int32Array
  readonly sums: ArrayBuffer
  readonly histograms: Uint32Array
}

export interface BlockRunner {
  readonly machine: TileMachine
  readonly run: (block: number) => void
  /** The first runs, counted from nothing and forgotten by the next block. */
  readonly pilot: (runs: number) => void
  /** All since the last time, in one or more parts. */
  readonly take: () => PartialResult[]
}

export function blockCount({ runs }: Pick<SharedSimulation, 'runs'>): number {
  return Math.ceil(runs / BLOCK_RUNS)
}

/** `machine` may be one that has been opened on the same program already. */
export function openBlocks(shared: SharedSimulation, machine: TileMachine = machineOf(shared)): BlockRunner {
  const { layout, composition, runs } = shared
  const composeTile = composition === null ? null : tileComposer(composition, machine.views, layout)
  const passTile = shared.networkTiles === null ? null : networkTiles(shared.networkTiles, machine.views, layout)
  const full: PartialResult[] = []
  let held = 0
  const drain = (): void => {
    if (held === 0) return
    full.push(copyPartial(machine, layout, held))
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
      drain()
      return full.splice(0)
    },
  }
}

/** Blocks from `from` to before `to`. The parts may be merged with those of other blocks in any order. */
export function simulateBlocks(shared: SharedSimulation, from: number, to: number): PartialResult {
  const runner = openBlocks(shared)
  for (let block = from; block < to; block++) runner.run(block)
  return mergePartials(shared.layout, runner.take())
}

export function machineOf({ program, layout, usesWebAssembly }: SharedSimulation): TileMachine {
  return openMachine(program, layout, usesWebAssembly)
}

function copyPartial({ views }: TileMachine, layout: Layout, runs: number): PartialResult {
  const { words, counters } = views
  const { nodeCount, sums, histograms, finishes } = layout
  const bins = (nodeCount * HISTOGRAM_BYTES) >> 1
  return {
    runs,
    finishes: words.slice(finishes >> 2, (finishes >> 2) + runs),
    sums: words.slice(sums >> 2, (sums + nodeCount * SUMS_BYTES) >> 2).buffer,
    histograms: new Uint32Array(counters.subarray(histograms >> 1, (histograms >> 1) + bins)),
  }
}

/** One result of many; the same whatever their order and whichever runs each is about. */
export function mergePartials({ nodeCount }: Layout, partials: readonly PartialResult[]): PartialResult {
  const [only] = partials
  if (only !== undefined && partials.length === 1) return only
  const runs = partials.reduce((total, partial) => total + partial.runs, 0)
  const merged = {
    runs,
    finishes: new Int32Array(runs),
    sums: emptySums(nodeCount),
    histograms: new Uint32Array((nodeCount * HISTOGRAM_BYTES) >> 1),
  }
  let place = 0
  for (const { finishes, sums, histograms } of partials) {
    merged.finishes.set(finishes, place)
    place += finishes.length
    addSums(merged.sums, sums)
    for (let bin = 0; bin < histograms.length; bin++) {
      merged.histograms[bin] = (merged.histograms[bin] as number) + (histograms[bin] as number)
    }
  }
  return merged
}

function emptySums(nodeCount: number): ArrayBuffer {
  const sums = new Int32Array((nodeCount * SUMS_BYTES) >> 2)
  for (let at = 0; at < sums.length; at += SUMS_BYTES >> 2) {
    sums[at + SUMS.least] = 0x7fffffff
    sums[at + SUMS.greatest] = -0x80000000
  }
  return sums.buffer
}

function addSums(target: ArrayBuffer, source: ArrayBuffer): void {
  const words = new Int32Array(target)
  const others = new Int32Array(source)
  const doubles = new Float64Array(target)
  const otherDoubles = new Float64Array(source)
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
