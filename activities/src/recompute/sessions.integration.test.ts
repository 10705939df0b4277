import { claimWork, withTransaction } from '@throughline/database'
import { createLogger, loadSettings } from '@throughline/platform'
import { testStack, until } from '@throughline/tests'
import { sql } from 'kysely'
import { afterAll, afterEach, expect, test } from 'vitest'
import { createRecomputeSessions, type RecomputeSessions } from './sessions.ts'
import { openRecomputeWorld } from './testing/recompute-world.ts'

/** Sessions against the database; the dispatcher's part, a claim, is done by the test. */
const world = await openRecomputeWorld()
const { database, admin, createPair, lengthen, planOf, run } = world
const { databaseDirectUrl } = testStack()
const logger = createLogger('test', loadSettings({ LOG_LEVEL: 'silent' }, []))
const opened: RecomputeSessions[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((sessions) => sessions.close()))
})
afterAll(() => database.close())

const open = (stayMilliseconds: number, directUrl = databaseDirectUrl) => {
  const sessions = createRecomputeSessions({ database, directUrl, stayMilliseconds, logger })
  opened.push(sessions)
  return sessions
}
const long = 60_000
const claim = { limit: 100, seconds: 60, spacing: 0 }
const grant = () => claimWork(database.kysely, { perOrganisation: 1_000, inAll: 1_000 }, claim)

const isCovered = async (projectId: string) => {
  const { project } = await planOf(projectId)
  return project.computedRevision === project.inputRevision
}
const covered = (projectId: string) => until(() => isCovered(projectId), { what: 'dates that cover the last edit' })

async function slotOf(projectId: string) {
  const { rows } = await withTransaction(database, admin, (transaction) =>
    sql<{ session_id: string | null; is_held: boolean }>`
      select session_id, expires_at > clock_timestamp() as is_held from recompute_slot
      where project_id = ${projectId}`.execute(transaction),
  )
  return rows[0]
}

async function startSession(sessions: RecomputeSessions) {
  const pair = await createPair()
  const attempt = run(pair.projectId, { sessions })
  await covered(pair.projectId)
  return { ...pair, attempt }
}

test('computes what is asked next, and says at its end what it did', async () => {
  const { projectId, first, attempt } = await startSession(open(1_000))
  for (const days of [2, 3]) {
    await lengthen(projectId, first, days)
    const { requests } = await grant()
    expect(requests.filter(({ subjectId }) => subjectId === projectId)).toEqual([])
    await covered(projectId)
  }
  const { revision } = (await planOf(projectId)).project
  expect(await attempt).toMatchObject({ outcome: 'written', runs: 3, firstRun: 1, lastRun: 3, movedCount: 6 })
  expect((await attempt).coveredRevision).toBe(revision - 1)
  expect(await slotOf(projectId)).toEqual({ session_id: null, is_held: false })
})

test('finds a grant that no wake-up told it of', async () => {
  const deaf = databaseDirectUrl.replace(/:\d+\//, ':1/')
  const { projectId, first, attempt } = await startSession(open(long, deaf))
  await lengthen(projectId, first, 2)
  await grant()
  await covered(projectId)
  await opened[0]?.close()
  expect(await attempt).toMatchObject({ runs: 2 })
})

test('ends when another attempt has the session of the project', async () => {
  const { projectId, first, attempt } = await startSession(open(long))
  await lengthen(projectId, first, 2)
  const other = open(long)
  const next = run(projectId, { sessions: other })
  await covered(projectId)
  expect(await attempt).toMatchObject({ runs: 1 })
  await lengthen(projectId, first, 3)
  await grant()
  await covered(projectId)
  await other.close()
  expect(await next).toMatchObject({ runs: 2 })
})

test('what a dead worker left behind is over when the next attempt finds nothing to do', async () => {
  const { projectId, first } = await startSession(open(long))
  expect(await run(projectId)).toMatchObject({ outcome: 'covered' })
  expect((await slotOf(projectId))?.session_id).toBeNull()
  await lengthen(projectId, first, 2)
  const { requests } = await grant()
  expect(requests.map(({ subjectId }) => subjectId)).toContain(projectId)
})

test('a stop ends it while it waits; what was granted until then is computed', async () => {
  const sessions = open(long)
  const { projectId, first, attempt } = await startSession(sessions)
  await lengthen(projectId, first, 2)
  await grant()
  await sessions.close()
  await attempt
  expect(await isCovered(projectId)).toBe(true)
  expect(await slotOf(projectId)).toEqual({ session_id: null, is_held: false })
  expect(sessions.open({ organisationId: admin.organisationId, projectId })).toBeNull()
})

test('requests are deleted with the result that covers them, and only those', async () => {
  const { projectId, first } = await createPair()
  const requests = () =>
    withTransaction(database, admin, (transaction) =>
      transaction.selectFrom('work_request').select('revision').where('subject_id', '=', projectId).execute(),
    )
  expect(await requests()).not.toEqual([])
  await run(projectId)
  expect(await requests()).toEqual([])
  const { revision } = await lengthen(projectId, first, 2)
  expect(await requests()).toEqual([{ revision }])
})
