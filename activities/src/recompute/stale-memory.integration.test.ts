import { ApplicationFailure } from '@temporalio/common'
import { beginRun } from '@throughline/domain'
import { type EngineRequest, PlanMemory } from '@throughline/domain/recompute'
import { freshDates, storedDates, testStack } from '@throughline/tests'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { toFailure } from '../activity-failure.ts'
import type { EnginePool } from '../engine-pool.ts'
import { engineInThisThread } from './testing/engine-in-this-thread.ts'
import { openRecomputeWorld } from './testing/recompute-world.ts'

const world = await openRecomputeWorld()
const { inTransaction, change, createPair, lengthen, planOf, run } = world
afterAll(() => world.database.close())

/** An engine that tells, of each computation, whether it went from what is remembered. */
function watched(engine: EnginePool = engineInThisThread()) {
  const runs: ('warm' | 'cold' | 'forgotten')[] = []
  const compute = async (request: EngineRequest) => {
    const answer = await engine.compute(request)
    runs.push(answer.kind === 'forgotten' ? 'forgotten' : request.base ? 'warm' : 'cold')
    return answer
  }
  return { runs, engine: { ...engine, compute } }
}

async function expectFreshDates(projectId: string) {
  const plan = await planOf(projectId)
  expect(plan.project.computedRevision).toBe(plan.project.inputRevision)
  expect(storedDates(plan)).toEqual(freshDates(plan))
}

test('a run after its own result reads only what changed', async () => {
  const { projectId, first } = await createPair()
  const { engine, runs } = watched()
  await run(projectId, { engine })
  await lengthen(projectId, first, 2)
  expect(await run(projectId, { engine })).toMatchObject({ outcome: 'written', movedCount: 2 })
  expect(runs).toEqual(['cold', 'warm'])
  await expectFreshDates(projectId)
})

test('a result of another worker makes what this one remembers void', async () => {
  const { projectId, first, second } = await createPair()
  const [one, other] = [watched(), watched()]
  await run(projectId, one)
  await lengthen(projectId, first, 2)
  await run(projectId, other)
  await lengthen(projectId, second, 2)
  await run(projectId, one)
  await lengthen(projectId, first, 3)
  await run(projectId, one)
  expect([one.runs, other.runs]).toEqual([['cold', 'cold', 'warm'], ['cold']])
  await expectFreshDates(projectId)
})

test('a result that was never written is not built upon, by the retried attempt either', async () => {
  const { projectId, first } = await createPair()
  const memory = new PlanMemory(1_000)
  const { engine, runs } = watched(engineInThisThread(undefined, memory))
  await run(projectId, { engine })
  await lengthen(projectId, first, 2)
  const workflowRunId = crypto.randomUUID()
  const dies = engineInThisThread(() => Promise.reject(new Error('the connection broke')), memory)
  const compute = async (request: EngineRequest) => {
    memory.compute(request)
    return dies.compute(request)
  }
  await expect(run(projectId, { engine: { ...dies, compute }, workflowRunId })).rejects.toThrow('connection broke')
  await run(projectId, { engine, workflowRunId })
  expect(runs).toEqual(['cold', 'cold'])
  await expectFreshDates(projectId)
})

test('a superseded result is not built upon', async () => {
  const { projectId, first, second } = await createPair()
  const memory = new PlanMemory(1_000)
  const { engine, runs } = watched(engineInThisThread(undefined, memory))
  const overtaken = engineInThisThread(async () => {
    await lengthen(projectId, first, 3)
    await run(projectId)
  }, memory)
  expect(await run(projectId, { engine: overtaken })).toMatchObject({ outcome: 'superseded' })
  await lengthen(projectId, second, 2)
  await run(projectId, { engine })
  expect(runs).toEqual(['cold'])
  await expectFreshDates(projectId)
})

/**
 * As Temporal does it: an attempt that failed for what passes is made again. Two at once can wait for each other, the one
 * as it begins and the other as it writes; PostgreSQL then ends one of them.
 */
async function runUntilDone(...[projectId, options]: Parameters<typeof run>): ReturnType<typeof run> {
  try {
    return await run(projectId, options)
  } catch (error) {
    const failure = toFailure(error)
    if (!(failure instanceof ApplicationFailure) || failure.nonRetryable) throw error
    return run(projectId, options)
  }
}

test('two attempts at once end in one right result, whichever is written', async () => {
  const { projectId, first, second } = await createPair()
  const { engine } = watched()
  await run(projectId, { engine })
  const workflowRunId = crypto.randomUUID()
  for (const days of [2, 3, 4]) {
    await lengthen(projectId, first, days)
    await Promise.all([
      runUntilDone(projectId, { engine, workflowRunId: `${workflowRunId}/${days}` }),
      lengthen(projectId, second, days).then(() =>
        runUntilDone(projectId, { engine, workflowRunId: `${workflowRunId}/${days}` }),
      ),
    ])
    await run(projectId, { engine })
    await expectFreshDates(projectId)
  }
})

test('a thread that died between load and computation is asked again with the whole plan', async () => {
  const { projectId, first } = await createPair()
  const [died, replaced] = [engineInThisThread(), engineInThisThread()]
  await run(projectId, { engine: died })
  await lengthen(projectId, first, 2)
  const { engine, runs } = watched({ ...replaced, recall: died.recall })
  expect(await run(projectId, { engine })).toMatchObject({ outcome: 'written', movedCount: 2 })
  expect(runs).toEqual(['forgotten', 'cold'])
  await expectFreshDates(projectId)
})

test('a row that the last result did not reach, since it was deleted meanwhile, gets its dates when it comes back', async () => {
  const { projectId, first, second } = await createPair()
  const memory = new PlanMemory(1_000)
  const whileDeleted = engineInThisThread(
    () => change(projectId, [{ op: 'delete', entity: 'task', id: second }]),
    memory,
  )
  await run(projectId, { engine: whileDeleted })
  await change(projectId, [{ op: 'restore', entity: 'task', id: second }])
  const { engine, runs } = watched(engineInThisThread(undefined, memory))
  await run(projectId, { engine })
  expect(runs).toEqual(['warm'])
  await lengthen(projectId, first, 2)
  await run(projectId, { engine })
  await expectFreshDates(projectId)
})

test('a plan that cannot be computed is loaded anew afterwards', async () => {
  const { projectId, first } = await createPair()
  const { engine, runs } = watched()
  await run(projectId, { engine })
  const { calendarId } = (await planOf(projectId)).project
  const [calendar] = (await planOf(projectId)).calendars
  const idle = [[], [], [], [], [], [], []]
  await inTransaction((transaction) =>
    transaction
      .updateTable('calendar')
      .set({ week: JSON.stringify(idle) })
      .where('id', '=', calendarId)
      .execute(),
  )
  await change(projectId, [{ op: 'update', entity: 'calendar', id: calendarId, patch: { name: 'Nobody works' } }])
  await lengthen(projectId, first, 2)
  expect(await run(projectId, { engine })).toMatchObject({ outcome: 'invalid' })
  await change(projectId, [{ op: 'update', entity: 'calendar', id: calendarId, patch: { week: calendar?.week ?? [] } }])
  expect(await run(projectId, { engine })).toMatchObject({ outcome: 'written' })
  expect(runs).toEqual(['cold', 'warm', 'cold'])
  await expectFreshDates(projectId)
})

test('what was remembered of a database is void when that is restored from a backup', async () => {
  const { projectId, first, second } = await createPair()
  const { engine, runs } = watched()
  await run(projectId, { engine })
  const restore = await backUp(projectId)
  await lengthen(projectId, first, 2)
  await run(projectId, { engine })
  await restore()
  await lengthen(projectId, second, 3)
  await run(projectId, { engine })
  expect(runs).toEqual(['cold', 'warm', 'cold'])
  await expectFreshDates(projectId)
})

test('plans used longest ago are forgotten', async () => {
  const [one, other] = [await createPair(), await createPair()]
  const { engine, runs } = watched(engineInThisThread(undefined, new PlanMemory(3)))
  for (const { projectId } of [one, other, one, other]) {
    await lengthen(projectId, projectId === one.projectId ? one.first : other.first, 1 + runs.length)
    await run(projectId, { engine })
  }
  await lengthen(other.projectId, other.second, 2)
  await run(other.projectId, { engine })
  expect(runs).toEqual(['cold', 'cold', 'cold', 'cold', 'warm'])
  for (const { projectId } of [one, other]) await expectFreshDates(projectId)
})

test('a base is taken for the stored result only with the revision that it covers', async () => {
  const { projectId, first } = await createPair()
  const { engine } = watched()
  await run(projectId, { engine })
  const base = await engine.recall(projectId)
  await lengthen(projectId, first, 2)
  const isBased = async (inputRevision: number) => {
    const reference = { sessionId: null, organisationId: world.admin.organisationId, projectId }
    const workflow = { workflowId: 'recompute', workflowRunId: '1', activityId: '1', workflowUrl: () => null }
    const begun = await inTransaction((transaction) =>
      beginRun(transaction, { ...reference, ...workflow }, { resultId: base?.resultId ?? '', inputRevision }),
    )
    return begun.kind === 'loaded' && begun.isBased
  }
  const revision = base?.inputRevision ?? 0
  expect([await isBased(revision), await isBased(revision - 1), await isBased(revision + 1)]).toEqual([
    true,
    false,
    false,
  ])
})

/** The rows of a project as they are; the answer puts them back, as restoring a backup would. */
async function backUp(projectId: string): Promise<() => Promise<void>> {
  const tables = ['stream', 'project', 'task', 'link', 'calendar', 'change_set', 'recompute_run', 'date_move', 'event']
  const where = (table: string) =>
    `${table === 'stream' || table === 'project' ? 'id' : table === 'event' ? 'stream_id' : 'project_id'} = '${projectId}'`
  const name = (table: string) => `backup_${projectId.replaceAll('-', '')}_${table}`
  await asSuperuser(
    tables.map((table) => `create table ${name(table)} as select * from ${table} where ${where(table)}`),
  )
  return () =>
    asSuperuser([
      'set session_replication_role = replica',
      ...tables.flatMap((table) => [
        `delete from ${table} where ${where(table)}`,
        `insert into ${table} select * from ${name(table)}`,
        `drop table ${name(table)}`,
      ]),
    ])
}

async function asSuperuser(statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: testStack().superuserUrl })
  await client.connect()
  try {
    await client.query(['begin', ...statements, 'commit'].join(';\n'))
  } finally {
    await client.end()
  }
}
