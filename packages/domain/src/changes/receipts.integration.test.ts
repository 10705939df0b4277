import { afterAll, beforeAll, expect, it } from 'vitest'
import { getRun, listRuns } from '../plans/read-runs.ts'
import { createNamedPlan, type NamedPlan, openStore, type Store } from '../why/testing/plan.ts'
import { recompute } from '../why/testing/recompute.ts'
import { listChangeSets } from './read-change-sets.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const days = (count: number) => ({ durationMinutes: count * 480 })

async function receiptsOf({ projectId }: NamedPlan) {
  const { items } = await store.run(store.admin, (transaction) =>
    listChangeSets(transaction, store.admin, projectId, { limit: 50 }),
  )
  return new Map(items.map(({ revision, receipt }) => [revision, receipt]))
}

async function createPlan() {
  const plan = await createNamedPlan(store)
  const revision = await plan.change(plan.task('First'), plan.task('Second'), plan.link('First', 'Second'))
  return { plan, revision }
}

const runsOf = async ({ projectId }: NamedPlan) =>
  (
    await store.run(store.admin, (transaction) =>
      listRuns(transaction, store.admin, projectId, { limit: 50 }, () => null),
    )
  ).items

it('goes from queued over running to covered, by run, revision and time', async () => {
  const { plan, revision } = await createPlan()
  const other = await createPlan()
  expect((await receiptsOf(plan)).get(revision)).toMatchObject({ state: 'queued', runId: null })
  const position = async (of: typeof other) => (await receiptsOf(of.plan)).get(of.revision)?.position ?? 0
  expect(await position(other)).toBeGreaterThan(await position({ plan, revision }))

  let later = 0
  const { runId } = await recompute(store, plan.projectId, async () => {
    later = await plan.change(plan.patch('First', days(2)))
    const receipts = await receiptsOf(plan)
    expect(receipts.get(revision)).toMatchObject({ state: 'running', runNumber: 1, position: null })
    // The run has begun without it.
    expect(receipts.get(later)).toMatchObject({ state: 'queued', runNumber: null })
  })
  const receipts = await receiptsOf(plan)
  expect(receipts.get(revision)).toMatchObject({ state: 'covered', runId, runNumber: 1, revision: later + 1 })
  expect(receipts.get(revision)?.afterMilliseconds).toBeGreaterThanOrEqual(0)
  expect(receipts.get(later)).toMatchObject({ state: 'queued' })
  await plan.recompute()
  expect((await receiptsOf(plan)).get(later)).toMatchObject({ state: 'covered', runNumber: 2 })
})

it('needs no run where no date can move', async () => {
  const { plan } = await createPlan()
  const revision = await plan.change(plan.patch('First', { name: 'Renamed' }))
  expect((await receiptsOf(plan)).get(revision)).toMatchObject({ state: 'not-needed', runId: null })
})

it('is of the run whose result stands when another was faster', async () => {
  const { plan, revision } = await createPlan()
  let faster = ''
  const slow = await recompute(store, plan.projectId, async () => {
    await plan.change(plan.patch('First', days(2)))
    faster = (await plan.recompute()).runId
  })
  expect(slow).toMatchObject({ outcome: 'superseded' })
  expect((await receiptsOf(plan)).get(revision)).toMatchObject({ state: 'covered', runId: faster, runNumber: 2 })
  expect((await runsOf(plan)).map((row) => [row.number, row.resultRevision === null])).toEqual([
    [2, false],
    [1, true],
  ])
})

it('a run tells its number, what it covered, how long it took and what moved', async () => {
  const { plan, revision } = await createPlan()
  const second = await plan.change(plan.patch('First', days(2)))
  const { runId } = await plan.recompute()
  const { run, moves } = await store.run(store.admin, (transaction) =>
    getRun(transaction, store.admin, plan.projectId, runId, () => null),
  )
  expect(run).toMatchObject({
    number: 1,
    state: 'completed',
    inputRevision: second,
    resultRevision: second + 1,
    taskCount: 2,
    movedCount: 2,
    changeSetCount: 2,
  })
  expect(revision).toBeLessThan(second)
  expect(run.endedAt && run.endedAt >= run.startedAt).toBe(true)
  for (const part of [run.loadMilliseconds, run.engineMilliseconds, run.writeMilliseconds])
    expect(part).toBeGreaterThanOrEqual(0)
  expect(moves.map(({ taskId }) => taskId)).toEqual([plan.idOf('First'), plan.idOf('Second')])
  expect(moves[1]).toMatchObject({ startDriver: { kind: 'link' }, finishDriver: { kind: 'duration' } })
  expect(moves[1]?.changeSetIds).toHaveLength(2)
})
