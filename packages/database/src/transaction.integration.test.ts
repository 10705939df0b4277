import { randomUUID } from 'node:crypto'
import { createOrganisation, openTestDatabase, type TestOrganisation, testStack } from '@throughline/tests'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, type Transaction } from './database.ts'
import { endWith, isStaleCredential, withTransaction } from './transaction.ts'

const app = openTestDatabase()
/** Whose next transaction has the connection of the last one. */
const single = createDatabase({ connectionString: testStack().databaseUrl, poolSize: 1 })
let organisations: TestOrganisation[]

beforeAll(async () => {
  organisations = [await createOrganisation(app), await createOrganisation(app)]
})
afterAll(() => Promise.all([app.close(), single.close()]))

const tenant = (index = 0) => ({ organisationId: organisations[index]?.id ?? '' })

const seen = async (transaction: Transaction) => {
  const { rows } = await sql<{ id: string }>`select id from organisation`.execute(transaction)
  return rows.map(({ id }) => id)
}
const rename = (transaction: Transaction, name: string) =>
  sql`update organisation set name = ${name}`.execute(transaction)
const nameOf = (index = 0) =>
  withTransaction(single, tenant(index), async (transaction) => {
    const { rows } = await sql<{ name: string }>`select name from organisation`.execute(transaction)
    return rows[0]?.name
  })
const fail = (transaction: Transaction) => sql`select 1 / 0`.execute(transaction)

it('answers statements that are issued together in their order, all in the transaction', async () => {
  const name = randomUUID()
  const [ids, , named] = await withTransaction(single, tenant(), (transaction) =>
    Promise.all([
      seen(transaction),
      transaction.updateTable('organisation').set({ name }).executeTakeFirst(),
      sql<{ name: string; at: Date }>`select name from organisation`.execute(transaction),
    ]),
  )
  expect(ids).toEqual([tenant().organisationId])
  expect(named.rows).toEqual([{ name }])
  expect(await nameOf()).toBe(name)
})

it('keeps nothing of statements before and after one that fails, and tells what that one said', async () => {
  const before = await nameOf()
  const done = withTransaction(single, tenant(), (transaction) =>
    Promise.all([rename(transaction, 'one'), fail(transaction), rename(transaction, 'two')]),
  )
  await expect(done).rejects.toMatchObject({ code: '22012' })
  expect(await nameOf()).toBe(before)
})

it('refuses statements that come after the end, so that none runs in the transaction of another', async () => {
  const [mine, others] = [await nameOf(0), await nameOf(1)]
  let goOn = () => {}
  const ended = new Promise<void>((resolve) => {
    goOn = resolve
  })
  let late: Promise<unknown> = Promise.resolve()
  const done = withTransaction(single, tenant(), async (transaction) => {
    late = ended.then(() => rename(transaction, 'late'))
    await fail(transaction)
  })
  await expect(done).rejects.toMatchObject({ code: '22012' })
  await withTransaction(single, tenant(1), async (transaction) => {
    await seen(transaction)
    goOn()
    await expect(late).rejects.toThrow('the transaction has ended')
  })
  expect([await nameOf(0), await nameOf(1)]).toEqual([mine, others])
})

it('ends with reads that say so, and refuses more', async () => {
  const done = withTransaction(single, tenant(), async (transaction) => {
    const ids = await endWith(transaction, Promise.all([seen(transaction), seen(transaction)]))
    await expect(seen(transaction)).rejects.toThrow('the transaction has ended')
    return ids
  })
  expect(await done).toEqual([[tenant().organisationId], [tenant().organisationId]])
  const failing = withTransaction(single, tenant(), (transaction) =>
    endWith(transaction, Promise.all([rename(transaction, 'ended'), fail(transaction), seen(transaction)])),
  )
  await expect(failing).rejects.toMatchObject({ code: '22012' })
  expect(await nameOf()).not.toBe('ended')
})

it('fails as a whole when the connection breaks between its statements, and the next has a new one', async () => {
  const before = await nameOf()
  const done = withTransaction(single, tenant(), (transaction) =>
    Promise.all([
      rename(transaction, 'broken'),
      sql`select pg_terminate_backend(pg_backend_pid())`.execute(transaction),
      seen(transaction),
    ]),
  )
  await expect(done).rejects.toThrow()
  expect(await nameOf()).toBe(before)
})

it('begins only where the credential still holds, and does nothing otherwise', async () => {
  const before = await nameOf()
  const person = organisations[0]?.admin
  const credential = {
    kind: 'token' as const,
    id: randomUUID(),
    personId: person?.personId ?? '',
    organisationRole: 'admin' as const,
  }
  const error: unknown = await withTransaction(single, { ...tenant(), credential }, (transaction) =>
    Promise.all([rename(transaction, 'revoked'), seen(transaction)]),
  ).catch((reason: unknown) => reason)
  expect(isStaleCredential(error)).toBe(true)
  expect(await nameOf()).toBe(before)
  const idle = withTransaction(single, { ...tenant(), credential }, async () => 'nothing asked')
  await expect(idle).rejects.toSatisfy(isStaleCredential)
})

it('keeps tenants apart, however their statements mix on the way', async () => {
  const looks = Array.from({ length: 60 }, (_, index) =>
    withTransaction(app, tenant(index % 2), async (transaction) => {
      if (index % 5 === 0) return Promise.all([seen(transaction), fail(transaction)]).then(() => [])
      if (index % 5 === 1)
        return endWith(transaction, Promise.all([1, 2, 3].map(() => seen(transaction)))).then((all) => all.flat())
      const [first, second] = await Promise.all([seen(transaction), seen(transaction)])
      return [...first, ...second, ...(await seen(transaction))]
    }),
  )
  const results = await Promise.allSettled(looks)
  for (const [index, result] of results.entries()) {
    if (index % 5 === 0) expect(result.status).toBe('rejected')
    else {
      const own = tenant(index % 2).organisationId
      expect(result).toEqual({ status: 'fulfilled', value: [own, own, own] })
    }
  }
})
