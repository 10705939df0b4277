import { createHash } from 'node:crypto'
import type { Client } from '@throughline/client'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase, type TestOrganisation, testStack, untilValue } from '../harness/index.ts'
import { type ApiProcess, clientOf, type ServiceProcess, Services } from '../harness/service/index.ts'
import { computedPlan, createSmallPlan, taskOf } from './support.ts'

const database = openTestDatabase()
const services = new Services(testStack())
const superuser = new pg.Client({ connectionString: testStack().superuserUrl })
const another = new pg.Client({ connectionString: testStack().superuserUrl })
let api: ApiProcess
let worker: ServiceProcess
let organisation: TestOrganisation
let owner: Client

beforeAll(async () => {
  ;[api, worker] = await Promise.all([
    services.startApi(),
    services.startWorker(),
    superuser.connect(),
    another.connect(),
  ])
  organisation = await createOrganisation(database)
  owner = clientOf(api.url, await organisation.addPerson('owner'))
})
afterAll(async () => {
  await services.stop()
  await Promise.all([superuser.end(), another.end()])
  await database.close()
})

/** What the design allows after anything comes back. */
const recoversWithinMs = 15_000

/** Attempts of an activity that failed since a statement of theirs waited for a lock as long as any may. */
const failedAttempts = (activity: string): number =>
  worker.output
    .split('\n')
    .filter((line) => line.includes(`"activity":"${activity}"`) && line.includes('due to lock timeout')).length

test('an export and a recompute that met a locked table go on soon after the lock is gone, and nothing is lost', async () => {
  const { project, first, second } = await createSmallPlan(owner)
  const params = { projectId: project.id }
  const before = await computedPlan(owner, project.id)
  const organisationId = organisation.id
  await superuser.query('begin')
  let runId: string
  try {
    await superuser.query('lock table link in access exclusive mode')
    runId = (await owner.call('exportOrganisation', { params: { organisationId } })).id
    await owner.call('patchTask', { params: { ...params, taskId: first }, body: { durationMinutes: 960 } })
    await untilValue(
      () => Math.min(failedAttempts('packOrganisation'), failedAttempts('recomputeProject')),
      (attempts) => attempts >= 1,
      { what: 'an attempt of each that failed', withinMs: 45_000 },
    )
  } finally {
    await superuser.query('rollback')
  }
  const [run, after] = await Promise.all([
    untilValue(
      () => owner.call('watchRun', { params: { runId }, query: {} }),
      ({ endedAt }) => endedAt !== null,
      { what: 'an export that has ended', withinMs: recoversWithinMs },
    ),
    computedPlan(owner, project.id, recoversWithinMs),
  ])
  expect(run).toMatchObject({ state: 'completed', error: null })
  expect(run.done).toBe(run.total)
  expect(taskOf(after, second).earlyStart).not.toBe(taskOf(before, second).earlyStart)
  const response = await owner.download('downloadOrganisationExport', { params: { organisationId, runId } })
  const file = Buffer.from(await response.arrayBuffer())
  const { sha256 } = await owner.call('getOrganisationRun', { params: { organisationId, runId } })
  expect(createHash('sha256').update(file).digest('hex')).toBe(sha256)
}, 90_000)

test('an export that fails while it packs ends its attempt and nothing else: its worker goes on', async () => {
  const { project, first } = await createSmallPlan(owner)
  const params = { projectId: project.id }
  await computedPlan(owner, project.id)
  const failedBefore = failedAttempts('packOrganisation')
  const watched = async (runId: string) => owner.call('watchRun', { params: { runId }, query: {} })
  await superuser.query('begin')
  await another.query('begin')
  let runId: string
  try {
    // It is held where it begins to read; once it reads, it cannot say how far it is.
    await superuser.query('lock table link in access exclusive mode')
    runId = (await owner.call('exportOrganisation', { params: { organisationId: organisation.id } })).id
    await untilValue(
      () => watched(runId),
      ({ state }) => state === 'running',
      { what: 'an export that has begun' },
    )
    await another.query('lock table organisation_run in exclusive mode')
    await superuser.query('rollback')
    await untilValue(
      () => failedAttempts('packOrganisation'),
      (attempts) => attempts > failedBefore,
      { what: 'an attempt that failed' },
    )
    await owner.call('patchTask', { params: { ...params, taskId: first }, body: { durationMinutes: 960 } })
    await computedPlan(owner, project.id, recoversWithinMs)
  } finally {
    await Promise.all([superuser.query('rollback'), another.query('rollback')])
  }
  const run = await untilValue(
    () => watched(runId),
    ({ endedAt }) => endedAt !== null,
    { what: 'an export that has ended', withinMs: recoversWithinMs },
  )
  expect(run.state).toBe('completed')
  expect(worker.hasEnded).toBe(false)
}, 60_000)
