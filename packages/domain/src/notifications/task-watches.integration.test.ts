import { randomUUID } from 'node:crypto'
import { listDueTasks } from '@throughline/database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '../actor.ts'
import { applyChangeSet } from '../changes/apply-change-set.ts'
import { newTask, openStore, type Store } from '../changes/testing/store.ts'
import { deleteMember, putMember } from '../projects/members.ts'
import { listInbox } from './inbox.ts'
import { listTaskWatchers, unwatchTask, watchTask } from './task-watches.ts'

let store: Store
let projectId: string
let viewer: Actor
const task = newTask('Cabling')
beforeAll(async () => {
  store = await openStore()
  projectId = store.project.id
  viewer = await store.addPerson()
  await putRole('viewer')
  await store.change([task])
})
afterAll(() => store.close())

const putRole = (role: 'viewer') =>
  store.run(store.admin, (transaction) => putMember(transaction, store.admin, projectId, viewer.personId, { role }))
const watchers = async () =>
  (await store.run(store.admin, (transaction) => listTaskWatchers(transaction, store.admin, task.id))).map(
    ({ personId }) => personId,
  )
const comment = (body: string) =>
  store.run(store.admin, (transaction) =>
    applyChangeSet(transaction, store.admin, {
      projectId,
      kind: 'edit',
      operations: [{ op: 'create', entity: 'comment', id: randomUUID(), values: { taskId: task.id, body } }],
    }),
  )
const told = async () => {
  const { items } = await store.run(viewer, (transaction) => listInbox(transaction, viewer, { limit: 50 }))
  return items.flatMap(({ comment }) => comment?.excerpt ?? [])
}
const due = () =>
  store.run(store.admin, (transaction) =>
    listDueTasks(transaction, { now: new Date(), hours: [0, 23], daysAhead: 2, daysBehind: 7, limit: 10 }),
  )

it('who watches a task is told of comments, and who does so no longer is not', async () => {
  const watch = () => store.run(viewer, (transaction) => watchTask(transaction, viewer, task.id))
  await comment('Before')
  await watch()
  await watch()
  expect(await watchers()).toEqual([viewer.personId])
  await comment('While watched')
  await store.run(viewer, (transaction) => unwatchTask(transaction, viewer, task.id))
  await comment('After')
  expect([await told(), await watchers()]).toEqual([['While watched'], []])
})

it('who watches a task is told once that it is due, also as the one who does it', async () => {
  await store.run(viewer, (transaction) => watchTask(transaction, viewer, task.id))
  const today = `${new Date().toISOString().slice(0, 10)}T23:59`
  await store.run(store.admin, async (transaction) => {
    await applyChangeSet(transaction, store.admin, {
      projectId,
      kind: 'edit',
      operations: [{ op: 'update', entity: 'task', id: task.id, patch: { deadline: today } }],
    })
  })
  const expected = { personId: viewer.personId, taskId: task.id }
  expect(await due()).toMatchObject([
    { ...expected, effectKey: expect.stringContaining(`${task.id}/${viewer.personId}`) },
  ])
  const resourceId = randomUUID()
  await store.change([
    { op: 'create', entity: 'resource', id: resourceId, values: { name: 'Viewer', personId: viewer.personId } },
    { op: 'create', entity: 'assignment', values: { taskId: task.id, resourceId } },
  ])
  expect(await due()).toMatchObject([expected])
})

it('who may not see a task cannot watch it, and is not listed', async () => {
  await store.run(viewer, (transaction) => watchTask(transaction, viewer, task.id))
  await store.run(store.admin, (transaction) => deleteMember(transaction, store.admin, projectId, viewer.personId))
  expect(await watchers()).toEqual([])
  await expect(store.run(viewer, (transaction) => watchTask(transaction, viewer, task.id))).rejects.toMatchObject({
    type: 'not-found',
  })
  await putRole('viewer')
  expect(await watchers()).toEqual([viewer.personId])
})
