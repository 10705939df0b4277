import { availableParallelism, cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { createContext } from './bench-context.ts'
import { preparePeers } from './peers.ts'
import { type BenchRow, jsonOf, markdownOf, tableOf } from './report.ts'
import { cpmRows } from './rows/cpm-rows.ts'
import { incrementalRows } from './rows/incremental-rows.ts'
import { levelingRows } from './rows/leveling-rows.ts'
import { mpxjRows } from './rows/mpxj-rows.ts'
import { simulationRows } from './rows/simulation-rows.ts'
import { trueppmRows } from './rows/trueppm-rows.ts'

const SECTIONS = {
  cpm: cpmRows,
  incremental: incrementalRows,
  trueppm: trueppmRows,
  mpxj: mpxjRows,
  simulation: simulationRows,
  leveling: levelingRows,
} as const

export const HELP = `npm run bench -- engine [--json | --markdown] [--quick] [--only SECTION[,SECTION]] [--psplib DIR]
  sections: ${Object.keys(SECTIONS).join(', ')}
  --psplib DIR  run leveling on published sets: a folder with j30, j60 and j120
`

/** Measures the engine and its peers in turn, and prints a table. Answers the exit code. */
export async function engineBench(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean' },
      json: { type: 'boolean' },
      markdown: { type: 'boolean' },
      quick: { type: 'boolean' },
      only: { type: 'string' },
      psplib: { type: 'string' },
    },
  })
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  const only = values.only?.split(',')
  const unknown = only?.find((name) => !Object.hasOwn(SECTIONS, name))
  if (unknown !== undefined) {
    throw new Error(`There is no section ${unknown}; there are ${Object.keys(SECTIONS).join(', ')}.`)
  }
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const peers = await preparePeers(say)
  const context = createContext({ peers, say, quick: values.quick ?? false, psplib: values.psplib ?? null })
  const rows: BenchRow[] = []
  for (const [name, section] of Object.entries(SECTIONS)) {
    if (only !== undefined && !only.includes(name)) continue
    const begin = performance.now()
    rows.push(...(await section(context)))
    say(`${name}: ${((performance.now() - begin) / 1000).toFixed(1)} s`)
  }
  const about = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', threads: availableParallelism() }
  process.stdout.write(values.json ? jsonOf(rows, about) : values.markdown ? markdownOf(rows) : tableOf(rows))
  return 0
}
