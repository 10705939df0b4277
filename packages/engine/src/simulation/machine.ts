// What works through tiles of runs: the WebAssembly module where the host has it with SIMD, or its
// plain twin. Both give the same integers.
import type { Layout } from './layout.ts'
import { clearTiles, openTiles } from './plain/open.ts'
import { backwardTile, forwardTile } from './plain/passes.ts'
import { sampleTile } from './plain/sample.ts'
import { type Views, viewsOf } from './views.ts'
import { openKernel } from './wasm/kernel.ts'

export interface TileMachine {
  readonly views: Views
  /** Draws the durations of 64 runs from `run` on. */
  readonly sample: (run: number) => void
  readonly forward: () => void
  /** Counts the first `valid` runs; their finishes go to places from `offset` on. */
  readonly backward: (valid: number, offset: number) => void
  /** Fills the rows of fixed durations, and clears. */
  readonly open: () => void
  /** Counts from nothing again. */
  readonly clear: () => void
}

export function openMachine(program: Uint8Array, layout: Layout, usesWebAssembly: boolean): TileMachine {
  return (usesWebAssembly ? openKernel(program, layout.memoryBytes) : null) ?? openPlain(program, layout)
}

function openPlain(program: Uint8Array, layout: Layout): TileMachine {
  const buffer = new ArrayBuffer(layout.memoryBytes)
  new Uint8Array(buffer).set(program)
  const views = viewsOf(buffer)
  openTiles(views)
  return {
    views,
    open: () => openTiles(views),
    sample: (run) => sampleTile(views, run),
    forward: () => forwardTile(views),
    backward: (valid, offset) => backwardTile(views, valid, offset),
    clear: () => clearTiles(views),
  }
}
