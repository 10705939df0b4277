import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { withTransaction } from '@throughline/database'
import { deleteProject, getPlan, listProjects } from '@throughline/domain'
import { createOrganisation, openTestDatabase } from '@throughline/tests'
import { afterAll, expect, test } from 'vitest'
import { createSeedActivities } from './seed-activities.ts'

const database = openTestDatabase()
afterAll(() => database.close())

test('seeds three plans once; what people delete of them does not come back', async () => {
  const { id: organisationId, admin } = await createOrganisation(database)
  const { seedDemoPlans } = createSeedActivities({ database })
  const seed = () =>
    new MockActivityEnvironment({}, { logger: new DefaultLogger('WARN') }).run(seedDemoPlans, { organisationId })
  const projects = () =>
    withTransaction(database, { organisationId }, (transaction) => listProjects(transaction, admin))

  expect(await seed()).toEqual({ outcome: 'seeded', projects: 3 })
  const made = await projects()
  expect(made).toHaveLength(3)
  for (const project of made) {
    const plan = await withTransaction(database, { organisationId }, (transaction) =>
      getPlan(transaction, admin, project.id),
    )
    expect(plan.tasks.length).toBeGreaterThanOrEqual(40)
    expect(plan.links.length).toBeGreaterThan(20)
    expect(plan.assignments.length).toBeGreaterThan(20)
  }
  const requests = await withTransaction(database, { organisationId }, (transaction) =>
    transaction.selectFrom('work_request').select('kind').execute(),
  )
  expect(requests.map((request) => request.kind)).toEqual(['recompute', 'recompute', 'recompute'])

  const [first] = made
  await withTransaction(database, { organisationId }, (transaction) =>
    deleteProject(transaction, admin, first?.id ?? ''),
  )
  expect(await seed()).toEqual({ outcome: 'already-present', projects: 0 })
  expect(await projects()).toHaveLength(2)
})
