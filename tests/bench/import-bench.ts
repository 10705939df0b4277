import { availableParallelism, cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Client } from '@throughline/client'
import { endedImportStates } from '@throughline/contract'
import { createDatabase } from '@throughline/database'
import { type BenchRow, jsonOf, markdownOf, tableOf } from '../../packages/engine/bench/report.ts'
import { medianOf, percentileOf } from '../../packages/engine/bench/statistics.ts'
import { createTestOrganisation } from '../harness/organisation.ts'
import { clientOf, watchStream } from '../harness/service/index.ts'
import { csvOf, mspdiOf } from './import-files.ts'
import { type LivePlan, makePlan } from './live-plan.ts'
import { type Stage, setStage } from './live-stage.ts'

export const HELP = `npm run bench -- import [--json | --markdown] [--quick]
  Times a Microsoft Project file and a table from upload to the computed plan, and what the edits of another
  organisation feel of it.
`

const full = { tasks: 10_000, rows: 50_000, neighbours: 1_000, idleSeconds: 8, rounds: 3 }
const quick = { tasks: 1_000, rows: 2_000, neighbours: 200, idleSeconds: 2, rounds: 1 }
const pauseMs = 30

/** Measures imports with all processes on this machine, and prints a table. */
export async function importBench(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean' },
      json: { type: 'boolean' },
      markdown: { type: 'boolean' },
      quick: { type: 'boolean' },
    },
  })
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  const stage = await setStage('development')
  try {
    const rows = await measure(stage, values.quick ? quick : full)
    const about = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', threads: availableParallelism() }
    process.stdout.write(values.json ? jsonOf(rows, about) : values.markdown ? markdownOf(rows) : tableOf(rows))
    return 0
  } catch (error) {
    process.stderr.write(`${stage.lastLines()}\n`)
    throw error
  } finally {
    await stage.stop()
  }
}

async function measure(stage: Stage, sizes: typeof full): Promise<BenchRow[]> {
  const neighbour = await createNeighbour(stage, sizes.neighbours)
  const idle = await editsWhile(neighbour, sleep(sizes.idleSeconds * 1_000))
  const { text, links } = mspdiOf(sizes.tasks)
  const xml = new TextEncoder().encode(text)
  const csv = new TextEncoder().encode(csvOf(sizes.rows))
  const busy: number[] = []
  const time = async (fileName: string, body: Uint8Array<ArrayBuffer>) => {
    const times: number[] = []
    for (let round = 0; round < sizes.rounds; round += 1) {
      const importing = timeImport(stage, fileName, body)
      busy.push(...(await editsWhile(neighbour, importing)))
      times.push(await importing)
    }
    return times
  }
  const plan = await time('plant.xml', xml)
  const table = await time('table.csv', csv)
  const size = (bytes: Uint8Array) => `${(bytes.length / 1_048_576).toFixed(1)} MB`
  const idleP95 = percentileOf(idle, 95)
  return [
    {
      ...p50(`MSPDI, ${sizes.tasks} tasks, ${links} links, ${size(xml)}: upload until computed and read`, plan),
      bounds: { of: 'value', must: 4_000, aim: 1_500 },
    },
    {
      ...p50(`CSV, ${sizes.rows} rows, ${size(csv)}: upload until computed and read`, table),
      bounds: { of: 'value', must: 15_000, aim: 6_000 },
    },
    { name: 'an edit of another organisation, idle, p95', unit: 'ms', ours: idleP95, remark: told(idle) },
    {
      name: 'an edit of another organisation, while these are imported, p95',
      unit: 'ms',
      ours: percentileOf(busy, 95),
      peer: { name: 'idle', value: idleP95 },
      bounds: { of: 'value', must: Math.round(Math.max(40, 2 * idleP95)), aim: 40 },
      remark: told(busy),
    },
  ]
}

const p50 = (name: string, times: readonly number[]): BenchRow => ({
  name: `${name}, p50`,
  unit: 'ms',
  ours: medianOf(times),
  remark: `${times.length} times, at most ${Math.round(Math.max(...times))} ms`,
})

const told = (times: readonly number[]): string => `${times.length} edits, p50 ${medianOf(times).toFixed(1)} ms`

/** Milliseconds from the first byte sent until the plan with its dates has been read. */
async function timeImport(
  { client, url, editor }: Stage,
  fileName: string,
  body: Uint8Array<ArrayBuffer>,
): Promise<number> {
  const begin = performance.now()
  const job = await client.call('createImport', { query: { fileName, mode: 'at-once' }, body })
  const stream = await watchStream(url, editor, { kind: 'import', id: job.id, since: 0 })
  const ended: readonly string[] = endedImportStates
  const last = await stream.waitFor('import.progressed', ({ payload }) => ended.includes(payload.import.state), 300_000)
  stream.close()
  const { state, projectId, error } = last.payload.import
  if (state !== 'completed' || !projectId) throw new Error(`the import of ${fileName} is ${state}: ${error?.message}`)
  await client.call('getPlan', { params: { projectId } })
  return performance.now() - begin
}

interface Neighbour {
  client: Client
  plan: LivePlan
}

async function createNeighbour({ running, url }: Stage, tasks: number): Promise<Neighbour> {
  const database = createDatabase({ connectionString: running.stack.databaseUrl, poolSize: 2 })
  const organisation = await createTestOrganisation(database, running.stack).finally(() => database.close())
  const client = clientOf(url, organisation.admin)
  return { client, plan: await makePlan(client, tasks) }
}

/** Milliseconds until each edit was answered that was made until something else was done. */
async function editsWhile({ client, plan }: Neighbour, other: Promise<unknown>): Promise<number[]> {
  let isDone = false
  const done = other.finally(() => (isDone = true))
  const times: number[] = []
  for (let round = 0; !isDone; round += 1) {
    const begin = performance.now()
    await client.call('patchTask', {
      params: { taskId: plan.anywhere[round % plan.anywhere.length] ?? '' },
      body: { durationMinutes: 240 + (round % 7) * 60 },
    })
    times.push(performance.now() - begin)
    await sleep(pauseMs)
  }
  await done
  return times
}
