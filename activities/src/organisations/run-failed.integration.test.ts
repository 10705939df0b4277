import { randomUUID } from 'node:crypto'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { insertOrganisationRun, withTransaction } from '@throughline/database'
import { askForSeed, listInbox } from '@throughline/domain'
import { createBuckets, createSealer, sealedFor } from '@throughline/platform'
import { createOrganisation, openTestDatabase, type TestOrganisation, type TestPerson } from '@throughline/tests'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createSeedActivities } from '../seeding/seed-activities.ts'
import { createOrganisationActivities } from './organisation-activities.ts'

const database = openTestDatabase()
const sessionSecret = 'a secret that is long enough for a test'
const organisations = createOrganisationActivities({
  ...{ database, sessionSecret, exportKeptDays: 7 },
  ...{
    buckets: createBuckets({ place: null, credentials: null }),
    sealer: createSealer(sessionSecret, sealedFor.webhooks),
  },
})
let organisation: TestOrganisation
let person: TestPerson
beforeEach(async () => {
  organisation = await createOrganisation(database)
  person = await organisation.addPerson('owner')
})
afterAll(() => database.close())

const environment = () => new MockActivityEnvironment({}, { logger: new DefaultLogger('WARN') })

async function begin(kind: 'export' | 'import') {
  const run = { organisationId: organisation.id, runId: randomUUID() }
  await withTransaction(database, run, (transaction) =>
    insertOrganisationRun(transaction, {
      ...{
        id: run.runId,
        organisationId: organisation.id,
        subjectId: kind === 'import' ? randomUUID() : organisation.id,
      },
      ...{ kind, personId: person.personId },
    }),
  )
  return run
}

const told = async () => {
  const { items } = await withTransaction(database, person, (transaction) =>
    listInbox(transaction, person, { kind: 'run-failed', limit: 10 }),
  )
  return items.map(({ run, path }) => ({ ...run, path }))
}

test('an export that failed for good is told to who asked for it, once', async () => {
  const run = await begin('export')
  const settle = () => environment().run(organisations.settleOrganisationRun, { ...run, state: 'failed' as const })
  await settle()
  await settle()
  expect(await told()).toEqual([{ id: run.runId, kind: 'organisation-export', path: '/organisation/runs' }])
})

test('so is an import whose file is refused, and not one that was cancelled', async () => {
  const refused = await begin('import')
  expect(await environment().run(organisations.unpackOrganisation, refused)).toMatchObject({ state: 'failed' as const })
  const cancelled = await begin('export')
  await environment().run(organisations.settleOrganisationRun, { ...cancelled, state: 'cancelled' as const })
  expect(await told()).toEqual([{ id: refused.runId, kind: 'organisation-import', path: '/organisation/runs' }])
})

test('so is a seed', async () => {
  const runId = await withTransaction(database, person, (transaction) => askForSeed(transaction, person))
  const { settleSeeding } = createSeedActivities({ database })
  await environment().run(settleSeeding, { organisationId: organisation.id, state: 'failed' as const })
  expect(await told()).toEqual([{ id: runId, kind: 'seed', path: '/organisation/runs' }])
})
