import { randomUUID } from 'node:crypto'
import { createOrganisation, openTestDatabase, testStack } from '@throughline/tests'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type Transaction } from './database.ts'
import { releaseRecomputeSlot, renewRecomputeSlot } from './recompute-slots.ts'
import { claimWork, type Lanes } from './work-requests.ts'

const app = openTestDatabase()
/** Sees all organisations, and takes everything back: lanes are shared by all tests of the stack. */
const superuser = createDatabase({ connectionString: testStack().superuserUrl, poolSize: 1 })
const organisations: string[] = []

beforeAll(async () => {
  for (let count = 0; count < 3; count++) organisations.push((await createOrganisation(app)).id)
})
afterAll(() => Promise.all([app.close(), superuser.close()]))

class RolledBackError extends Error {}

async function inEmptyLanes(act: (transaction: Transaction) => Promise<void>): Promise<void> {
  const done = superuser.kysely.transaction().execute(async (transaction) => {
    await sql`delete from work_request`.execute(transaction)
    await sql`delete from recompute_slot`.execute(transaction)
    await act(transaction)
    throw new RolledBackError()
  })
  await expect(done).rejects.toThrow(RolledBackError)
}

/** One waiting project; `age` in seconds. */
async function ask(transaction: Transaction, organisation: number, age: number): Promise<string> {
  const project = randomUUID()
  await sql`
    insert into work_request (id, organisation_id, kind, subject_id, not_before, created_at)
    values (${randomUUID()}, ${organisations[organisation]}, 'recompute', ${project}, now() - interval '1 second',
      now() - make_interval(secs => ${age}))`.execute(transaction)
  return project
}

const claim = (transaction: Transaction, lanes: Lanes) => claimWork(transaction, lanes, { limit: 100, seconds: 15 })

async function holders(transaction: Transaction): Promise<string[]> {
  const { rows } = await sql<{ project_id: string }>`
    select project_id from recompute_slot where expires_at > now() order by taken_at`.execute(transaction)
  return rows.map((row) => row.project_id)
}

const wide: Lanes = { perOrganisation: 2, inAll: 100 }

describe('lanes', () => {
  it('hold as many of an organisation as they may, the oldest first, and count the rest', () =>
    inEmptyLanes(async (transaction) => {
      const [young, old, middle] = [
        await ask(transaction, 0, 1),
        await ask(transaction, 0, 30),
        await ask(transaction, 0, 20),
      ]
      const other = await ask(transaction, 1, 2)
      const { waiting, requests } = await claim(transaction, wide)
      expect(waiting).toBe(1)
      expect(new Set(await holders(transaction))).toEqual(new Set([old, middle, other]))
      expect(new Set(requests.map(({ subjectId }) => subjectId))).toEqual(new Set([old, middle, other]))
      expect(requests.map(({ subjectId }) => subjectId)).not.toContain(young)
    }))

  it('let what is asked of a running project through at once', () =>
    inEmptyLanes(async (transaction) => {
      const running = await ask(transaction, 0, 5)
      const narrow = { perOrganisation: 1, inAll: 1 }
      await claim(transaction, narrow)
      await sql`
        insert into work_request (id, organisation_id, kind, subject_id, not_before)
        values (${randomUUID()}, ${organisations[0]}, 'recompute', ${running}, now() - interval '1 second')`.execute(
        transaction,
      )
      const { waiting, requests } = await claim(transaction, narrow)
      expect([waiting, requests.length]).toEqual([0, 1])
    }))

  it('go round: a backlog of one organisation does not keep a newcomer waiting', () =>
    inEmptyLanes(async (transaction) => {
      const lanes = { perOrganisation: 4, inAll: 2 }
      for (let count = 0; count < 20; count++) await ask(transaction, 0, 600 - count)
      await claim(transaction, lanes)
      const newcomer = await ask(transaction, 1, 1)
      const [first = ''] = await holders(transaction)
      await releaseRecomputeSlot(transaction, first, Number.MAX_SAFE_INTEGER)
      await claim(transaction, lanes)
      expect(await holders(transaction)).toContain(newcomer)
    }))

  it('turn to the organisation that has waited longest since its last turn', () =>
    inEmptyLanes(async (transaction) => {
      const lanes = { perOrganisation: 4, inAll: 1 }
      for (let count = 0; count < 3; count++)
        for (const organisation of [0, 1, 2]) await ask(transaction, organisation, 100 - organisation)
      const turns: string[] = []
      for (let turn = 0; turn < 9; turn++) {
        await claim(transaction, lanes)
        const [project = ''] = await holders(transaction)
        const { rows } = await sql<{ organisation_id: string }>`
          select organisation_id from recompute_slot where project_id = ${project}`.execute(transaction)
        turns.push(rows[0]?.organisation_id ?? '')
        await releaseRecomputeSlot(transaction, project, Number.MAX_SAFE_INTEGER)
      }
      expect(turns).toEqual([...organisations, ...organisations, ...organisations])
    }))

  it('free a slot whose run never began, and keep one whose run is renewed', () =>
    inEmptyLanes(async (transaction) => {
      const [lost, kept] = [await ask(transaction, 0, 9), await ask(transaction, 0, 8)]
      await claim(transaction, wide)
      const next = await ask(transaction, 0, 1)
      await sql`update recompute_slot set expires_at = now() - interval '1 second'`.execute(transaction)
      await renewRecomputeSlot(transaction, kept)
      await sql`delete from work_request where subject_id in (${lost}, ${kept})`.execute(transaction)
      await claim(transaction, wide)
      expect(new Set(await holders(transaction))).toEqual(new Set([kept, next]))
    }))
})
