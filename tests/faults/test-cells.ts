import { appendFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, test } from 'vitest'
import type { Cell, WorldKind } from './cell.ts'
import { runRandom } from './random.ts'
import type { CellResult } from './result.ts'
import { runCell } from './run-cell.ts'
import { readSelection } from './selection.ts'
import { createWorld, type World } from './world.ts'

const longestMs = 300_000

const titles: Readonly<Record<WorldKind, string>> = {
  plain: 'with the development server of Temporal',
  equipped: 'with a disk and clocks that can be set',
  'real-temporal': 'with the Temporal server on PostgreSQL',
}

/** One test a cell, on a world that they share; one that cannot be mended is replaced. */
export function testCells(kind: WorldKind): void {
  const selection = readSelection()
  const cells = selection.cells.filter((cell) => cell.world === kind)
  const minutes = kind === 'plain' ? selection.randomMinutes : 0
  if (cells.length === 0 && minutes === 0) return
  describe(titles[kind], () => {
    let world: World
    beforeAll(async () => {
      world = await createWorld(kind)
    }, longestMs)
    afterAll(() => world?.end())

    const mend = async () => {
      try {
        await world.heal()
      } catch {
        await world.end()
        world = await createWorld(kind)
      }
    }
    test.each(cells.map((cell) => [cell.id, cell] as const))(
      '%s',
      async (_, cell) => {
        const result = await measure(cell, () => runCell(world, cell))
        if (selection.resultsFile) appendFileSync(selection.resultsFile, `${JSON.stringify(result.line)}\n`)
        if (result.error === undefined) return
        await mend()
        throw result.error
      },
      longestMs,
    )
    if (minutes > 0)
      test(
        `faults at random for ${minutes} minutes, seed ${selection.seed}`,
        () => runRandom(world, { minutes, seed: selection.seed, onDisturbance: (what) => console.log(what) }),
        minutes * 60_000 + longestMs,
      )
  })
}

async function measure(
  cell: Cell,
  run: () => ReturnType<typeof runCell>,
): Promise<{ line: CellResult; error?: unknown }> {
  const begin = performance.now()
  const seconds = () => Math.round((performance.now() - begin) / 100) / 10
  try {
    const outcome = await run()
    return {
      line: { id: cell.id, milliseconds: cell.milliseconds, held: true, outcome, seconds: seconds(), message: null },
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return {
      line: { id: cell.id, milliseconds: cell.milliseconds, held: false, outcome: null, seconds: seconds(), message },
      error,
    }
  }
}
