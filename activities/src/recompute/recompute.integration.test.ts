import { listEvents } from '@throughline/database'
import { getRun } from '@throughline/domain'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { engineInThisThread } from './testing/engine-in-this-thread.ts'
import { openRecomputeWorld } from './testing/recompute-world.ts'

const world = await openRecomputeWorld()
const { admin, inTransaction, change, createPair, lengthen, planOf, startOf, run } = world
afterAll(() => world.database.close())

const runsOf = (projectId: string) =>
  inTransaction((transaction) =>
    transaction
      .selectFrom('recompute_run')
      .selectAll()
      .where('project_id', '=', projectId)
      .orderBy('started_at')
      .execute(),
  )

test('writes dates, what moved and why, as one revision with its event', async () => {
  const { projectId, first, second } = await createPair()
  await run(projectId)
  const { revision } = await lengthen(projectId, first, 2)
  expect(await run(projectId)).toMatchObject({ outcome: 'written', coveredRevision: revision, movedCount: 2 })

  const plan = await planOf(projectId)
  expect(plan.project).toMatchObject({
    revision: revision + 1,
    computedRevision: revision,
    finishesAt: '2026-03-04T17:00',
  })
  expect(plan.tasks.find((task) => task.id === second)).toMatchObject({
    earlyStart: '2026-03-04T08:00',
    earlyFinish: '2026-03-04T17:00',
    totalFloatMinutes: 0,
    isCritical: true,
    revision: revision + 1,
  })
  const items = await inTransaction((transaction) => listEvents(transaction, projectId, revision, 10))
  expect(items.map((event) => [event.type, event.revision])).toEqual([['plan.computed', revision + 1]])
  expect(items[0]?.payload).toMatchObject({ movedCount: 2, delta: { from: revision, to: revision + 1 } })

  const [, last] = await runsOf(projectId)
  const { moves } = await inTransaction((transaction) =>
    getRun(transaction, admin, projectId, last?.id ?? '', () => null),
  )
  const move = moves.find(({ taskId }) => taskId === second)
  expect(move).toMatchObject({
    before: { earlyStart: '2026-03-03T08:00' },
    startDriver: { kind: 'link', taskId: first },
  })
  expect(move?.changeSetIds).toHaveLength(1)
})

test('leaves rows alone that do not change', async () => {
  const { projectId, first, second } = await createPair()
  await run(projectId)
  const before = (await planOf(projectId)).tasks.find((task) => task.id === first)
  const { revision } = await lengthen(projectId, second, 2)
  await run(projectId)
  const after = (await planOf(projectId)).tasks.find((task) => task.id === first)
  expect(after).toEqual(before)
  expect(after?.revision).toBeLessThan(revision)
})

test('a second attempt of the same activity writes nothing more', async () => {
  const { projectId } = await createPair()
  const workflowRunId = crypto.randomUUID()
  await run(projectId, { workflowRunId })
  const { revision } = (await planOf(projectId)).project
  expect(await run(projectId, { workflowRunId })).toMatchObject({ outcome: 'covered', movedCount: 0 })
  expect((await planOf(projectId)).project.revision).toBe(revision)
  expect(await runsOf(projectId)).toHaveLength(1)
})

test('of two at the same time the later one finds its result superseded', async () => {
  const { projectId, first, second } = await createPair()
  const overtaken = await run(projectId, {
    engine: engineInThisThread(async () => {
      await lengthen(projectId, first, 3)
      await run(projectId)
    }),
  })
  expect(overtaken.outcome).toBe('superseded')
  expect(await startOf(projectId, second)).toBe('2026-03-05T08:00')
  expect((await runsOf(projectId)).map((row) => row.state)).toEqual(['failed', 'completed'])
})

test('a result is written although somebody edits meanwhile, and rows deleted meanwhile are skipped', async () => {
  const { projectId, first, second } = await createPair()
  const result = await run(projectId, {
    engine: engineInThisThread(() => change(projectId, [{ op: 'delete', entity: 'task', id: second }])),
  })
  expect(result).toMatchObject({ outcome: 'written', movedCount: 1 })
  const { project, tasks } = await planOf(projectId)
  expect(tasks.map((task) => [task.id, task.earlyStart])).toEqual([[first, '2026-03-02T08:00']])
  expect(project.computedRevision).toBeLessThan(project.inputRevision)
})

test('a plan that cannot be computed keeps its dates and says why; the next change mends it', async () => {
  const { projectId, first, second } = await createPair()
  await run(projectId)
  const { calendarId } = (await planOf(projectId)).project
  const setWeek = (week: unknown) =>
    inTransaction((transaction) =>
      sql`update calendar set week = ${JSON.stringify(week)}::jsonb where id = ${calendarId}`.execute(transaction),
    )
  const [{ week } = { week: [] }] = (await planOf(projectId)).calendars
  await setWeek([[], [], [], [], [], [], []])
  await lengthen(projectId, first, 2)
  expect(await run(projectId)).toMatchObject({ outcome: 'invalid' })

  const failed = await planOf(projectId)
  expect(failed.project.scheduleError).toMatchObject({ type: 'InvalidCalendarError' })
  expect(await startOf(projectId, second)).toBe('2026-03-03T08:00')
  expect((await runsOf(projectId)).at(-1)).toMatchObject({ state: 'failed' })

  await setWeek(week)
  await lengthen(projectId, first, 3)
  expect(await run(projectId)).toMatchObject({ outcome: 'written' })
  expect((await planOf(projectId)).project.scheduleError).toBeNull()
  expect(await startOf(projectId, second)).toBe('2026-03-05T08:00')
})

test('a deleted project is no failure', async () => {
  expect(await run(crypto.randomUUID())).toMatchObject({ outcome: 'gone' })
})
