import { revokeApiToken, withTransaction } from '@throughline/database'
import { createOrganisation, openTestDatabase, type TestPerson } from '@throughline/tests'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPrincipals } from './principals.ts'
import { readToken } from './secrets.ts'

const database = openTestDatabase()
let people: TestPerson[]
beforeAll(async () => {
  const { addPerson } = await createOrganisation(database)
  people = [await addPerson(), await addPerson()]
})
afterAll(() => database.close())

function personAt(index: number): TestPerson {
  const person = people[index]
  if (!person) throw new Error('there are two people')
  return person
}

const revoke = ({ organisationId, personId, token }: TestPerson) =>
  withTransaction(database, { organisationId }, (transaction) =>
    revokeApiToken(transaction, personId, readToken(token)?.id ?? ''),
  )

it('answers what it knows for half a minute, and then what is', async () => {
  let now = 0
  const principals = createPrincipals(database, () => now)
  const { token, personId } = personAt(0)
  const first = await principals.find('token', token)
  expect(first).toMatchObject({ kind: 'token', personId, organisationRole: 'member' })
  await revoke(personAt(0))
  now = 29_999
  expect(await principals.find('token', token)).toBe(first)
  now = 30_000
  expect(await principals.find('token', token)).toBeNull()
})

it('forgets what it finds to be over, and knows nobody by another secret', async () => {
  const principals = createPrincipals(database)
  const { token } = personAt(1)
  expect(await principals.find('token', token)).not.toBeNull()
  expect(await principals.find('session', token)).toBeNull()
  expect(await principals.find('token', `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toBeNull()
  await revoke(personAt(1))
  expect(await principals.findAnew('token', token)).toBeNull()
  expect(await principals.find('token', token)).toBeNull()
})
