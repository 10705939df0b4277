import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeAbandoned } from '../../run/abandoned.ts'
import type { Tally } from '../../run/tally.ts'
import { runVitest } from '../../run/vitest-part.ts'
import { type RunLength, worldKinds } from '../cell.ts'
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
  request: RunRequest,
  signal: AbortSignal,
): Promise<{ results: CellResult[]; ended: boolean }> {
  const shares = await runShares(request, signal)
  return {
    results: shares.flatMap(({ results }) => results),
    ended: shares.every(({ tally }) => tally.failures.length === 0),
  }
}

/** The same, and what vitest counted in each of those that ran side by side. */
export async function runShares(
  { run, ids, seed, parallel, randomMinutes }: RunRequest,
  signal: AbortSignal,
): Promise<{ results: CellResult[]; tally: Tally }[]> {
  await removeAbandoned()
  const folder = mkdtempSync(join(tmpdir(), 'throughline-faults-'))
  const worldOf = new Map(listCells(run).map(({ id, world }) => [id, world]))
  const worldsOf = (some: readonly string[]) => new Set(some.flatMap((id) => worldOf.get(id) ?? []))
  const runShare = async (share: string[], index: number) => {
    const resultsFile = join(folder, `results-${index}.jsonl`)
    const minutes = index === 0 ? randomMinutes : 0
    const selection: WrittenSelection = { run, ids: share, resultsFile, seed, randomMinutes: minutes }
    const withRealTemporal = worldsOf(share).has('real-temporal')
    const tally = await runVitest({
      project: 'faults',
      filters: ['tests/faults/matrix', ...(withRealTemporal ? ['tests/faults/real-temporal'] : [])],
      env: { [selectionVariable]: JSON.stringify(selection) },
      signal,
    })
    return { results: readResults(resultsFile), tally }
  }
  try {
    await prepareWorlds(worldsOf(ids))
    const places = new Map(worldKinds.map((kind, place) => [kind, place]))
    const placeOf = (id: string) => places.get(worldOf.get(id) ?? 'plain') ?? 0
    const ordered = shuffle(ids, seed).toSorted((one, other) => placeOf(one) - placeOf(other))
    return await Promise.all(deal(ordered, parallel).map(runShare))
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await removeAbandoned()
  }
}

/** Neighbours together, so that not every share needs worlds of all kinds; the first is there also with nothing to deal. */
function deal(ids: readonly string[], most: number): string[][] {
  const count = Math.max(1, Math.min(most, ids.length))
  const startOf = (share: number) => Math.round((share * ids.length) / count)
  return Array.from({ length: count }, (_, share) => ids.slice(startOf(share), startOf(share + 1)))
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
