import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeAbandoned } from '../../run/abandoned.ts'
import { runVitest } from '../../run/vitest-part.ts'
import type { RunLength } from '../cell.ts'
import { listCells } from '../matrix.ts'
import { createRandom } from '../random-numbers.ts'
import type { CellResult } from '../result.ts'
import { selectionVariable, type WrittenSelection } from '../selection.ts'

export interface RunRequest {
  run: RunLength
  ids: readonly string[]
  seed: number
  randomMinutes: number
}

/** Runs cells as tests, in an order drawn by the seed; `ended`: the tests came to their end and all passed. */
export async function runSelection(
  { run, ids, seed, randomMinutes }: RunRequest,
  signal: AbortSignal,
): Promise<{ results: CellResult[]; ended: boolean }> {
  await removeAbandoned()
  const folder = mkdtempSync(join(tmpdir(), 'throughline-faults-'))
  const resultsFile = join(folder, 'results.jsonl')
  const selection: WrittenSelection = { run, ids: shuffle(ids, seed), resultsFile, seed, randomMinutes }
  const real = new Set(listCells(run).flatMap(({ id, world }) => (world === 'real-temporal' ? id : [])))
  const withRealTemporal = ids.some((id) => real.has(id))
  try {
    const tally = await runVitest({
      project: 'faults',
      filters: ['tests/faults/matrix', ...(withRealTemporal ? ['tests/faults/real-temporal'] : [])],
      env: { [selectionVariable]: JSON.stringify(selection) },
      signal,
    })
    return { results: readResults(resultsFile), ended: tally.failures.length === 0 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await removeAbandoned()
  }
}

function readResults(file: string): CellResult[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as CellResult)
}

function shuffle(ids: readonly string[], seed: number): string[] {
  const random = createRandom(seed)
  return ids
    .map((id) => ({ id, place: random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ id }) => id)
}
