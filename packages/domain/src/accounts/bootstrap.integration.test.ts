import { randomUUID } from 'node:crypto'
import { withTransaction } from '@throughline/database'
import { createOrganisation, openTestDatabase } from '@throughline/tests'
import { afterAll, expect, test } from 'vitest'
import { bootstrap } from './bootstrap.ts'

const database = openTestDatabase()
afterAll(() => database.close())

test('where accounts exist nothing is made, and seeds are asked for once', async () => {
  const { id, admin } = await createOrganisation(database)
  const { email, password } = admin
  expect(await bootstrap(database, { email, password })).toEqual({ accounts: 'present', seeds: 'asked for' })
  expect(await bootstrap(database, { email, password })).toEqual({ accounts: 'present', seeds: 'already present' })
  const requests = await withTransaction(database, { organisationId: id }, (transaction) =>
    transaction.selectFrom('work_request').select(['kind', 'subject_id']).execute(),
  )
  expect(requests).toEqual([{ kind: 'seed', subject_id: id }])
})

test('a stranger becomes no administrator where people are', async () => {
  await createOrganisation(database)
  const stranger = { email: `${randomUUID()}@example.com`, password: 'correct horse battery' }
  expect(await bootstrap(database, stranger)).toEqual({ accounts: 'present', seeds: null })
})
