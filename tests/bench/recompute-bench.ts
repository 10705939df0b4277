import { createDatabase, type Database, withTransaction } from '@throughline/database'
import { applyChangeSet, beginRun, type RunReference, writeSchedule } from '@throughline/domain'
import { createEnginePool, type EnginePool } from '../../activities/src/engine-pool.ts'
import { createTestOrganisation, type TestPerson } from '../harness/organisation.ts'
import { ensureBuild } from '../harness/service/build.ts'
import { startTestStack } from '../harness/test-stack.ts'
import { createRecomputePlan, type RecomputePlan } from './recompute-plan.ts'

/** Milliseconds of the parts of one run. */
interface RunTimes {
  load: number
  engine: number
  write: number
  moved: number
}

interface Row extends RunTimes {
  tasks: number
  edit: string
  memory: 'warm' | 'cold'
}

const sizes = [1_000, 10_000]

/**
 * `npm run bench -- recompute [--rounds N] [--json]`: medians of the worker's half of an edit, from reading the plan
 * through PgBouncer to the committed result, by what the engine's thread remembers and how many dates move.
 */
export async function recomputeBench(args: readonly string[]): Promise<number> {
  const rounds = Number(args[args.indexOf('--rounds') + 1] ?? 15) || 15
  const built = await ensureBuild(['engine-thread'])
  const { stack, stop } = await startTestStack({ durable: true })
  const engine = createEnginePool(`${built}/engine-thread.js`, { mostTasks: 100_000 })
  const database = createDatabase({ connectionString: stack.databaseUrl, poolSize: 2, applicationName: 'bench' })
  try {
    const { admin } = await createTestOrganisation(database, stack)
    const place: Place = { superuserUrl: stack.superuserUrl, database, engine, person: admin }
    const rows: Row[] = []
    for (const size of sizes) rows.push(...(await measureSize(place, size, rounds)))
    console.log(args.includes('--json') ? JSON.stringify(rows) : tableOf(rows))
    return 0
  } finally {
    await database.close()
    await engine.close()
    await stop()
  }
}

interface Place {
  superuserUrl: string
  database: Database
  engine: EnginePool
  person: TestPerson
}

async function measureSize(place: Place, size: number, rounds: number): Promise<Row[]> {
  const plan = await createRecomputePlan(place.database, place.person, size, place.superuserUrl)
  await runOnce(place, plan, 'cold')
  const rows: Row[] = []
  let round = 0
  for (const [edit, change] of Object.entries(edits)) {
    for (const memory of ['cold', 'warm'] as const) {
      const times: RunTimes[] = []
      for (let time = -2; time < rounds; time += 1) {
        round += 1
        await change(place, plan, round)
        const taken = await runOnce(place, plan, memory)
        if (time >= 0) times.push(taken)
      }
      rows.push({ tasks: size, edit, memory, ...medians(times) })
    }
  }
  return rows
}

type Change = (place: Place, plan: RecomputePlan, round: number) => Promise<unknown>

const edits: Record<string, Change> = {
  'last task longer': ({ database, person }, { projectId, last }, round) =>
    withTransaction(database, person, (transaction) =>
      applyChangeSet(transaction, person, {
        projectId,
        operations: [{ op: 'update', entity: 'task', id: last, patch: { durationMinutes: 480 + 60 * (round % 2) } }],
        kind: 'edit',
      }),
    ),
  'another start': ({ database, person }, { projectId }, round) =>
    withTransaction(database, person, (transaction) =>
      applyChangeSet(transaction, person, {
        projectId,
        operations: [
          { op: 'update', entity: 'project', id: projectId, patch: { startsAt: `2026-03-0${2 + (round % 2)}T08:00` } },
        ],
        kind: 'edit',
      }),
    ),
}

async function runOnce({ database, engine, person }: Place, { projectId }: RecomputePlan, memory: Row['memory']) {
  const reference: RunReference = {
    organisationId: person.organisationId,
    projectId,
    workflowId: `recompute/${projectId}`,
    workflowRunId: crypto.randomUUID(),
    activityId: '1',
    sessionId: null,
    workflowUrl: () => null,
  }
  const times: number[] = [performance.now()]
  const base = memory === 'warm' ? await engine.recall(projectId) : null
  const loaded = await withTransaction(database, person, (transaction) => beginRun(transaction, reference, base))
  times.push(performance.now())
  if (loaded.kind !== 'loaded') throw new Error(`nothing to compute: ${loaded.kind}`)
  if (loaded.isBased !== (base !== null)) throw new Error('what the thread remembers is not what is stored')
  const { inputRevision, isBased, plan: input } = loaded
  const answer = await engine.compute({ projectId, inputRevision, base: isBased ? base : null, input })
  times.push(performance.now())
  if (answer.kind !== 'computed') throw new Error(`no result: ${answer.kind}`)
  const written = await withTransaction(database, person, (transaction) =>
    writeSchedule(transaction, reference, loaded, answer.schedule),
  )
  times.push(performance.now())
  if (written.outcome !== 'written') throw new Error(`no result: ${written.outcome}`)
  const [load, compute, write] = times.slice(1).map((time, index) => time - (times[index] ?? 0)) as [
    number,
    number,
    number,
  ]
  return { load, engine: compute, write, moved: written.movedCount }
}

function medians(times: readonly RunTimes[]): RunTimes {
  const median = (name: keyof RunTimes) => {
    const sorted = times.map((time) => time[name]).sort((one, other) => one - other)
    return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 10) / 10
  }
  return { load: median('load'), engine: median('engine'), write: median('write'), moved: median('moved') }
}

function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(({ tasks, edit, memory, moved, load, engine, write }) => {
    const all = Math.round((load + engine + write) * 10) / 10
    return `| ${[tasks, edit, memory, moved, load, engine, write, all].join(' | ')} |`
  })
  const head = '| tasks | edit | memory | dates moved | load ms | engine ms | write ms | in all ms |'
  return [head, '|---|---|---|---|---|---|---|---|', ...lines].join('\n')
}
