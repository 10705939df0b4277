import { randomUUID } from 'node:crypto'
import type { ChangeOperation } from '@throughline/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../actor.ts'
import { newTask, openStore, type Store } from '../changes/testing/store.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

/** Makes a task and a resource, and assigns one to the other. */
async function assign(personId: string | null) {
  const task = newTask('Cabling')
  const [resourceId, assignmentId] = [randomUUID(), randomUUID()]
  const operations: ChangeOperation[] = [
    task,
    { op: 'create', entity: 'resource', id: resourceId, values: { name: 'Someone', personId } },
    { op: 'create', entity: 'assignment', id: assignmentId, values: { taskId: task.id, resourceId } },
  ]
  await store.change(operations)
  return { taskId: task.id, assignmentId }
}

/** Notifications about a task, each with its waiting requests for delivery. */
const told = (taskId: string) =>
  store.run(store.admin, (transaction) =>
    transaction
      .selectFrom('notification as n')
      .leftJoin('work_request as w', (join) => join.onRef('w.subject_id', '=', 'n.id').on('w.kind', '=', 'notify'))
      .select(['n.person_id as personId', 'n.actor_id as actorId', 'n.effect_key as effectKey', 'w.id as request'])
      .where('n.task_id', '=', taskId)
      .execute(),
  )

describe('an assignment', () => {
  let person: Actor
  beforeAll(async () => {
    person = await store.addPerson()
  })

  it('tells the person of the resource, by one request for delivery', async () => {
    const { taskId, assignmentId } = await assign(person.personId)
    expect(await told(taskId)).toEqual([
      {
        personId: person.personId,
        actorId: store.admin.personId,
        effectKey: `assigned/${assignmentId}`,
        request: expect.any(String),
      },
    ])
  })

  it('tells nobody of what they assign to themselves', async () => {
    const { taskId } = await assign(store.admin.personId)
    expect(await told(taskId)).toEqual([])
  })

  it('tells once, also when it is taken back and made again', async () => {
    const { taskId, assignmentId } = await assign(person.personId)
    await store.change([{ op: 'delete', entity: 'assignment', id: assignmentId }])
    await store.change([{ op: 'restore', entity: 'assignment', id: assignmentId }])
    expect(await told(taskId)).toHaveLength(1)
  })

  it('tells nobody when the resource is no person', async () => {
    const { taskId } = await assign(null)
    expect(await told(taskId)).toEqual([])
  })

  it('tells nobody when the change does not commit', async () => {
    const task = newTask('Refused')
    const resourceId = randomUUID()
    const refused = store.change([
      task,
      { op: 'create', entity: 'resource', id: resourceId, values: { name: 'Someone', personId: person.personId } },
      { op: 'create', entity: 'assignment', values: { taskId: task.id, resourceId } },
      { op: 'delete', entity: 'task', id: randomUUID() },
    ])
    await expect(refused).rejects.toThrow()
    expect(await told(task.id)).toEqual([])
  })
})
