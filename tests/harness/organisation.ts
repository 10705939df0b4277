import { randomUUID } from 'node:crypto'
import type { OrganisationRole } from '@throughline/contract'
import { type Database, withTransaction } from '@throughline/database'
import { type Actor, createPerson, createToken } from '@throughline/domain'
import pg from 'pg'
import type { TestStack } from './stack-description.ts'

export interface TestPerson extends Actor {
  name: string
  email: string
  password: string
  /** A bearer token. */
  token: string
}

export interface TestOrganisation {
  id: string
  name: string
  admin: TestPerson
  addPerson(role?: OrganisationRole): Promise<TestPerson>
}

const password = 'correct horse battery staple'

/** A new organisation with an administrator. Tests keep apart by having one each; none assumes an empty database. */
export async function createTestOrganisation(
  database: Database,
  stack: TestStack,
  name = `Organisation ${randomUUID().slice(0, 8)}`,
): Promise<TestOrganisation> {
  const founder: Actor = { organisationId: randomUUID(), personId: randomUUID(), organisationRole: 'owner' }
  await insertFounder(stack.superuserUrl, founder, name)
  const addPerson = (role: OrganisationRole = 'member') => addTestPerson(database, founder, role)
  return { id: founder.organisationId, name, admin: await addPerson('admin'), addPerson }
}

async function addTestPerson(database: Database, founder: Actor, role: OrganisationRole): Promise<TestPerson> {
  const { organisationId } = founder
  const key = randomUUID().slice(0, 8)
  const values = { name: `Person ${key}`, email: `person-${key}@example.com`, password, role }
  return withTransaction(database, { organisationId }, async (transaction) => {
    const { id } = await createPerson(transaction, founder, values)
    const actor: Actor = { organisationId, personId: id, organisationRole: role }
    const { secret } = await createToken(transaction, actor, { name: 'test' })
    return { ...actor, name: values.name, email: values.email, password, token: secret }
  })
}

/** Founding an organisation is not in the API, so it takes the superuser. */
async function insertFounder(superuserUrl: string, founder: Actor, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const { organisationId, personId } = founder
    await client.query('insert into organisation (id, name) values ($1, $2)', [organisationId, name])
    const email = `founder-${personId}@example.com`
    await client.query("insert into person (id, email, name) values ($1, $2, 'Founder')", [personId, email])
    const membership =
      "insert into membership (organisation_id, person_id, role, is_owner) values ($1, $2, 'admin', true)"
    await client.query(membership, [organisationId, personId])
  } finally {
    await client.end()
  }
}
