import { listAllCells, listCells } from './faults/matrix.ts'
import { readFaultArguments } from './faults/runner/arguments.ts'
import { type Report, readReport, writeReport } from './faults/runner/report.ts'
import { runSelection } from './faults/runner/run-selection.ts'
import { describeReport, writeTables } from './faults/runner/tables.ts'

/**
 * `npm run faults -- [--smoke | --long] [--only TEXT] [--resume] [--list] [--seed N] [--parallel N] [--random [--minutes N]] [--markdown]`. Runs the cells of the matrix in an order drawn by
 * the seed, and keeps what came of them in `.local/faults`; a later run with `--only` or `--resume` adds to that.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { run, only, resume, list, seed, parallel, randomMinutes, markdown } = readFaultArguments(args)
  const former = only !== null || resume || run === 'long' || randomMinutes > 0 ? readReport() : null
  const held = new Set(resume ? former?.results.filter((result) => result.held).map(({ id }) => id) : [])
  const all = listCells(run)
  const cells = all.filter(({ id }) => (only === null || id.includes(only)) && !held.has(id))
  if (list) {
    for (const { id } of cells) console.log(id)
    console.log(`\n${cells.length} cells`)
    return 0
  }
  if (cells.length === 0 && !resume && randomMinutes === 0)
    throw new Error(`No cell has "${only}" in its name; --list shows all`)
  const interruption = new AbortController()
  const interrupt = () => interruption.abort(new Error('interrupted'))
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  const ids = randomMinutes > 0 ? [] : cells.map(({ id }) => id)
  console.log(
    `${randomMinutes > 0 ? `${randomMinutes} minutes of faults at random` : `${ids.length} cells`}, seed ${seed}`,
  )
  const { results, ended } = await runSelection({ run, ids, seed, parallel, randomMinutes }, interruption.signal)
  const report: Report = { seed, at: new Date().toISOString(), results: merge(former?.results ?? [], results) }
  writeReport(report)
  if (markdown) writeTables(report)
  console.log(describeReport(report, results))
  return ended && results.length >= ids.length && results.every((result) => result.held) ? 0 : 1
}

function merge(former: Report['results'], fresh: Report['results']): Report['results'] {
  const known = new Map([...former, ...fresh].map((result) => [result.id, result]))
  const order = listAllCells().map(({ id }) => id)
  return [...known.values()].toSorted((one, other) => order.indexOf(one.id) - order.indexOf(other.id))
}
