import { randomUUID } from 'node:crypto'
import { ProblemError, type RevertAnswer } from '@throughline/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../actor.ts'
import { applyChangeSet } from '../changes/apply-change-set.ts'
import { deleteTask, newLink, newTask, openStore, patchTask, type Store } from '../changes/testing/store.ts'
import { getPlan } from '../plans/read-plan.ts'
import { createProject } from '../projects/create-project.ts'
import { putMember } from '../projects/members.ts'
import type { Direction, RevertRequest } from './find-revert.ts'
import { revert } from './revert.ts'
import { getRevertState } from './revert-state.ts'

let store: Store
let other: Actor
let projectId: string
beforeAll(async () => {
  store = await openStore()
  other = await store.addPerson()
})
afterAll(() => store.close())
beforeEach(async () => {
  const { admin } = store
  const project = await store.run(admin, (transaction) => createProject(transaction, admin, { name: 'Plan' }))
  projectId = project.id
  await store.run(admin, (transaction) =>
    putMember(transaction, admin, projectId, other.personId, { role: 'scheduler' }),
  )
})

type Operations = Parameters<Store['change']>[0]
const act = (actor: Actor, operations: Operations, options: object = {}) =>
  store.run(actor, (transaction) =>
    applyChangeSet(transaction, actor, { projectId, operations, kind: 'edit', ...options }),
  )
const take = (actor: Actor, direction: Direction, request: Partial<RevertRequest> = {}): Promise<RevertAnswer> =>
  store.run(actor, (transaction) => revert(transaction, actor, projectId, direction, { scope: 'mine', ...request }))
const stateOf = (actor: Actor) => store.run(actor, (transaction) => getRevertState(transaction, actor, projectId))
const tasksOf = async () => {
  const { admin } = store
  const { tasks } = await store.run(admin, (transaction) => getPlan(transaction, admin, projectId))
  return Object.fromEntries(tasks.map((task) => [task.name, task.durationMinutes]))
}
const problemOf = (refused: Promise<unknown>): Promise<ProblemError> =>
  refused.then(
    () => Promise.reject(new Error('was not refused')),
    (error: unknown) => {
      if (error instanceof ProblemError) return error
      throw error
    },
  )

describe('the stack of a person', () => {
  it('goes back and forth, and a new edit ends what could be redone', async () => {
    const task = newTask('Wiring')
    const made = await act(store.admin, [task])
    const changed = await act(store.admin, [patchTask(task.id, { durationMinutes: 960 })])
    const undone = await take(store.admin, 'undo')
    expect(undone).toMatchObject({
      revertsActId: changed.changeSet.actId,
      summary: 'Undid: Changed duration of “Wiring”',
      keptCount: 0,
      changeSets: [{ kind: 'undo', revertsActId: changed.changeSet.actId, receipt: { state: 'queued' } }],
      delta: { tasks: [{ id: task.id, durationMinutes: 480 }] },
    })
    expect(await stateOf(store.admin)).toMatchObject({
      mine: { undo: { actId: made.changeSet.actId }, redo: { actId: undone.actId } },
    })
    await take(store.admin, 'undo')
    expect(await tasksOf()).toEqual({})
    await take(store.admin, 'redo')
    const redone = await take(store.admin, 'redo')
    expect(redone).toMatchObject({ summary: 'Redid: Changed duration of “Wiring”', changeSets: [{ kind: 'redo' }] })
    expect(await tasksOf()).toEqual({ Wiring: 960 })
    expect((await take(store.admin, 'undo')).revertsActId).toBe(changed.changeSet.actId)
    expect(await tasksOf()).toEqual({ Wiring: 480 })
    await act(store.admin, [patchTask(task.id, { notes: 'x' })])
    expect((await stateOf(store.admin)).mine.redo).toBeNull()
    expect(await problemOf(take(store.admin, 'redo'))).toMatchObject({ type: 'conflict' })
  })

  it('is its own: what others do last is not taken back, unless for the project', async () => {
    const [mine, theirs] = [newTask('Mine'), newTask('Theirs')]
    await act(store.admin, [mine])
    await act(other, [theirs])
    expect(await stateOf(store.admin)).toMatchObject({
      mine: { undo: { summary: 'Added “Mine”' } },
      project: { undo: { summary: 'Added “Theirs”', actorId: other.personId } },
    })
    await take(store.admin, 'undo')
    expect(await tasksOf()).toEqual({ Theirs: 480 })
    await take(store.admin, 'undo', { scope: 'project' })
    expect(await tasksOf()).toEqual({})
    expect(await stateOf(other)).toMatchObject({ mine: { undo: null, redo: null } })
  })

  it('holds neither the making of the project nor changes of nothing', async () => {
    expect(await stateOf(store.admin)).toEqual({
      mine: { undo: null, redo: null },
      project: { undo: null, redo: null },
    })
    const task = newTask('A')
    const { changeSet } = await act(store.admin, [task])
    await act(store.admin, [patchTask(task.id, { name: 'A' })])
    expect((await stateOf(store.admin)).mine.undo?.actId).toBe(changeSet.actId)
  })
})

describe('what someone changed since', () => {
  it('stays, field by field, and is told', async () => {
    const task = newTask('Wiring')
    await act(store.admin, [task])
    const mine = await act(store.admin, [patchTask(task.id, { durationMinutes: 960, notes: 'long', name: 'Cabling' })])
    const theirs = await act(other, [patchTask(task.id, { durationMinutes: 60 })])
    const undone = await take(store.admin, 'undo', { actId: mine.changeSet.actId })
    expect(undone.kept).toEqual([
      {
        entity: 'task',
        id: task.id,
        name: 'Wiring',
        fields: ['durationMinutes'],
        reason: 'changed-since',
        revision: theirs.revision,
        actorName: expect.stringContaining('Person'),
      },
    ])
    expect(await tasksOf()).toEqual({ Wiring: 60 })
  })

  it('keeps a task that somebody put work below, and its name says who', async () => {
    const [summary, mine] = [newTask('Summary'), newTask('Mine')]
    await act(store.admin, [summary, mine])
    const theirs = await act(other, [newTask('Theirs', { parentId: summary.id })])
    const undone = await take(store.admin, 'undo')
    expect(undone).toMatchObject({
      keptCount: 1,
      kept: [{ id: summary.id, name: 'Summary', fields: [], reason: 'in-use', revision: theirs.revision }],
    })
    expect(Object.keys(await tasksOf()).sort()).toEqual(['Summary', 'Theirs'])
  })

  it('keeps what was deleted deleted, with what hung on it', async () => {
    const [first, second] = [newTask('First'), newTask('Second')]
    await act(store.admin, [first, second])
    const link = newLink(first.id, second.id)
    await act(store.admin, [link])
    const cut = await act(store.admin, [{ op: 'delete', entity: 'link', id: link.id }])
    const gone = await act(other, [deleteTask(second.id)])
    const undone = await take(store.admin, 'undo', { actId: cut.changeSet.actId })
    expect(undone).toMatchObject({
      kept: [{ id: link.id, name: 'First → Second', reason: 'deleted-since', revision: gone.revision }],
      changeSets: [{ operationCount: 0, receipt: { state: 'not-needed' } }],
    })
  })

  it('leaves out a link that would close a circle now', async () => {
    const [first, second] = [newTask('First'), newTask('Second')]
    await act(store.admin, [first, second])
    const link = newLink(first.id, second.id)
    await act(store.admin, [link])
    await act(store.admin, [{ op: 'delete', entity: 'link', id: link.id }, patchTask(first.id, { notes: 'cut' })])
    await act(other, [newLink(second.id, first.id)])
    const undone = await take(store.admin, 'undo')
    expect(undone).toMatchObject({ kept: [{ id: link.id, reason: 'in-use' }], changeSets: [{ operationCount: 1 }] })
  })
})

describe('one act', () => {
  it('of several change sets is taken back, and done again, as one', async () => {
    const before = newTask('Before')
    await act(store.admin, [before])
    const actId = randomUUID()
    const tasks = Array.from({ length: 1_500 }, (_, index) => newTask(`Task ${index}`, { parentId: before.id }))
    await act(store.admin, tasks.slice(0, 750), { actId, kind: 'import', summary: 'Imported a.csv, part 1 of 2' })
    const rest = [...tasks.slice(750), newLink(tasks[0]?.id ?? '', tasks[1]?.id ?? '')]
    await act(store.admin, rest, { actId, kind: 'import', summary: 'Imported a.csv, part 2 of 2' })
    const full = await tasksOf()
    const undone = await take(store.admin, 'undo')
    expect(undone).toMatchObject({ revertsActId: actId, summary: 'Undid: Imported a.csv', delta: null, keptCount: 0 })
    expect(undone.changeSets).toHaveLength(2)
    expect(await tasksOf()).toEqual({ Before: 480 })
    const requests = await store.run(store.admin, (transaction) =>
      transaction
        .selectFrom('work_request')
        .select('revision')
        .where('subject_id', '=', projectId)
        .where('revision', '>=', undone.changeSets[0]?.revision ?? 0)
        .execute(),
    )
    expect(requests).toEqual([{ revision: undone.revision }])
    expect(await take(store.admin, 'redo')).toMatchObject({ summary: 'Redid: Imported a.csv', keptCount: 0 })
    expect(await tasksOf()).toEqual(full)
  })

  it('can be taken back long after, once, by its id', async () => {
    const task = newTask('Old')
    await act(store.admin, [task])
    const old = await act(store.admin, [patchTask(task.id, { durationMinutes: 960 })])
    for (const name of ['B', 'C', 'D']) await act(store.admin, [newTask(name)])
    const { actId } = old.changeSet
    expect(await problemOf(take(store.admin, 'redo', { actId }))).toMatchObject({ type: 'conflict' })
    const undone = await take(store.admin, 'undo', { actId })
    expect(await tasksOf()).toMatchObject({ Old: 480, D: 480 })
    const again = await problemOf(take(store.admin, 'undo', { actId }))
    expect(again).toMatchObject({ type: 'conflict', message: expect.stringContaining('has been undone already by') })
    await take(store.admin, 'redo', { actId })
    expect(await tasksOf()).toMatchObject({ Old: 960 })
    expect(await problemOf(take(store.admin, 'redo', { actId: undone.actId }))).toMatchObject({ type: 'conflict' })
    expect(await problemOf(take(store.admin, 'undo', { actId: randomUUID() }))).toMatchObject({ type: 'not-found' })
  })

  it('needs the rights that doing it by hand would need', async () => {
    const member = await store.addPerson()
    await store.run(store.admin, (transaction) =>
      putMember(transaction, store.admin, projectId, member.personId, { role: 'member' }),
    )
    const task = newTask('A')
    const made = await act(store.admin, [task])
    await act(member, [patchTask(task.id, { percentComplete: 50 })])
    expect(await take(member, 'undo')).toMatchObject({ keptCount: 0 })
    expect(await problemOf(take(member, 'redo', { scope: 'project' }))).toMatchObject({ type: 'forbidden' })
    expect(await problemOf(take(member, 'undo', { actId: made.changeSet.actId }))).toMatchObject({ type: 'forbidden' })
    const settings = await act(store.admin, [
      { op: 'update', entity: 'project', id: projectId, patch: { name: 'New' } },
    ])
    expect(await problemOf(take(other, 'undo', { actId: settings.changeSet.actId }))).toMatchObject({
      type: 'forbidden',
    })
    expect((await take(store.admin, 'undo')).summary).toBe('Undid: Changed name of the project')
  })
})
