import { randomUUID } from 'node:crypto'
import { type ChangeOperation, mentionOf, type ProjectRole } from '@throughline/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../actor.ts'
import { revert } from '../history/revert.ts'
import { listInbox } from '../notifications/inbox.ts'
import { listTaskComments } from '../plans/read-rows.ts'
import { deleteMember, putMember } from '../projects/members.ts'
import { applyChangeSet } from './apply-change-set.ts'
import { deleteTask, newTask, openStore, type Store } from './testing/store.ts'

let store: Store
let projectId: string
let manager: Actor
let author: Actor
let other: Actor
let taskId: string
beforeAll(async () => {
  store = await openStore()
  projectId = store.project.id
})
afterAll(() => store.close())
beforeEach(async () => {
  manager = await join('manager')
  author = await join('member')
  other = await join('scheduler')
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
const take = (actor: Actor, actId?: string, direction: 'undo' | 'redo' = 'undo') =>
  store.run(actor, (transaction) => revert(transaction, actor, projectId, direction, { scope: 'mine', actId }))
const commentsOf = () =>
  store.run(store.admin, (transaction) => listTaskComments(transaction, store.admin, { projectId, taskId }))
const idsOf = async () => (await commentsOf()).map(({ id }) => id)

async function write(actor: Actor, body: string): Promise<string> {
  const id = randomUUID()
  await act(actor, { op: 'create', entity: 'comment', id, values: { taskId, body } })
  return id
}
const edit = (id: string, body: string): ChangeOperation => ({ op: 'update', entity: 'comment', id, patch: { body } })
const remove = (id: string): ChangeOperation => ({ op: 'delete', entity: 'comment', id })
const mentionOfActor = ({ personId }: Actor) => mentionOf({ id: personId, name: 'Somebody' })

/** What somebody is told of, the newest first, but for the role that they were given. */
const told = async (actor: Actor) => {
  const { items } = await store.run(actor, (transaction) => listInbox(transaction, actor, { limit: 50 }))
  const others = items.filter(({ kind }) => kind !== 'role-changed')
  return others.map(({ kind, comment, path }) => [kind, comment?.excerpt ?? null, path])
}
const pathTo = (commentId: string) => `/projects/${projectId}?task=${taskId}&comment=${commentId}`
const refused = { type: 'forbidden' }

describe('a comment', () => {
  it('is of who writes it, and asks for no recompute', async () => {
    const id = randomUUID()
    const answer = await act(author, {
      op: 'create',
      entity: 'comment',
      id,
      values: { taskId, body: 'Which *cable*?' },
    })
    expect(answer.changeSet).toMatchObject({
      summary: 'Added a comment on “Cabling”',
      receipt: { state: 'not-needed' },
    })
    expect(answer.delta?.comments).toMatchObject([{ id, authorId: author.personId }])
    expect(await commentsOf()).toEqual([
      expect.objectContaining({ id, taskId, body: 'Which *cable*?', authorId: author.personId, editedAt: null }),
    ])
  })

  it('is changed by its author alone', async () => {
    const id = await write(author, 'Which one?')
    for (const actor of [other, manager, store.admin])
      await expect(act(actor, edit(id, 'That one'))).rejects.toMatchObject(refused)
    await act(author, edit(id, 'Which one of them?'))
    expect(await commentsOf()).toMatchObject([
      { body: 'Which one of them?', authorId: author.personId, editedAt: expect.any(String) },
    ])
  })

  it('is deleted by its author, or who manages the project', async () => {
    const [own, others] = [await write(author, 'One'), await write(author, 'Two')]
    await expect(act(other, remove(own))).rejects.toMatchObject(refused)
    await act(author, remove(own))
    await expect(act(other, { op: 'restore', entity: 'comment', id: own })).rejects.toMatchObject(refused)
    await act(manager, remove(others))
    expect(await commentsOf()).toEqual([])
  })

  it('is not written by viewers', async () => {
    await expect(write(await join('viewer'), 'Me too')).rejects.toMatchObject(refused)
  })

  it('goes with its task, and comes back with it, whoever wrote it', async () => {
    const id = await write(author, 'Which one?')
    const { changeSet } = await act(other, deleteTask(taskId))
    const gone = await store.run(store.admin, (transaction) =>
      transaction.selectFrom('comment').select('deleted_at').where('id', '=', id).executeTakeFirstOrThrow(),
    )
    expect(gone.deleted_at).not.toBeNull()
    expect((await take(other, changeSet.actId)).kept).toEqual([])
    expect(await idsOf()).toEqual([id])
    expect((await take(other, changeSet.actId, 'redo')).kept).toEqual([])
    await take(other, changeSet.actId)
    expect(await idsOf()).toEqual([id])
  })

  it('is left as it is when somebody else takes back what its author did', async () => {
    const id = await write(author, 'Which one?')
    const { changeSet } = await act(author, edit(id, 'Which one of them?'))
    expect((await take(other, changeSet.actId)).kept).toMatchObject([
      { entity: 'comment', id, name: 'a comment on Cabling', reason: 'not-yours' },
    ])
    expect(await commentsOf()).toMatchObject([{ body: 'Which one of them?' }])
    // The undo that kept it stands; its author goes on by hand.
    await act(author, edit(id, 'None'))
    expect((await take(author)).kept).toEqual([])
    expect(await commentsOf()).toMatchObject([{ body: 'Which one of them?' }])
  })

  it('keeps the task that others commented on when making it is taken back', async () => {
    const task = newTask('Made in haste')
    const { changeSet } = await act(other, task)
    taskId = task.id
    await write(author, 'Needed')
    expect((await take(other, changeSet.actId)).kept).toMatchObject([{ entity: 'task', reason: 'in-use' }])
    expect(await commentsOf()).toHaveLength(1)
  })
})

describe('who is told of a comment', () => {
  it('is whom it mentions, once, with its start and the way there', async () => {
    const id = await write(author, `${mentionOfActor(other)} and ${mentionOfActor(other)}, look`)
    expect(await told(other)).toEqual([['mentioned', '@Somebody and @Somebody, look', pathTo(id)]])
    expect(await commentsOf()).toMatchObject([{ mentions: [other.personId] }])
  })

  it('is who works on the task and who wrote before, but not its author, and nobody twice', async () => {
    const resourceId = randomUUID()
    await store.change([
      { op: 'create', entity: 'resource', id: resourceId, values: { name: 'O', personId: other.personId } },
      { op: 'create', entity: 'assignment', values: { taskId, resourceId } },
    ])
    const first = await write(author, 'One')
    const second = await write(manager, `${mentionOfActor(author)} two`)
    const third = await write(other, 'Three')
    expect(await told(other)).toEqual([
      ['commented', '@Somebody two', pathTo(second)],
      ['commented', 'One', pathTo(first)],
      ['task-assigned', null, `/projects/${projectId}?task=${taskId}`],
    ])
    expect(await told(author)).toEqual([
      ['commented', 'Three', pathTo(third)],
      ['mentioned', '@Somebody two', pathTo(second)],
    ])
    expect(await told(manager)).toEqual([['commented', 'Three', pathTo(third)]])
  })

  it('is never oneself', async () => {
    await write(author, `Note to ${mentionOfActor(author)}`)
    await write(author, 'And more')
    expect(await told(author)).toEqual([])
  })

  it('is, of an edit, only whom it did not mention before', async () => {
    const id = await write(author, `${mentionOfActor(other)}?`)
    await act(author, edit(id, `${mentionOfActor(other)}, ${mentionOfActor(manager)}?`))
    expect(await told(other)).toHaveLength(1)
    expect(await told(manager)).toEqual([['mentioned', '@Somebody, @Somebody?', pathTo(id)]])
    await act(author, edit(id, 'Nobody?'))
    await take(author)
    expect([(await told(other)).length, (await told(manager)).length]).toEqual([1, 1])
  })

  it('is nobody without a role in the project, and the mention is mere text', async () => {
    const outsider = await store.addPerson()
    await write(author, `${mentionOfActor(outsider)}?`)
    expect(await told(outsider)).toEqual([])
    expect(await commentsOf()).toMatchObject([{ mentions: [] }])
  })

  it('sees nothing of it once it is deleted, or once they have no role any more', async () => {
    const id = await write(author, `${mentionOfActor(other)}, look`)
    await act(author, remove(id))
    expect(await told(other)).toEqual([['mentioned', null, `/projects/${projectId}?task=${taskId}`]])
    await write(author, `${mentionOfActor(other)}, look again`)
    await store.run(store.admin, (transaction) => deleteMember(transaction, store.admin, projectId, other.personId))
    expect(await told(other)).toEqual([
      ['mentioned', null, '/'],
      ['mentioned', null, '/'],
    ])
  })

  it('is nobody when the change does not commit', async () => {
    await expect(
      act(
        author,
        { op: 'create', entity: 'comment', values: { taskId, body: mentionOfActor(other) } },
        remove(randomUUID()),
      ),
    ).rejects.toThrow()
    expect(await told(other)).toEqual([])
  })
})
