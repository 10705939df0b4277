import type { Plan, PlanDelta } from '@throughline/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newLink, newTask, openStore, patchTask, type Store } from '../changes/testing/store.ts'
import { getDelta, getPlan } from './read-plan.ts'
import { getTask, listTasks } from './read-rows.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const planOf = () => store.run(store.admin, (transaction) => getPlan(transaction, store.admin, store.project.id))
const deltaSince = (since: number) =>
  store.run(store.admin, (transaction) => getDelta(transaction, store.admin, store.project.id, since))

/** Each link has its tasks, the count is that of the rows, and no row is newer than the plan. */
function expectWhole(plan: Plan) {
  const ids = new Set(plan.tasks.map((task) => task.id))
  for (const link of plan.links) expect([ids.has(link.predecessorId), ids.has(link.successorId)]).toEqual([true, true])
  expect(plan.project.taskCount).toBe(plan.tasks.length)
  for (const row of [...plan.tasks, ...plan.links]) expect(row.revision).toBeLessThanOrEqual(plan.project.revision)
}

it('shows one revision while others write', async () => {
  let writing = true
  const writers = Array.from({ length: 4 }, async () => {
    for (let turn = 0; turn < 12; turn++) {
      const [a, b] = [newTask('A'), newTask('B')]
      await store.change([a, b, newLink(a.id, b.id)])
    }
  })
  const done = Promise.all(writers).finally(() => {
    writing = false
  })
  while (writing) expectWhole(await planOf())
  await done
  const plan = await planOf()
  expectWhole(plan)
  expect(plan.links).toHaveLength(48)
})

it('a delta has what changed, and only that', async () => {
  const [kept, renamed, gone] = [newTask('Kept'), newTask('Old name'), newTask('Gone')]
  const { revision } = await store.change([kept, renamed, gone])
  await store.change([patchTask(renamed.id, { name: 'New name' })])
  const { revision: head } = await store.change([{ op: 'delete', entity: 'task', id: gone.id }])
  const delta = await deltaSince(revision)
  expect(delta).toMatchObject({ from: revision, to: head, computed: { id: [] }, deleted: { tasks: [gone.id] } })
  expect(delta.tasks).toMatchObject([{ id: renamed.id, name: 'New name' }])
  expect(delta.project?.revision).toBe(head)
  const none: Partial<PlanDelta> = { from: head, to: head, tasks: [], links: [] }
  expect(await deltaSince(head)).toMatchObject(none)
})

it('carries only computed fields of tasks that only a recompute touched', async () => {
  const task = newTask('Computed')
  const { revision } = await store.change([task])
  await store.run(store.admin, (transaction) =>
    transaction
      .updateTable('task')
      .set({ early_start: '2026-03-02T08:00', is_critical: true, revision: revision + 1 })
      .where('id', '=', task.id)
      .execute(),
  )
  const delta = await deltaSince(revision)
  expect(delta.tasks).toEqual([])
  expect(delta.computed).toEqual({
    id: [task.id],
    revision: [revision + 1],
    isSummary: [false],
    earlyStart: ['2026-03-02T08:00'],
    earlyFinish: [null],
    lateStart: [null],
    lateFinish: [null],
    totalFloatMinutes: [null],
    freeFloatMinutes: [null],
    isCritical: [true],
  })
})

it('lists tasks as the outline reads, and each by itself the same', async () => {
  const parent = newTask('Parent', { position: -10 })
  const children = [
    newTask('Second', { parentId: parent.id, position: 2 }),
    newTask('First', { parentId: parent.id, position: 1 }),
  ]
  await store.change([parent, ...children])
  const tasks = await store.run(store.admin, (transaction) => listTasks(transaction, store.admin, store.project.id))
  expect(tasks.slice(0, 3).map((task) => task.name)).toEqual(['Parent', 'First', 'Second'])
  const first = await store.run(store.admin, (transaction) => getTask(transaction, store.admin, tasks[1]?.id ?? ''))
  expect(first).toEqual(tasks[1])
})
