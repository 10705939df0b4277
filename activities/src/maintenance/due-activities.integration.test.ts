import { randomUUID } from 'node:crypto'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import type { ChangeOperation } from '@throughline/contract'
import { withTransaction } from '@throughline/database'
import { applyChangeSet, createProject, listInbox, putMember } from '@throughline/domain'
import { createOrganisation, openTestDatabase, type TestOrganisation, type TestPerson } from '@throughline/tests'
import { afterAll, expect, test } from 'vitest'
import { createDueActivities } from './due-activities.ts'

const database = openTestDatabase()
afterAll(() => database.close())
const { tellDueTasks } = createDueActivities({ database })
const tell = (): Promise<{ told: number }> =>
  new MockActivityEnvironment({}, { logger: new DefaultLogger('WARN') }).run(tellDueTasks)

/** A zone in which it is between nine and ten in the morning now. */
function zoneOfMorning(): string {
  const hours = ((((9 - new Date().getUTCHours() + 12) % 24) + 24) % 24) - 12
  return `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`
}

/** A task of a person that is due by its deadline, tomorrow. */
async function assign({ id: organisationId, admin }: TestOrganisation, person: TestPerson) {
  const [taskId, resourceId] = [randomUUID(), randomUUID()]
  const deadline = `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T12:00`
  const operations: ChangeOperation[] = [
    { op: 'create', entity: 'task', id: taskId, values: { name: 'Cabling', deadline } },
    { op: 'create', entity: 'resource', id: resourceId, values: { name: 'R', personId: person.personId } },
    { op: 'create', entity: 'assignment', id: randomUUID(), values: { taskId, resourceId } },
  ]
  await withTransaction(database, { organisationId }, async (transaction) => {
    const project = await createProject(transaction, admin, { name: 'Plan', timeZone: zoneOfMorning() })
    await putMember(transaction, admin, project.id, person.personId, { role: 'member' })
    await applyChangeSet(transaction, admin, { projectId: project.id, operations, kind: 'edit' })
  })
}

const dueOf = async (person: TestPerson) => {
  const { items } = await withTransaction(database, person, (transaction) =>
    listInbox(transaction, person, { kind: 'due-soon', limit: 10 }),
  )
  return items.map(({ task }) => task?.name)
}

test('tells the people of all organisations, once', async () => {
  const organisations = await Promise.all([createOrganisation(database), createOrganisation(database)])
  const people = await Promise.all(organisations.map((organisation) => organisation.addPerson()))
  for (const [index, organisation] of organisations.entries()) await assign(organisation, people[index] as TestPerson)
  const { told } = await tell()
  expect(told).toBeGreaterThanOrEqual(2)
  for (const person of people) expect(await dueOf(person)).toEqual(['Cabling'])
  await tell()
  for (const person of people) expect(await dueOf(person)).toEqual(['Cabling'])
})
