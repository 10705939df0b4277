import { randomUUID } from 'node:crypto'
import { type ChangeOperation, maximumChecklistItems, type ProjectRole } from '@throughline/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../actor.ts'
import { revert } from '../history/revert.ts'
import { getDelta, getPlan } from '../plans/read-plan.ts'
import { putMember } from '../projects/members.ts'
import { pullSync } from '../sync/pull-sync.ts'
import { pushSync } from '../sync/push-sync.ts'
import { applyChangeSet } from './apply-change-set.ts'
import { deleteTask, newTask, openStore, type Store } from './testing/store.ts'

let store: Store
let projectId: string
let scheduler: Actor
let member: Actor
let taskId: string
beforeAll(async () => {
  store = await openStore()
  projectId = store.project.id
  scheduler = await join('scheduler')
  member = await join('member')
})
afterAll(() => store.close())
beforeEach(async () => {
  const task = newTask('Cabling')
  taskId = task.id
  await store.change([task])
})

async function join(role: ProjectRole): Promise<Actor> {
  const person = await store.addPerson()
  await store.run(store.admin, (transaction) =>
    putMember(transaction, store.admin, projectId, person.personId, { role }),
  )
  return person
}

const act = (actor: Actor, ...operations: ChangeOperation[]) =>
  store.run(actor, (transaction) => applyChangeSet(transaction, actor, { projectId, operations, kind: 'edit' }))
const take = (actor: Actor, actId: string, direction: 'undo' | 'redo' = 'undo') =>
  store.run(actor, (transaction) => revert(transaction, actor, projectId, direction, { scope: 'mine', actId }))
const planNow = () => store.run(store.admin, (transaction) => getPlan(transaction, store.admin, projectId))
const itemsNow = async () =>
  (await planNow()).checklistItems
    .filter((item) => item.taskId === taskId)
    .sort((one, other) => one.position - other.position)
    .map(({ text, isDone }) => (isDone ? `${text} done` : text))

const add = (text: string, id: string = randomUUID(), more: object = {}): ChangeOperation => ({
  ...{ op: 'create', entity: 'checklistItem', id },
  values: { taskId, text, ...more },
})
const patch = (id: string, fields: object): ChangeOperation => ({
  ...{ op: 'update', entity: 'checklistItem', id },
  patch: fields,
})
const remove = (id: string): ChangeOperation => ({ op: 'delete', entity: 'checklistItem', id })
const refused = { type: 'forbidden' }

describe('the checklist of a task', () => {
  it('grows at its end, is put in order, and asks for no recompute', async () => {
    const survey = randomUUID()
    await act(scheduler, add('Permit', survey), add('Order'))
    const answer = await act(scheduler, add('Pull'), patch(survey, { position: 1e9 }))
    expect(answer.changeSet.receipt).toMatchObject({ state: 'not-needed' })
    expect(await itemsNow()).toEqual(['Order', 'Pull', 'Permit'])
  })

  it('is ticked by whoever reports progress, and changed by whoever plans', async () => {
    const id = randomUUID()
    await act(scheduler, add('Survey', id))
    const { changeSet } = await act(member, patch(id, { isDone: true }))
    expect(await itemsNow()).toEqual(['Survey done'])
    await take(member, changeSet.actId)
    expect(await itemsNow()).toEqual(['Survey'])
    for (const operation of [
      patch(id, { text: 'Other' }),
      patch(id, { isDone: true, position: 1 }),
      remove(id),
      add('New'),
    ])
      await expect(act(member, operation)).rejects.toMatchObject(refused)
  })

  it('is taken back and done again step by step', async () => {
    const id = randomUUID()
    const { changeSet: added } = await act(scheduler, add('Survey', id))
    const { changeSet: gone } = await act(scheduler, remove(id))
    await take(scheduler, gone.actId)
    expect(await itemsNow()).toEqual(['Survey'])
    await take(scheduler, added.actId)
    expect(await itemsNow()).toEqual([])
  })

  it('goes and comes back with its task, in what is pulled as well', async () => {
    const id = randomUUID()
    await act(scheduler, add('Survey', id, { isDone: true }))
    const { changeSet, revision } = await act(scheduler, deleteTask(taskId))
    const delta = (since: number) => store.run(member, (transaction) => getDelta(transaction, member, projectId, since))
    expect((await delta(revision - 1)).deleted.checklistItems).toEqual([id])
    await take(scheduler, changeSet.actId)
    expect((await delta(revision)).checklistItems).toMatchObject([{ id, text: 'Survey', isDone: true }])
    expect(await itemsNow()).toEqual(['Survey done'])
  })

  it('keeps its task where the making of that is undone and somebody else added to it', async () => {
    const task = newTask('Duct')
    const { changeSet } = await act(scheduler, task)
    await act(store.admin, { op: 'create', entity: 'checklistItem', values: { taskId: task.id, text: 'Dig' } })
    const { kept } = await take(scheduler, changeSet.actId)
    expect(kept).toMatchObject([{ id: task.id, reason: 'in-use' }])
  })

  it('is written offline as well', async () => {
    const id = randomUUID()
    const { revision } = (await planNow()).project
    const changes = { checklistItems: { created: [{ id, taskId, text: 'Survey' }], updated: [], deleted: [] } }
    await store.run(scheduler, (transaction) =>
      pushSync(transaction, scheduler, projectId, { changes, lastPulledAt: revision }),
    )
    expect(await itemsNow()).toEqual(['Survey'])
    const pulled = await store.run(member, (transaction) => pullSync(transaction, member, projectId, revision))
    expect(pulled.changes.checklistItems?.created).toMatchObject([{ id, taskId, isDone: false }])
  })

  it('has an end', async () => {
    await act(scheduler, ...Array.from({ length: maximumChecklistItems }, (_, at) => add(`Item ${at}`)))
    await expect(act(scheduler, add('One more'))).rejects.toMatchObject({ type: 'invalid-change' })
  })
})
