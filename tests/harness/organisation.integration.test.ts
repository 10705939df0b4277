import { withTransaction } from '@throughline/database'
import { afterAll, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase } from './index.ts'

const database = openTestDatabase()
afterAll(() => database.close())

test('organisations of tests do not see each other', async () => {
  const first = await createOrganisation(database)
  const second = await createOrganisation(database)
  const peopleOf = (organisationId: string) =>
    withTransaction(database, { organisationId }, async (transaction) => {
      const people = await transaction.selectFrom('person').select('id').execute()
      return people.map(({ id }) => id)
    })
  expect(await peopleOf(first.id)).toContain(first.admin.personId)
  expect(await peopleOf(first.id)).not.toContain(second.admin.personId)
})
