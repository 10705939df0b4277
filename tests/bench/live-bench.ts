import { availableParallelism, cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { type BenchRow, jsonOf, markdownOf, tableOf } from '../../packages/engine/bench/report.ts'
import { machineRows, measureStage, type Sizes } from './live-rows.ts'
import { setStage, type TemporalKind } from './live-stage.ts'

export const HELP = `npm run bench -- live [--json | --markdown] [--quick] [--temporal development|postgres|both]
  --temporal  which Temporal server carries the recomputes; both (the default) runs the path of an edit on each
`

const kinds: Readonly<Record<string, readonly TemporalKind[]>> = {
  development: ['development'],
  postgres: ['postgres'],
  both: ['development', 'postgres'],
}

const full: Sizes = {
  small: 1_000,
  middle: 5_000,
  large: 10_000,
  edits: 400,
  paths: 60,
  firsts: 12,
  bursts: 8,
  allMove: 15,
  opens: 15,
  questions: 11,
  seconds: 5,
}
const quick: Sizes = {
  small: 300,
  middle: 500,
  large: 1_000,
  edits: 60,
  paths: 10,
  firsts: 3,
  bursts: 2,
  allMove: 4,
  opens: 4,
  questions: 3,
  seconds: 2,
}

/** Measures from an edit to the other person's screen, with all processes on this machine, and prints a table. */
export async function liveBench(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean' },
      json: { type: 'boolean' },
      markdown: { type: 'boolean' },
      quick: { type: 'boolean' },
      temporal: { type: 'string', default: 'both' },
    },
  })
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  const stages = Object.hasOwn(kinds, values.temporal) ? kinds[values.temporal] : undefined
  if (!stages) throw new Error(`--temporal is development, postgres or both, not ${values.temporal}`)
  const sizes = values.quick ? quick : full
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const rows: BenchRow[] = []
  for (const [index, kind] of stages.entries()) {
    say(`Starting PostgreSQL, PgBouncer, Temporal (${kind}), api and worker`)
    const stage = await setStage(kind)
    try {
      if (index === 0) rows.push(...(await machineRows(stage, sizes)))
      rows.push(...(await measureStage(stage, sizes, { whole: index === 0, say })))
    } catch (error) {
      say(stage.lastLines())
      throw error
    } finally {
      await stage.stop()
    }
  }
  const about = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', threads: availableParallelism() }
  process.stdout.write(values.json ? jsonOf(rows, about) : values.markdown ? markdownOf(rows) : tableOf(rows))
  return 0
}
