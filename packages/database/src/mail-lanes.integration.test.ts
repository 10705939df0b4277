import { randomUUID } from 'node:crypto'
import { createOrganisation, openTestDatabase, testStack } from '@throughline/tests'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type Transaction } from './database.ts'
import { claimWork, finishMailWork, type WorkRequest } from './work-requests.ts'

const app = openTestDatabase()
/** Sees all organisations, and takes everything back: lanes are shared by all tests of the stack. */
const superuser = createDatabase({ connectionString: testStack().superuserUrl, poolSize: 1 })
const organisations: string[] = []

beforeAll(async () => {
  for (let count = 0; count < 5; count++) organisations.push((await createOrganisation(app)).id)
})
afterAll(() => Promise.all([app.close(), superuser.close()]))

class RolledBackError extends Error {}

async function inEmptyLanes(act: (transaction: Transaction) => Promise<void>): Promise<void> {
  const done = superuser.kysely.transaction().execute(async (transaction) => {
    await sql`delete from work_request`.execute(transaction)
    await act(transaction)
    throw new RolledBackError()
  })
  await expect(done).rejects.toThrow(RolledBackError)
}

/** So many mails of one of the organisations are asked for, the first the longest ago. */
async function ask(transaction: Transaction, organisation: number, count: number): Promise<string[]> {
  const subjects = Array.from({ length: count }, () => randomUUID())
  await sql`
    insert into work_request (id, organisation_id, kind, subject_id, not_before)
    select gen_random_uuid(), ${organisations[organisation]}::uuid, 'notify', subject,
      now() - (1000 - place) * interval '1 second'
    from unnest(${subjects}::uuid[]) with ordinality as s (subject, place)`.execute(transaction)
  return subjects
}

const claim = (transaction: Transaction) =>
  claimWork(transaction, { perOrganisation: 1, inAll: 1 }, { limit: 100, seconds: 15, spacing: 0 })
const countOf = (requests: readonly WorkRequest[], organisation: number): number =>
  requests.filter(({ organisationId }) => organisationId === organisations[organisation]).length

describe('mails', () => {
  it('of one organisation are ten at once, and keep no other waiting', () =>
    inEmptyLanes(async (transaction) => {
      await ask(transaction, 0, 200)
      await ask(transaction, 1, 1)
      const { requests, nextMilliseconds } = await claim(transaction)
      expect([countOf(requests, 0), countOf(requests, 1)]).toEqual([10, 1])
      expect(nextMilliseconds).toBe(150)
      await ask(transaction, 2, 1)
      const later = await claim(transaction)
      expect(later.requests.map(({ organisationId }) => organisationId)).toEqual([organisations[2]])
    }))

  it('of all are forty, by turns', () =>
    inEmptyLanes(async (transaction) => {
      for (let organisation = 0; organisation < 5; organisation++) await ask(transaction, organisation, 50)
      const { requests } = await claim(transaction)
      expect(organisations.map((_, organisation) => countOf(requests, organisation))).toEqual([8, 8, 8, 8, 8])
    }))

  it('follow once it is known what became of those before; what is asked meanwhile stays', () =>
    inEmptyLanes(async (transaction) => {
      const [first = ''] = await ask(transaction, 0, 15)
      await claim(transaction)
      await sql`
        insert into work_request (id, organisation_id, kind, subject_id)
        values (gen_random_uuid(), ${organisations[0]}, 'notify', ${first})`.execute(transaction)
      await finishMailWork(transaction, first)
      const { requests } = await claim(transaction)
      expect(requests).toHaveLength(1)
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from work_request where subject_id = ${first}`.execute(transaction)
      expect(rows).toEqual([{ count: 1 }])
    }))
})
