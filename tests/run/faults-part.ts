import { listCells } from '../faults/matrix.ts'
import { runShares } from '../faults/runner/run-selection.ts'
import { add, type Tally } from './tally.ts'
import { runVitest } from './vitest-part.ts'

/** Side by side: cells wait for heartbeats and restarts most of their time. */
const parallel = 2
const seed = 1

/** The tests of the matrix itself, and its short run; or what the filters select, of both. */
export async function runFaults(filters: readonly string[], signal: AbortSignal): Promise<Tally> {
  if (filters.length > 0) return runVitest({ project: 'faults', filters, env: {}, signal })
  const own = ['tests/faults/checker', 'tests/faults/runner']
  const tested = await runVitest({ project: 'faults', filters: own, env: {}, signal })
  const ids = listCells('smoke').map(({ id }) => id)
  const shares = await runShares({ run: 'smoke', ids, seed, parallel, randomMinutes: 0 }, signal)
  return shares.map(({ tally }) => tally).reduce(add, tested)
}
