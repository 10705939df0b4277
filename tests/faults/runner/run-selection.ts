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
import { prepareWorlds } from './prepare.ts'

export interface RunRequest {
  run: RunLength
  ids: readonly string[]
  seed: number
  parallel: number
  randomMinutes: number
}

/** Runs cells as tests, in an order drawn by the seed; `ended`: the tests came to their end and all passed. */
export async function runSelection(
  { run, ids, seed, parallel, randomMinutes }: RunRequest,
  signal: AbortSignal,
): Promise<{ results: CellResult[]; ended: boolean }> {
  await removeAbandoned()
  const folder = mkdtempSync(join(tmpdir(), 'throughline-faults-'))
  const worldOf = new Map(listCells(run).map(({ id, world }) => [id, world]))
  const worldsOf = (some: readonly string[]) => new Set(some.flatMap((id) => worldOf.get(id) ?? []))
  const runShare = async (share: string[], index: number) => {
    const resultsFile = join(folder, `results-${index}.jsonl`)
    const minutes = index === 0 ? randomMinutes : 0
    const selection: WrittenSelection = { run, ids: share, resultsFile, seed, randomMinutes: minutes }
    const withRealTemporal = worldsOf(share).has('real-temporal')
    const { failures } = await runVitest({
      project: 'faults',
      filters: ['tests/faults/matrix', ...(withRealTemporal ? ['tests/faults/real-temporal'] : [])],
      env: { [selectionVariable]: JSON.stringify(selection) },
      signal,
    })
    return { results: readResults(resultsFile), failures }
  }
  try {
    await prepareWorlds(worldsOf(ids))
    const shares = await Promise.all(deal(shuffle(ids, seed), parallel).map(runShare))
    return {
      results: shares.flatMap(({ results }) => results),
      ended: shares.every(({ failures }) => failures.length === 0),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await removeAbandoned()
  }
}

/** In turn; the first share is there also when there is nothing to deal. */
function deal(ids: readonly string[], most: number): string[][] {
  const count = Math.max(1, Math.min(most, ids.length))
  return Array.from({ length: count }, (_, share) => ids.filter((_, place) => place % count === share))
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
