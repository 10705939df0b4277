import { Connection, Client as TemporalClient } from '@temporalio/client'
import type { Client } from '@throughline/client'
import { RequestError } from '@throughline/client'
import type { AnyRun } from '@throughline/contract'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createOrganisation,
  openTestDatabase,
  type TestOrganisation,
  testStack,
  until,
  untilValue,
} from '../harness/index.ts'
import { type ApiProcess, clientOf, Services } from '../harness/service/index.ts'
import { computedPlan, createSmallPlan, planOf, type SmallPlan, taskOf } from './support.ts'

const database = openTestDatabase()
const services = new Services(testStack())
const superuser = new pg.Client({ connectionString: testStack().superuserUrl })
let api: ApiProcess
let worker: Awaited<ReturnType<Services['startWorker']>>
let organisation: TestOrganisation
let client: Client

beforeAll(async () => {
  ;[api, worker] = await Promise.all([services.startApi(), services.startWorker()])
  await superuser.connect()
  organisation = await createOrganisation(database)
  client = clientOf(api.url, organisation.admin)
})
afterAll(async () => {
  await services.stop()
  await superuser.end()
  await database.close()
})

const lengthen = (plan: SmallPlan, days: number, by = client) =>
  by.call('patchTask', { params: { taskId: plan.first }, body: { durationMinutes: days * 480 } })

const runOf = (runId: string, by = client) => by.call('watchRun', { params: { runId }, query: {} })

const untilState = (runId: string, state: AnyRun['state'], by = client) =>
  untilValue(
    () => runOf(runId, by),
    (run) => run.state === state,
    { what: `a run that is ${state}`, withinMs: 50_000 },
  )

const start = (plan: SmallPlan) => client.call('startRun', { body: { kind: 'recompute', projectId: plan.project.id } })

/** A plan whose dates are there. */
async function newPlan(): Promise<SmallPlan> {
  const plan = await createSmallPlan(client)
  await computedPlan(client, plan.project.id)
  return plan
}

async function lastRunOf({ project }: SmallPlan): Promise<AnyRun> {
  const { items } = await client.call('listAllRuns', { query: { projectId: project.id, limit: 1 } })
  if (!items[0]) throw new Error('the project has no run')
  return items[0]
}

const refusalOf = async (act: Promise<unknown>): Promise<number> =>
  act.then(
    () => 0,
    (error: unknown) => (error instanceof RequestError ? error.status : -1),
  )

describe('a recompute', () => {
  test('that somebody asks for is there at once, runs, and has a result although nothing changed', async () => {
    const plan = await newPlan()
    const before = (await planOf(client, plan.project.id)).project
    const run = await start(plan)
    expect(run).toMatchObject({ kind: 'recompute', projectId: plan.project.id })
    expect(run.startedBy?.name).toBe(organisation.admin.name)
    const ended = await untilState(run.id, 'completed')
    expect(ended.temporalUrl).toContain(encodeURIComponent(`recompute/${plan.project.id}`))
    expect((await planOf(client, plan.project.id)).project.computedRevision).toBeGreaterThan(before.computedRevision)
  })

  test('is paused for its project: edits are taken, their receipts wait, one run computes them all', async () => {
    const plan = await newPlan()
    const params = { projectId: plan.project.id }
    const paused = await client.call('pauseRun', { params: { runId: (await start(plan)).id } })
    expect(paused.state).toBe('paused')
    await until(
      async () => (await client.call('listAllRuns', { query: { ...params, state: 'running' } })).items.length === 0,
      { what: 'the end of what was under way' },
    )
    const answers = [await lengthen(plan, 2), await lengthen(plan, 3), await lengthen(plan, 4)]
    const by = { id: organisation.admin.personId, name: organisation.admin.name }
    for (const { changeSet } of answers) expect(changeSet.receipt).toMatchObject({ state: 'paused', pausedBy: by })
    expect((await planOf(client, plan.project.id)).project.recomputeHold).toMatchObject({ state: 'paused', by })
    expect(await refusalOf(start(plan))).toBe(409)

    // A worker and a dispatcher that were killed find it so when they are there again.
    await Promise.all([worker.kill(), api.process.kill()])
    ;[api, worker] = await Promise.all([services.startApi(), services.startWorker()])
    client = clientOf(api.url, organisation.admin)
    const other = await newPlan()
    await lengthen(other, 2)
    await computedPlan(client, other.project.id)
    const { items } = await client.call('listChangeSets', { params, query: { limit: 3 } })
    expect(items.map(({ receipt }) => receipt.state)).toEqual(['paused', 'paused', 'paused'])
    const status = await client.call('getStatus')
    expect(status.dates).toBe('current')

    const resumed = await client.call('resumeRun', { params: { runId: paused.id } })
    expect(resumed.id).toBe(paused.id)
    await untilState(paused.id, 'completed')
    const computed = await planOf(client, plan.project.id)
    expect(taskOf(computed, plan.first).earlyFinish).toBe('2026-03-05T17:00')
    expect(computed.project.recomputeHold).toBeNull()
    const { items: covered } = await client.call('listChangeSets', { params, query: { limit: 3 } })
    expect(covered.map(({ receipt }) => [receipt.state, receipt.runId])).toEqual(
      Array.from({ length: 3 }, () => ['covered', paused.id]),
    )
    expect(await refusalOf(client.call('resumeRun', { params: { runId: paused.id } }))).toBe(409)
  })

  test('that has ended pauses those that follow; where nothing waits, there is nothing to do when they are resumed', async () => {
    const plan = await newPlan()
    const ended = await lastRunOf(plan)
    const paused = await client.call('pauseRun', { params: { runId: ended.id } })
    expect(paused).toMatchObject({ state: 'paused', acts: ['resume'] })
    expect((await client.call('pauseRun', { params: { runId: ended.id } })).id).toBe(paused.id)
    const resumed = await client.call('resumeRun', { params: { runId: paused.id } })
    expect([resumed.id, resumed.state]).toEqual([paused.id, 'completed'])
    const { items } = await client.call('listAuditEvents', {
      query: { entity: 'recompute_pause', entityId: plan.project.id },
    })
    expect(items.map(({ act, change }) => [act, change])).toEqual([
      ['resumeRun', 'deleted'],
      ['pauseRun', 'created'],
    ])
  })

  test('is seen by viewers and changed by managers; for others it is not there', async () => {
    const plan = await newPlan()
    const run = await lastRunOf(plan)
    const [viewer, manager, outsider] = await Promise.all([
      organisation.addPerson(),
      organisation.addPerson(),
      organisation.addPerson(),
    ])
    const join = (personId: string, role: 'viewer' | 'manager') =>
      client.call('putMember', { params: { projectId: plan.project.id, personId }, body: { role } })
    await join(viewer.personId, 'viewer')
    await join(manager.personId, 'manager')
    const ofViewer = clientOf(api.url, viewer)
    const ofOutsider = clientOf(api.url, outsider)
    expect((await runOf(run.id, ofViewer)).acts).toEqual([])
    expect(await refusalOf(ofViewer.call('pauseRun', { params: { runId: run.id } }))).toBe(403)
    expect(await refusalOf(runOf(run.id, ofOutsider))).toBe(404)
    expect(await refusalOf(ofOutsider.call('pauseRun', { params: { runId: run.id } }))).toBe(404)
    expect((await ofOutsider.call('listAllRuns', { query: {} })).items).toEqual([])
    expect((await ofViewer.call('listAllRuns', { query: {} })).items.map(({ id }) => id)).toContain(run.id)
  })
})

/** What Temporal has of the workflow of a project. */
async function untilCancelled(projectId: string): Promise<void> {
  const connection = await Connection.connect({ address: testStack().temporalAddress })
  const handle = new TemporalClient({ connection }).workflow.getHandle(`recompute/${projectId}`)
  await until(async () => (await handle.describe()).status.name === 'CANCELLED', {
    what: 'a workflow that is cancelled',
  })
  await connection.close()
}

describe('a recompute under way', () => {
  const held = new Services(testStack())
  let plan: SmallPlan
  let own: Client

  beforeAll(async () => {
    await services.stop()
    const [slow] = await Promise.all([
      held.startApi(),
      held.startWorker({ THROUGHLINE_FAULT: 'recompute:engine-done:hold' }),
    ])
    own = clientOf(slow.url, organisation.admin)
    plan = await createSmallPlan(own)
  })
  afterAll(() => held.stop())

  test('is cancelled in Temporal; what it was to compute waits for the next, which computes all', async () => {
    const list = () => own.call('listAllRuns', { query: { projectId: plan.project.id, state: 'running' } })
    await until(async () => (await list()).items.length === 1, { what: 'a run that is held up' })
    const [run] = (await list()).items
    const runId = run?.id ?? ''
    const cancelled = await own.call('cancelRun', { params: { runId }, body: {} })
    expect(cancelled).toMatchObject({ state: 'cancelled', acts: ['pause', 'retry'] })
    const { project } = await planOf(own, plan.project.id)
    expect(project).toMatchObject({ computedRevision: 0, recomputeHold: { state: 'cancelled' } })
    const { items } = await own.call('listChangeSets', { params: { projectId: plan.project.id }, query: { limit: 1 } })
    expect(items[0]?.receipt.state).toBe('cancelled')
    await untilCancelled(plan.project.id)
    await held.stop()

    const fresh = await Promise.all([services.startApi(), services.startWorker()])
    ;[api, worker] = fresh
    client = clientOf(api.url, organisation.admin)
    const answer = await lengthen(plan, 2)
    expect(answer.changeSet.receipt.state).toBe('queued')
    const computed = await computedPlan(client, plan.project.id)
    expect(taskOf(computed, plan.first).earlyFinish).toBe('2026-03-03T17:00')
    expect((await runOf(runId)).state).toBe('cancelled')
  })
})

describe('an import', () => {
  test('is paused, resumed and cancelled as a run, by what /imports does', async () => {
    const response = await fetch(`${api.url}/api/v1/imports?fileName=plan.csv&mode=review`, {
      method: 'POST',
      headers: { authorization: `Bearer ${organisation.admin.token}`, 'content-type': 'application/octet-stream' },
      body: 'name,duration\nDig,2d\n',
    })
    const { id: runId } = (await response.json()) as { id: string }
    const waiting = await untilValue(
      () => runOf(runId),
      ({ phase }) => phase === 'waiting',
      { what: 'an import that waits for approval' },
    )
    expect(waiting).toMatchObject({ kind: 'import', state: 'waiting', acts: ['cancel'] })
    expect(await refusalOf(client.call('pauseRun', { params: { runId } }))).toBe(409)
    await client.call('cancelRun', { params: { runId }, body: { written: 'keep' } })
    await untilState(runId, 'cancelled')
    const job = await client.call('getImport', { params: { importId: runId } })
    expect(job).toMatchObject({ state: 'cancelled', cancelRequested: 'keep' })
    expect(await refusalOf(client.call('retryRun', { params: { runId } }))).toBe(409)
    const { items } = await client.call('listAuditEvents', { query: { entity: 'import_job', entityId: runId } })
    expect(items.map(({ act }) => act)).toContain('cancelRun')
  })
})

describe('a seed', () => {
  test('is a run that counts its plans; one that finds them there ends as well', async () => {
    const run = await client.call('startRun', { body: { kind: 'seed' } })
    const ended = await untilState(run.id, 'completed')
    expect(ended.done).toBe(ended.total)
    expect(ended.done).toBeGreaterThan(0)
    const again = await client.call('startRun', { body: { kind: 'seed' } })
    expect(again.id).not.toBe(run.id)
    expect(await untilState(again.id, 'completed')).toMatchObject({ done: 0, total: 0 })
  })

  test('is for admins, who find it in the audit trail', async () => {
    const member = clientOf(api.url, await organisation.addPerson())
    expect(await refusalOf(member.call('startRun', { body: { kind: 'seed' } }))).toBe(403)
    const [seed] = (await client.call('listAllRuns', { query: { kind: 'seed' } })).items
    expect(await refusalOf(runOf(seed?.id ?? '', member))).toBe(404)
    const { items } = await client.call('listAuditEvents', { query: { entity: 'job', entityId: seed?.id ?? '' } })
    expect(items).toMatchObject([{ act: 'startRun', change: 'created', person: { id: organisation.admin.personId } }])
  })
})

describe('a purge', () => {
  let operator: Client
  beforeAll(async () => {
    const person = await organisation.addPerson()
    await superuser.query('update person set is_operator = true where id = $1', [person.personId])
    operator = clientOf(api.url, person)
  })

  test('is paused at a batch, stays so when its worker dies, goes on, and ends', async () => {
    await worker.kill()
    let purger = await services.startWorker({ THROUGHLINE_FAULT: 'purge:batch-done:hold' })
    const run = await operator.call('startRun', { body: { kind: 'purge' } })
    expect((await operator.call('startRun', { body: { kind: 'purge' } })).id).toBe(run.id)
    await untilState(run.id, 'running', operator)
    const asked = await operator.call('pauseRun', { params: { runId: run.id } })
    expect(asked).toMatchObject({ pauseRequested: true, acts: ['resume', 'cancel'] })
    for (const round of [1, 2]) {
      await purger.kill()
      purger = await services.startWorker()
      const { workflowId } = await untilState(run.id, 'paused', operator)
      expect([round, workflowId]).toEqual([round, `purge/${run.id}`])
    }
    await operator.call('resumeRun', { params: { runId: run.id } })
    await untilState(run.id, 'completed', operator)
  })

  test('is for operators, and for others not there', async () => {
    const run = await operator.call('startRun', { body: { kind: 'purge' } })
    expect(await refusalOf(runOf(run.id))).toBe(404)
    expect(await refusalOf(client.call('cancelRun', { params: { runId: run.id }, body: {} }))).toBe(404)
    expect(await refusalOf(client.call('startRun', { body: { kind: 'purge' } }))).toBe(403)
    expect((await client.call('listAllRuns', { query: { kind: 'purge' } })).items).toEqual([])
    await untilState(run.id, 'completed', operator)
  })
})
