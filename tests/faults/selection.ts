import type { Cell, RunLength } from './cell.ts'
import { listCells } from './matrix.ts'

/** How `npm run faults` tells the tests which cells to run, in which order, and where to write what came of them. */
export const selectionVariable = 'THROUGHLINE_FAULT_CELLS'

export interface Selection {
  cells: Cell[]
  resultsFile: string | null
  seed: number
  randomMinutes: number
}

export interface WrittenSelection {
  run: RunLength
  ids: string[]
  resultsFile: string
  seed: number
  randomMinutes: number
}

/** The short run, unless told otherwise. */
export function readSelection(): Selection {
  const written = process.env[selectionVariable]
  if (!written) return { cells: listCells('smoke'), resultsFile: null, seed: 1, randomMinutes: 0 }
  const { run, ids, ...rest } = JSON.parse(written) as WrittenSelection
  const known = new Map(listCells(run).map((cell) => [cell.id, cell]))
  return { cells: ids.flatMap((id) => known.get(id) ?? []), ...rest }
}
