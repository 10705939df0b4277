import { createDatabase } from '@throughline/database'
import { createTestOrganisation, type TestPerson } from '../harness/organisation.ts'
import { clientOf, Services } from '../harness/service/index.ts'
import type { TestStack } from '../harness/stack-description.ts'

export const fuzzRoles = ['admin', 'member'] as const
export type FuzzRole = (typeof fuzzRoles)[number]

export interface FuzzWorld {
  url: string
  people: Readonly<Record<FuzzRole, TestPerson>>
  /** What the api wrote of late. */
  log(): string
  close(): Promise<void>
}

/**
 * An api as it is run, and for each role an organisation of its own with a plan that they may change: an admin who tries
 * everything disables the others.
 */
export async function createFuzzWorld(stack: TestStack): Promise<FuzzWorld> {
  const services = new Services(stack)
  const database = createDatabase({ connectionString: stack.databaseUrl, poolSize: 2 })
  const close = async () => {
    await services.stop()
    await database.close()
  }
  try {
    const { url, process } = await services.startApi({ LOG_LEVEL: 'warn' })
    const [of, other] = [await createTestOrganisation(database, stack), await createTestOrganisation(database, stack)]
    const member = await other.addPerson()
    await makePlan(url, of.admin, await of.addPerson())
    await makePlan(url, other.admin, member)
    return { url, people: { admin: of.admin, member }, log: () => process.output, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function makePlan(url: string, admin: TestPerson, member: TestPerson): Promise<void> {
  const client = clientOf(url, admin)
  const { id: projectId } = await client.call('createProject', { body: { name: 'Bridge' } })
  const params = { projectId, personId: member.personId }
  await client.call('putMember', { params, body: { role: 'scheduler' } })
  for (const name of ['Dig', 'Pour']) await client.call('createTask', { params: { projectId }, body: { name } })
  await client.call('createResource', { params: { projectId }, body: { name: 'Crane' } })
}
