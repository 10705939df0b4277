import type { Client } from '@throughline/client'
import { type AnyRun, lifeRunKinds, runKind } from '@throughline/contract'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createOrganisation,
  openTestDatabase,
  type TestOrganisation,
  testStack,
  until,
  untilValue,
} from '../harness/index.ts'
import { type ApiProcess, clientOf, Services } from '../harness/service/index.ts'
import { computedPlan, createSmallPlan, planOf, type SmallPlan } from './support.ts'

const database = openTestDatabase()
const services = new Services(testStack())
const superuser = new pg.Client({ connectionString: testStack().superuserUrl })
let api: ApiProcess
let organisation: TestOrganisation
/** Of another organisation, who owns it, and one of its plans. */
let owner: Client
let plan: SmallPlan
let operated: TestOrganisation
let operator: Client

beforeAll(async () => {
  ;[api] = await Promise.all([services.startApi(), services.startWorker(), superuser.connect()])
  organisation = await createOrganisation(database)
  owner = clientOf(api.url, await organisation.addPerson('owner'))
  operated = await createOrganisation(database)
  await superuser.query('update person set is_operator = true where id = $1', [operated.admin.personId])
  operator = clientOf(api.url, operated.admin)
  plan = await createSmallPlan(owner)
  await computedPlan(owner, plan.project.id)
  const own = await createSmallPlan(operator)
  await computedPlan(operator, own.project.id)
})
afterAll(async () => {
  await services.stop()
  await superuser.end()
  await database.close()
})

const instance = { scope: 'instance' } as const
const refused = (status: number) => expect.objectContaining({ status })
const overseen = async (query: object = {}) =>
  (await operator.call('listAllRuns', { query: { ...instance, limit: 200, ...query } })).items
const lastRun = async (): Promise<AnyRun> => {
  const [run] = await overseen({ projectId: plan.project.id })
  if (!run) throw new Error('the plan has been computed')
  return run
}

/** One run of each kind that is kept, in the organisation of the operator and in another. */
async function makeOneOfEach(): Promise<void> {
  await owner.call('startRun', { body: { kind: 'seed' } })
  await owner.call('exportOrganisation', { params: { organisationId: organisation.id } })
  await operator.call('startRun', { body: { kind: 'purge' } })
  const query = { fileName: 'plan.csv', mode: 'review' } as const
  const body = new TextEncoder().encode('name,duration\nDig,2d\n')
  const { id: importId } = await owner.call('createImport', { query, body })
  await untilValue(
    () => owner.call('getImport', { params: { importId } }),
    ({ state }) => state === 'waiting',
    { what: 'an import that waits for approval' },
  )
  await owner.call('cancelImport', { params: { importId }, body: {} })
  for (const kind of ['create', 'import', 'delete'])
    await superuser.query(
      `insert into organisation_run (id, organisation_id, subject_id, kind, state, person_id, ended_at)
       values (gen_random_uuid(), $1, $1, $3, 'completed', $2, now())`,
      [organisation.id, organisation.admin.personId, kind],
    )
}

test('the operator sees runs of every kind of all organisations, as each of them is listed there, and without names', async () => {
  await makeOneOfEach()
  const all = await overseen()
  const places = all.map(({ organisationId }) => organisationId)
  for (const place of [organisation.id, operated.id, null]) expect(places).toContain(place)
  expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(runKind.options))
  expect(all.every(({ startedBy }) => startedBy === null)).toBe(true)
  expect(JSON.stringify(all)).not.toContain(plan.project.name)

  // What nobody works at any more is told the same in both lists.
  const settled = ({ endedAt, kind }: AnyRun) => endedAt !== null && kind !== 'purge'
  const bare = ({ acts: _, startedBy: _by, error: _error, ...run }: AnyRun) => run
  await until(
    async () => (await owner.call('listAllRuns', { query: { limit: 200 } })).items.every(({ endedAt }) => endedAt),
    {
      ...{ what: 'runs that have ended', withinMs: 60_000 },
    },
  )
  const theirs = await owner.call('listAllRuns', { query: { limit: 200 } })
  expect(theirs.items.length).toBeGreaterThan(lifeRunKinds.length)
  expect((await overseen({ organisationId: organisation.id })).filter(settled).map(bare)).toEqual(
    theirs.items.filter(settled).map(bare),
  )
})

test('pages of it follow each other, and filters leave what they name', async () => {
  const all = await overseen({ organisationId: organisation.id })
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const query = { ...instance, organisationId: organisation.id, limit: 3, cursor }
    const page = await operator.call('listAllRuns', { query })
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.next ?? undefined
  } while (cursor)
  expect(seen).toEqual(all.map(({ id }) => id))
  expect((await overseen({ kind: 'import', state: 'cancelled' })).map(({ phase }) => phase)).toContain('cancelled')
  const ofProject = await overseen({ projectId: plan.project.id })
  expect(new Set(ofProject.map(({ projectId }) => projectId))).toEqual(new Set([plan.project.id]))
})

test('a run of another organisation is watched and steered by its scope alone, and its own trail tells who did it', async () => {
  const { id: runId } = await lastRun()
  const params = { runId }
  await expect(operator.call('watchRun', { params, query: {} })).rejects.toEqual(refused(404))
  await expect(operator.call('pauseRun', { params })).rejects.toEqual(refused(404))
  expect(await operator.call('watchRun', { params, query: instance })).toMatchObject({
    ...{ id: runId, organisationId: organisation.id, projectId: plan.project.id, startedBy: null },
  })
  const paused = await operator.call('pauseRun', { params, query: instance })
  expect(paused).toMatchObject({ state: 'paused', organisationId: organisation.id, acts: ['resume'] })
  const patched = { params: { projectId: plan.project.id, taskId: plan.first }, body: { durationMinutes: 960 } }
  await owner.call('patchTask', patched)
  expect((await planOf(owner, plan.project.id)).project.recomputeHold).toMatchObject({ state: 'paused' })

  // Held back until it has changed, as one's own.
  const asked = operator.call('watchRun', { params: { runId: paused.id }, query: { ...instance, wait: 30 } })
  await operator.call('resumeRun', { params: { runId: paused.id }, query: instance })
  expect((await asked).revision).toBeGreaterThan(paused.revision)
  await computedPlan(owner, plan.project.id)
  const admin = clientOf(api.url, organisation.admin)
  const { items } = await admin.call('listAuditEvents', { query: { entity: 'recompute_pause' } })
  expect(items.map(({ act }) => act)).toEqual(['resumeRun', 'pauseRun'])
  expect(items.every(({ person }) => person?.id === operated.admin.personId)).toBe(true)
  const own = await operator.call('listAuditEvents', { query: { entity: 'recompute_pause' } })
  expect(own.items).toEqual([])
})

test('an export of another organisation is cancelled and made again', async () => {
  await superuser.query('begin')
  let runId: string
  try {
    await superuser.query('lock table link in access exclusive mode')
    runId = (await owner.call('exportOrganisation', { params: { organisationId: organisation.id } })).id
    const cancelled = await operator.call('cancelRun', { params: { runId }, query: instance, body: {} })
    expect(cancelled).toMatchObject({ cancelRequested: true, acts: [] })
  } finally {
    await superuser.query('rollback')
  }
  const ended = (id: string) =>
    untilValue(
      () => operator.call('watchRun', { params: { runId: id }, query: instance }),
      ({ endedAt }) => endedAt !== null,
      { what: 'a run that has ended', withinMs: 30_000 },
    )
  expect((await ended(runId)).state).toBe('cancelled')
  const again = await operator.call('retryRun', { params: { runId }, query: instance })
  expect(again).toMatchObject({ kind: 'organisation-export', organisationId: organisation.id })
  expect((await ended(again.id)).state).toBe('completed')
})

test('of a closed organisation only what is about it can be acted upon', async () => {
  const { id: runId } = await lastRun()
  await superuser.query('update organisation set suspended_at = now() where id = $1', [organisation.id])
  try {
    expect((await lastRun()).acts).toEqual([])
    await expect(operator.call('pauseRun', { params: { runId }, query: instance })).rejects.toMatchObject({
      problem: { type: '/problems/organisation-suspended' },
    })
  } finally {
    await superuser.query('update organisation set suspended_at = null where id = $1', [organisation.id])
  }
})

test('it is for operators alone, and their tokens of the scope admin', async () => {
  const { id: runId } = await lastRun()
  const params = { runId }
  const stranger = await createOrganisation(database)
  const owning = clientOf(api.url, await stranger.addPerson('owner'))
  const reading = await operator.call('createToken', { body: { name: 'Reads', scope: 'write' } })
  const narrow = clientOf(api.url, { token: reading.secret })
  for (const client of [owner, owning, narrow]) {
    await expect(client.call('listAllRuns', { query: instance })).rejects.toEqual(refused(403))
    await expect(client.call('watchRun', { params, query: instance })).rejects.toEqual(refused(403))
    for (const act of ['pauseRun', 'resumeRun', 'retryRun'] as const)
      await expect(client.call(act, { params, query: instance })).rejects.toEqual(refused(403))
    await expect(client.call('cancelRun', { params, query: instance, body: {} })).rejects.toEqual(refused(403))
  }
  // Without the scope there is no other organisation to choose.
  await expect(operator.call('listAllRuns', { query: { organisationId: organisation.id } })).rejects.toEqual(
    refused(400),
  )
  const missing = { params: { runId: crypto.randomUUID() }, query: instance }
  await expect(operator.call('watchRun', missing)).rejects.toEqual(refused(404))
})
