import type { ChangeOperation } from '@throughline/contract'
import { asDispatcher, listEvents, requestLaggingRecomputes, withoutTenant } from '@throughline/database'
import { openTestDatabase } from '@throughline/tests'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { getChangeSet, listChangeSets } from '../changes/read-change-sets.ts'
import { getProject } from '../projects/read-projects.ts'
import { createNamedPlan, type NamedPlan, openStore, type Store } from '../why/testing/plan.ts'

let store: Store
const database = openTestDatabase(2)
beforeAll(async () => {
  store = await openStore()
})
afterAll(async () => {
  await store.close()
  await database.close()
})

const days = (count: number) => ({ durationMinutes: count * 480 })
const run: Store['run'] = (...given) => store.run(...given)

async function createPair() {
  const plan = await createNamedPlan(store)
  await plan.change(plan.task('First'), plan.task('Second'), plan.link('First', 'Second'))
  await plan.recompute()
  return plan
}

const projectOf = ({ projectId }: NamedPlan) =>
  run(store.admin, (transaction) => getProject(transaction, store.admin, projectId))

const receiptsOf = async ({ projectId }: NamedPlan) => {
  const page = await run(store.admin, (transaction) =>
    listChangeSets(transaction, store.admin, projectId, { limit: 50 }),
  )
  return page.items.map(({ revision, receipt }) => [revision, receipt.state, receipt.runNumber])
}

const finishOf = async (plan: NamedPlan, name: string) => (await plan.why(name)).value

/** Beneath the checks, as nothing but an error of ours could. */
const slip = (text: ReturnType<typeof sql>) => run(store.admin, (transaction) => text.execute(transaction))

it('a circle keeps the last dates, is told with its tasks, and is gone when a link of it is', async () => {
  const plan = await createPair()
  const back = plan.idOf('Second>First')
  await slip(sql`
    insert into link (id, organisation_id, project_id, predecessor_id, successor_id, revision)
    values (${back}, ${store.admin.organisationId}, ${plan.projectId}, ${plan.idOf('Second')}, ${plan.idOf('First')}, 1)`)
  const failing = await plan.change(plan.patch('First', days(4)))
  expect(await plan.recompute()).toMatchObject({ kind: 'invalid' })

  const error = (await projectOf(plan)).scheduleError
  expect(error?.type).toBe('CycleError')
  expect(error?.message).toMatch(/^Tasks depend on each other in a circle: “(First|Second)” → “\w+” → “\w+”$/)
  expect(error?.taskIds.toSorted()).toEqual([plan.idOf('First'), plan.idOf('Second')].toSorted())
  expect(await finishOf(plan, 'Second')).toBe('2026-03-03T17:00')
  const [event] = await run(store.admin, (transaction) => listEvents(transaction, plan.projectId, failing, 1))
  expect(event).toMatchObject({ type: 'plan.compute-failed', payload: { error, inputRevision: failing } })
  expect(await receiptsOf(plan)).toContainEqual([failing, 'failed', 2])

  const mending = await plan.change({ op: 'delete', entity: 'link', id: back })
  expect(await receiptsOf(plan)).toContainEqual([mending, 'queued', null])
  expect(await plan.recompute()).toMatchObject({ kind: 'computed' })
  expect((await projectOf(plan)).scheduleError).toBeNull()
  expect(await finishOf(plan, 'Second')).toBe('2026-03-06T17:00')
  expect(await receiptsOf(plan)).toEqual(
    expect.arrayContaining([
      [failing, 'covered', 3],
      [mending, 'covered', 3],
    ]),
  )
})

it('a calendar without working time is named, with the tasks that use it', async () => {
  const plan = await createPair()
  await slip(sql`
    update calendar set week = ${JSON.stringify([[], [], [], [], [], [], []])}::jsonb, revision = revision + 1
    where project_id = ${plan.projectId}`)
  await plan.change(plan.patch('First', days(2)))
  await plan.recompute()
  expect((await projectOf(plan)).scheduleError).toEqual({
    type: 'InvalidCalendarError',
    message: 'The calendar “Standard”: it has no working time',
    taskIds: [plan.idOf('First'), plan.idOf('Second')].toSorted(),
  })
})

it('a link to what is gone is named by its ends', async () => {
  const plan = await createPair()
  await slip(sql`update task set deleted_at = now(), revision = revision + 1 where id = ${plan.idOf('First')}`)
  await plan.change(plan.patch('Second', days(2)))
  await plan.recompute()
  const error = (await projectOf(plan)).scheduleError
  expect(error).toMatchObject({ type: 'UnknownReferenceError' })
  expect(error?.message).toMatch(/the link from “First” to “Second”/i)
  expect(error?.taskIds).toContain(plan.idOf('Second'))
})

it('dates beyond the years are mended by taking the change back', async () => {
  const plan = await createPair()
  const operations: ChangeOperation[] = [
    plan.patch('First', { constraintType: 'startNoEarlierThan', constraintAt: '2999-12-30T08:00', ...days(9_000) }),
  ]
  const { changeSet } = await store.change(operations, { projectId: plan.projectId })
  expect(await plan.recompute()).toMatchObject({ kind: 'invalid' })
  expect((await projectOf(plan)).scheduleError).toMatchObject({ type: 'HorizonError' })
  const undo: ChangeOperation = {
    ...{ op: 'update', entity: 'task', id: plan.idOf('First') },
    patch: { constraintType: 'asSoonAsPossible', constraintAt: null, ...days(1) },
  }
  await store.change([undo], { projectId: plan.projectId, kind: 'undo' })
  await plan.recompute()
  expect((await projectOf(plan)).scheduleError).toBeNull()
  const undone = await run(store.admin, (transaction) =>
    getChangeSet(transaction, store.admin, plan.projectId, changeSet.id),
  )
  expect(undone.receipt).toMatchObject({ state: 'covered', runNumber: 3 })
  expect(await finishOf(plan, 'Second')).toBe('2026-03-03T17:00')
})

it('a plan that fails is not asked for again until it changes; a change whose request got lost is', async () => {
  const plan = await createPair()
  await slip(
    sql`update calendar set week = '[[], [], [], [], [], [], []]', revision = revision + 1 where project_id = ${plan.projectId}`,
  )
  await plan.change(plan.patch('First', days(2)))
  await plan.recompute()
  const sweep = async () => {
    await slip(sql`update project set updated_at = now() - interval '1 hour' where id = ${plan.projectId}`)
    await withoutTenant(database, (transaction) => requestLaggingRecomputes(transaction, 60))
    const { rows } = await run(store.admin, (transaction) =>
      sql<{ revision: number }>`select revision from work_request where subject_id = ${plan.projectId}`.execute(
        transaction,
      ),
    )
    return rows.map(({ revision }) => revision)
  }
  await forget(plan)
  expect(await sweep()).toEqual([])
  const revision = await plan.change(plan.patch('First', days(3)))
  await forget(plan)
  expect(await sweep()).toEqual([revision])
})

/** Requests come to an end when their workflow has started; here none is. */
const forget = ({ projectId }: NamedPlan) =>
  asDispatcher(database, (transaction) =>
    sql`delete from work_request where subject_id = ${projectId}`.execute(transaction),
  )
