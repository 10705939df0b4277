import { randomUUID } from 'node:crypto'
import { createOrganisation, openTestDatabase, testStack } from '@throughline/tests'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, type Transaction } from './database.ts'
import { coverRecompute } from './recompute-slots.ts'
import { claimWork, type Lanes, postponeWork } from './work-requests.ts'

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

const claim = (transaction: Transaction, lanes: Lanes, spacing = 0) =>
  claimWork(transaction, lanes, { limit: 100, seconds: 15, spacing })

/** Another edit of a project that has asked already. */
const askAgain = (transaction: Transaction, project: string, organisation = 0) =>
  sql`
    insert into work_request (id, organisation_id, kind, subject_id, not_before)
    values (${randomUUID()}, ${organisations[organisation]}, 'recompute', ${project}, now() - interval '1 second')`.execute(
    transaction,
  )

async function holders(transaction: Transaction): Promise<string[]> {
  const { rows } = await sql<{ project_id: string }>`
    select project_id from recompute_slot where expires_at > clock_timestamp() order by taken_at`.execute(transaction)
  return rows.map((row) => row.project_id)
}

const release = (transaction: Transaction, projectId: string) =>
  coverRecompute(transaction, { projectId, coveredRevision: Number.MAX_SAFE_INTEGER, runId: null, sessionId: null })

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

  it('keep what is asked of a running project until it has its next turn', () =>
    inEmptyLanes(async (transaction) => {
      const running = await ask(transaction, 0, 5)
      const narrow = { perOrganisation: 1, inAll: 1 }
      await claim(transaction, narrow)
      await askAgain(transaction, running)
      expect(await claim(transaction, narrow)).toMatchObject({ waiting: 1, requests: [] })
      await sql`update recompute_slot set expires_at = now()`.execute(transaction)
      const { waiting, requests } = await claim(transaction, narrow)
      expect([waiting, requests.length]).toEqual([0, 1])
    }))

  it('keep the runs of a project apart, and tell when its next turn is', () =>
    inEmptyLanes(async (transaction) => {
      const busy = await ask(transaction, 0, 5)
      await claim(transaction, wide)
      await release(transaction, busy)
      await askAgain(transaction, busy)
      const early = await claim(transaction, wide, 60_000)
      expect(early).toMatchObject({ waiting: 1, requests: [] })
      expect(early.nextMilliseconds).toBeGreaterThan(0)
      expect(early.nextMilliseconds).toBeLessThanOrEqual(60_000)
      expect(await claim(transaction, wide)).toMatchObject({ waiting: 0, nextMilliseconds: null })
    }))

  it('leave a session that is alive to its NOTIFY, and hand one that is dead to Temporal', () =>
    inEmptyLanes(async (transaction) => {
      const [stays, died] = [await ask(transaction, 0, 5), await ask(transaction, 1, 5)]
      await claim(transaction, wide)
      for (const project of [stays, died]) await release(transaction, project)
      await sql`
        update recompute_slot set session_id = gen_random_uuid(),
          session_until = now() + case when project_id = ${died} then -1 else 60 end * interval '1 second'`.execute(
        transaction,
      )
      await askAgain(transaction, stays)
      await askAgain(transaction, died, 1)
      const { waiting, requests } = await claim(transaction, wide)
      expect(waiting).toBe(0)
      expect(requests.map(({ subjectId }) => subjectId)).toEqual([died])
      expect(new Set(await holders(transaction))).toEqual(new Set([stays, died]))
    }))

  it('go round: a backlog of one organisation does not keep a newcomer waiting', () =>
    inEmptyLanes(async (transaction) => {
      const lanes = { perOrganisation: 4, inAll: 2 }
      for (let count = 0; count < 20; count++) await ask(transaction, 0, 600 - count)
      await claim(transaction, lanes)
      const newcomer = await ask(transaction, 1, 1)
      const [first = ''] = await holders(transaction)
      await release(transaction, first)
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
        await release(transaction, project)
      }
      expect(turns).toEqual([...organisations, ...organisations, ...organisations])
    }))

  it('free a slot whose run never began', () =>
    inEmptyLanes(async (transaction) => {
      const [lost, kept] = [await ask(transaction, 0, 9), await ask(transaction, 0, 8)]
      await claim(transaction, wide)
      const next = await ask(transaction, 0, 1)
      await sql`
        update recompute_slot set expires_at = now() - interval '1 second' where project_id = ${lost}`.execute(
        transaction,
      )
      await sql`delete from work_request where subject_id = ${lost}`.execute(transaction)
      await claim(transaction, wide)
      expect(new Set(await holders(transaction))).toEqual(new Set([kept, next]))
    }))

  it('are free at once when Temporal did not take what they were granted for', () =>
    inEmptyLanes(async (transaction) => {
      await ask(transaction, 0, 9)
      const { requests } = await claim(transaction, wide)
      await postponeWork(
        transaction,
        requests.map(({ id }) => id),
        60,
        'away',
      )
      expect(await holders(transaction)).toEqual([])
      expect(await claim(transaction, wide)).toMatchObject({ requests: [] })
    }))
})
