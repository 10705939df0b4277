import { randomUUID } from 'node:crypto'
import { type ChangeOperation, leveling } from '@throughline/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createNamedPlan, type NamedPlan, openStore, type Store } from '../why/testing/plan.ts'
import { getLeveling, type LevelingRequest } from './get-leveling.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const ask = async ({ projectId }: NamedPlan, request: Partial<LevelingRequest> = {}) =>
  leveling.parse(
    await store.run(store.admin, (transaction) =>
      getLeveling(transaction, store.admin, { projectId, withinFloat: false, effort: 'quick', ...request }),
    ),
  )

const assign = (taskId: string, resourceId: string): ChangeOperation => ({
  ...{ op: 'create', entity: 'assignment', id: randomUUID() },
  values: { taskId, resourceId, units: 1 },
})

/** Dig and Paint, both by Ana on the same two days; Pour after Dig. */
async function createTwoAtOnce() {
  const plan = await createNamedPlan(store)
  const ana = randomUUID()
  await plan.change(
    { op: 'create', entity: 'resource', id: ana, values: { name: 'Ana' } },
    plan.task('Dig', 2),
    plan.task('Paint', 2),
    plan.task('Pour', 1),
    plan.link('Dig', 'Pour'),
    ...['Dig', 'Paint'].map((name) => assign(plan.idOf(name), ana)),
  )
  await plan.recompute()
  return { plan, ana }
}

it('says what would be delayed and moved until nobody has two things to do at once, and changes nothing', async () => {
  const { plan, ana } = await createTwoAtOnce()
  const before = await plan.revisions()
  const found = await ask(plan)
  expect(found.moves).toEqual([
    {
      taskId: plan.idOf('Paint'),
      taskName: 'Paint',
      before: { earlyStart: '2026-03-02T08:00', earlyFinish: '2026-03-03T17:00' },
      after: { earlyStart: '2026-03-04T08:00', earlyFinish: '2026-03-05T17:00' },
    },
  ])
  expect(found.delays.map(({ taskId }) => taskId)).toEqual([plan.idOf('Paint')])
  expect(found.finishesAt).toEqual({ before: '2026-03-04T17:00', after: '2026-03-05T17:00' })
  expect(found.overallocations).toMatchObject({ afterCount: 0, after: [] })
  expect(found.overallocations.before[0]).toMatchObject({
    ...{ resourceId: ana, resourceName: 'Ana', units: 1, from: '2026-03-02T08:00' },
    taskIds: expect.arrayContaining([plan.idOf('Dig'), plan.idOf('Paint')]),
  })
  expect(await plan.revisions()).toEqual(before)
})

it('is what the plan becomes when its delays are put in, and then has nothing more to say', async () => {
  const { plan } = await createTwoAtOnce()
  const { delays, moves, finishesAt } = await ask(plan)
  await plan.change(
    ...delays.map(
      ({ taskId, levelingDelayMinutes }): ChangeOperation => ({
        ...{ op: 'update', entity: 'task', id: taskId },
        patch: { levelingDelayMinutes },
      }),
    ),
  )
  await plan.recompute()
  expect((await plan.why('Paint')).value).toBe(moves[0]?.after.earlyFinish)
  expect(await ask(plan)).toMatchObject({
    ...{ delays: [], moves: [], movedCount: 0 },
    finishesAt: { before: finishesAt.after, after: finishesAt.after },
    overallocations: { beforeCount: 0, afterCount: 0 },
  })
})

it('leaves the finish where it is when tasks may only use their float, and says what stays', async () => {
  const { plan } = await createTwoAtOnce()
  const found = await ask(plan, { withinFloat: true })
  expect(found.finishesAt.after).toBe(found.finishesAt.before)
  expect(found.overallocations.afterCount).toBeGreaterThan(0)
})

it('looks for better ones when it may take its time', async () => {
  const { plan } = await createTwoAtOnce()
  const found = await ask(plan, { effort: 'thorough' })
  expect(found.schedules).toBeGreaterThanOrEqual(1)
  expect(found.overallocations.afterCount).toBe(0)
})

it('has nothing to say of an empty plan, and why of one that cannot be computed', async () => {
  const plan = await createNamedPlan(store)
  expect(await ask(plan)).toMatchObject({ delays: [], movedCount: 0, scheduleError: null })
  await plan.change(plan.task('Far', 9_000, { constraintType: 'startNoEarlierThan', constraintAt: '2999-12-30T08:00' }))
  expect(await ask(plan)).toMatchObject({ delays: [], scheduleError: { type: 'HorizonError' } })
})
