import { randomUUID } from 'node:crypto'
import { purgeEvents, withoutTenant, withTransaction } from '@throughline/database'
import { applyChangeSet } from '@throughline/domain'
import { openTestDatabase, testStack } from '@throughline/tests'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'
import { addTask, asSuperuser, createProject, disconnectAll, eventually, follow } from '../testing/live.ts'

const database = openTestDatabase()
let fixture: Fixture
let api: TestApi
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false })
})
afterEach(disconnectAll)
afterAll(async () => {
  await fixture.close()
  await database.close()
})

const purge = (days: number) => withoutTenant(database, (transaction) => purgeEvents(transaction, days, 50))

/** Events up to a revision happened so many days ago. */
const age = (projectId: string, revision: number, days: number) =>
  asSuperuser(
    'update event set created_at = now() - make_interval(days => $3) where stream_id = $1 and revision <= $2',
    [projectId, revision, days],
  )

async function createAgedProject() {
  const { admin } = fixture.organisation
  const projectId = await createProject(api, admin)
  for (const name of ['Dig', 'Pour', 'Wait', 'Build']) await addTask(api, admin, projectId, name)
  await age(projectId, 3, 31)
  return { admin, projectId }
}

test('who was away longer than events are kept loads anew; who was not goes on', async () => {
  const { admin, projectId } = await createAgedProject()
  const stays = await follow(api.url, admin, projectId, 5)
  expect(await purge(30)).toBeGreaterThanOrEqual(3)
  expect(await purge(30)).toBe(0)
  const [away, back, since] = [
    await follow(api.url, admin, projectId, 2),
    await follow(api.url, admin, projectId, 3),
    (revision: number) => api.request('GET', `/projects/${projectId}/events?since=${revision}`, { as: admin }),
  ]
  await eventually(() => expect(away.resyncs).toEqual([5]))
  await eventually(() => expect(back.revisions()).toEqual([4, 5]))
  expect((await since(2)).body).toMatchObject({ type: '/problems/sync-expired', status: 410 })
  expect((await since(3)).body.items.map((event: { revision: number }) => event.revision)).toEqual([4, 5])
  await addTask(api, admin, projectId, 'Next')
  await eventually(() => {
    for (const follower of [away, stays]) expect(follower.revisions()).toEqual([6])
    expect(back.revisions()).toEqual([4, 5, 6])
  })
})

test('the last event of a stream stays, however old', async () => {
  const { admin, projectId } = await createAgedProject()
  await age(projectId, 5, 400)
  await purge(30)
  const late = await follow(api.url, admin, projectId, 4)
  await eventually(() => expect(late.revisions()).toEqual([5]))
})

test('a stream that is being written is left for the next time', async () => {
  const { admin, projectId } = await createAgedProject()
  const writer = new pg.Client({ connectionString: testStack().superuserUrl })
  await writer.connect()
  await writer.query('begin')
  await writer.query('select from stream where id = $1 for update', [projectId])
  await purge(30)
  await writer.query('rollback')
  await writer.end()
  const events = () => api.request('GET', `/projects/${projectId}/events?since=0`, { as: admin })
  expect((await events()).status).toBe(200)
  expect(await purge(30)).toBeGreaterThanOrEqual(3)
  expect((await events()).status).toBe(410)
})

test('a change that is applied again is answered though its event is gone, and by no event of another', async () => {
  const { admin, projectId } = await createAgedProject()
  const apply = (id: string, name: string) =>
    withTransaction(database, admin, (transaction) =>
      applyChangeSet(transaction, admin, {
        projectId,
        id,
        operations: [{ op: 'create', entity: 'task', values: { name } }],
        kind: 'import',
        ifMatch: undefined,
      }),
    )
  const id = randomUUID()
  const { revision, delta } = await apply(id, 'Once')
  expect(delta?.to).toBe(revision)
  await apply(randomUUID(), 'Later')
  await age(projectId, revision, 31)
  await purge(30)
  expect(await apply(id, 'Once')).toMatchObject({ revision, delta: null, changeSet: { id } })
})
