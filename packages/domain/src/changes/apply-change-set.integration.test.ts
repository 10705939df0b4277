import { randomUUID } from 'node:crypto'
import { filled, maximumLinks, maximumTasks, ProblemError, streamEvent } from '@throughline/contract'
import { getChangeSetOperations, getLinkCount, listEvents } from '@throughline/database'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getDelta, getPlan } from '../plans/read-plan.ts'
import { getProject } from '../projects/read-projects.ts'
import { listChangeSets } from './read-change-sets.ts'
import { deleteTask, newLink, newTask, openStore, patchTask, type Store } from './testing/store.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const planOf = () => store.run(store.admin, (transaction) => getPlan(transaction, store.admin, store.project.id))
const projectOf = () => store.run(store.admin, (transaction) => getProject(transaction, store.admin, store.project.id))
const eventsSince = async (since: number) => {
  const sent = await store.run(store.admin, (transaction) => listEvents(transaction, store.project.id, since, 500))
  return sent.map((event) => filled(streamEvent, event))
}

const problemOf = (act: Promise<unknown>): Promise<ProblemError> =>
  act.then(
    () => Promise.reject(new Error('was not refused')),
    (error: unknown) => {
      if (error instanceof ProblemError) return error
      throw error
    },
  )

describe('one change set', () => {
  it('is one revision with its event, its inverse, its delta and its request for a recompute', async () => {
    const before = await projectOf()
    const task = newTask('Wiring', { constraintType: 'startNoEarlierThan', constraintAt: '2026-03-03T09:30' })
    const answer = await store.change([task])
    expect(answer).toMatchObject({ revision: before.revision + 1, created: [task.id] })
    expect(answer.changeSet).toMatchObject({
      summary: 'Added “Wiring”',
      operationCount: 1,
      actor: { id: store.admin.personId },
      receipt: { state: 'queued', runId: null },
    })
    expect(answer.delta).toMatchObject({ from: before.revision, to: answer.revision })
    expect(answer.delta?.tasks).toMatchObject([
      {
        id: task.id,
        name: 'Wiring',
        constraintAt: '2026-03-03T09:30',
        revision: answer.revision,
        durationMinutes: 480,
      },
    ])
    expect(answer.delta?.project).toMatchObject({ inputRevision: answer.revision, taskCount: before.taskCount + 1 })
    expect(await eventsSince(before.revision)).toMatchObject([
      { type: 'plan.changed', revision: answer.revision, payload: { delta: answer.delta, kind: 'edit' } },
    ])
    const requests = await store.run(store.admin, (transaction) =>
      transaction
        .selectFrom('work_request')
        .select(['kind', 'revision'])
        .where('subject_id', '=', store.project.id)
        .where('revision', '=', answer.revision)
        .execute(),
    )
    expect(requests).toEqual([{ kind: 'recompute', revision: answer.revision }])
  })

  it('is refused where the project would have more tasks than a project may, with the place', async () => {
    const { taskCount } = await projectOf()
    const count = (size: number) =>
      store.run(store.admin, (transaction) =>
        transaction.updateTable('project').set({ task_count: size }).where('id', '=', store.project.id).execute(),
      )
    await count(maximumTasks - 1)
    const problem = await problemOf(store.change([newTask('The last'), newTask('One more')]))
    expect(problem).toMatchObject({ type: 'invalid-change', details: { issues: [{ path: 'operations.1' }] } })
    await count(maximumTasks)
    await expect(store.change([newTask('One more')])).rejects.toThrow('200000 tasks at most')
    await count(taskCount)
  })

  it('is refused where the project would have more links than a project may, and counts those that go', async () => {
    const [one, two, three] = [newTask('One'), newTask('Two'), newTask('Three')]
    const [first, second] = [newLink(one.id, two.id), newLink(two.id, three.id)]
    const linkCount = () => store.run(store.admin, (transaction) => getLinkCount(transaction, store.project.id))
    const count = (size: number) =>
      store.run(store.admin, (transaction) =>
        transaction.updateTable('project').set({ link_count: size }).where('id', '=', store.project.id).execute(),
      )
    const before = await linkCount()
    await store.change([one, two, three, first, second])
    expect(await linkCount()).toBe(before + 2)
    await store.change([{ op: 'delete', entity: 'link', id: first.id }])
    expect(await linkCount()).toBe(before + 1)
    await store.change([{ op: 'delete', entity: 'task', id: three.id }])
    expect(await linkCount()).toBe(before)
    await count(maximumLinks)
    const problem = await problemOf(store.change([newTask('More'), newLink(two.id, one.id)]))
    expect(problem).toMatchObject({ type: 'invalid-change', details: { issues: [{ path: 'operations.1' }] } })
    expect((await problemOf(store.change([newLink(two.id, one.id)]))).message).toContain('400000 links at most')
    await count(before)
  })

  it('asks for no recompute when no date may move', async () => {
    const task = newTask('Named')
    const { revision } = await store.change([task])
    const answer = await store.change([patchTask(task.id, { name: 'Renamed', notes: 'x' })])
    expect(answer.changeSet.receipt.state).toBe('not-needed')
    expect((await projectOf()).inputRevision).toBe(revision)
  })

  it('applied again under its id answers what it answered first', async () => {
    const id = randomUUID()
    const task = newTask('Once')
    const first = await store.change([task], { id })
    const second = await store.change([task], { id })
    expect(second).toEqual(first)
    expect((await projectOf()).revision).toBe(first.revision)
  })

  it('changes nothing when one operation is refused', async () => {
    const before = await planOf()
    const problem = await problemOf(store.change([newTask('Half'), newTask('Lost', { parentId: randomUUID() })]))
    expect(problem.details.issues?.[0]?.path).toBe('operations/1/values/parentId')
    expect(await planOf()).toEqual(before)
  })

  it('refuses an id that another project has', async () => {
    const other = await openStore(2)
    const task = newTask('Mine')
    await other.change([task])
    expect(await problemOf(store.change([task]))).toMatchObject({ type: 'conflict' })
    await other.close()
  })
})

describe('conflicts', () => {
  it('are fields that a person set since, with both values', async () => {
    const task = newTask('First')
    const { revision: seen } = await store.change([task])
    const { revision } = await store.change([patchTask(task.id, { name: 'Theirs', durationMinutes: 60 })])
    const problem = await problemOf(store.change([patchTask(task.id, { name: 'Mine', notes: 'n' })], { ifMatch: seen }))
    expect(problem.toProblem()).toMatchObject({
      type: '/problems/field-conflict',
      status: 409,
      conflicts: [{ entity: 'task', id: task.id, field: 'name', yours: 'Mine', theirs: 'Theirs', revision }],
    })
    await store.change([patchTask(task.id, { notes: 'other fields do not conflict' })], { ifMatch: seen })
    await store.change([patchTask(task.id, { name: 'Mine' })], { ifMatch: revision })
    expect(await problemOf(store.change([deleteTask(task.id)], { ifMatch: seen }))).toMatchObject({
      type: 'field-conflict',
    })
  })
})

describe('links', () => {
  it('that close a cycle are refused with its tasks', async () => {
    const [a, b, c, summary] = [newTask('A'), newTask('B'), newTask('C'), newTask('Summary')]
    await store.change([summary, a, b, c, newLink(a.id, b.id), newLink(b.id, c.id)])
    const closing = await problemOf(store.change([newLink(c.id, a.id)]))
    expect(closing.type).toBe('link-cycle')
    expect(closing.details.cycle?.map(({ name }) => name).sort()).toEqual(['A', 'B', 'C'])
    expect(closing.message).toContain('“B” → “C”')
    await store.change([newLink(summary.id, a.id)])
    const moving = await problemOf(store.change([patchTask(c.id, { parentId: summary.id })]))
    expect(moving.type).toBe('link-cycle')
  })
})

describe('deleting', () => {
  it('takes what is below along, and the inverse brings it back as it was', async () => {
    const [top, outside] = [newTask('Top'), newTask('Outside')]
    const child = newTask('Child', { parentId: top.id })
    const resource = { op: 'create', entity: 'resource', id: randomUUID(), values: { name: 'Ann' } } as const
    const assignment = {
      op: 'create',
      entity: 'assignment',
      id: randomUUID(),
      values: { taskId: child.id, resourceId: resource.id },
    } as const
    const link = newLink(child.id, outside.id)
    const { revision } = await store.change([top, child, outside, resource, assignment, link])
    const before = await planOf()
    const removal = await store.change([deleteTask(top.id)])
    expect(removal.delta?.deleted).toEqual({
      tasks: expect.toSatisfy((ids: string[]) => ids.toSorted().join() === [top.id, child.id].toSorted().join()),
      links: [link.id],
      assignments: [assignment.id],
      resources: [],
      calendars: [],
      baselines: [],
      comments: [],
      checklistItems: [],
    })
    const delta = await store.run(store.admin, (transaction) =>
      getDelta(transaction, store.admin, store.project.id, revision),
    )
    expect(delta.deleted.tasks.toSorted()).toEqual([top.id, child.id].toSorted())
    expect(delta.tasks).toEqual([])
    const { inverse } = await store.run(store.admin, (transaction) =>
      getChangeSetOperations(transaction, removal.changeSet.id),
    )
    const undo = await store.change(inverse, { kind: 'undo' })
    const after = await planOf()
    const stripped = (plan: typeof after) =>
      JSON.parse(JSON.stringify({ ...plan, project: null }), (key, value) =>
        key === 'revision' || key === 'updatedAt' ? undefined : value,
      )
    expect(stripped(after)).toEqual(stripped(before))
    expect(after.project.revision).toBe(undo.revision)
    const paths = await store.run(store.admin, (transaction) =>
      transaction.selectFrom('task').select('path').where('id', '=', child.id).execute(),
    )
    expect(paths).toEqual([{ path: [top.id, child.id].map((id) => id.replaceAll('-', '')).join('.') }])
  })
})

describe('the tree', () => {
  it('moves with its paths, without touching revisions below', async () => {
    const [a, b] = [newTask('A'), newTask('B')]
    const c = newTask('C', { parentId: a.id })
    await store.change([a, b, c])
    const answer = await store.change([patchTask(a.id, { parentId: b.id })])
    const rows = await store.run(store.admin, (transaction) =>
      transaction.selectFrom('task').select(['id', 'path', 'revision']).where('id', 'in', [a.id, c.id]).execute(),
    )
    const row = (id: string) => rows.find((each) => each.id === id)
    const path = [b.id, a.id, c.id].map((id) => id.replaceAll('-', ''))
    expect(row(c.id)).toMatchObject({ path: path.join('.'), revision: answer.revision - 1 })
    expect(row(a.id)).toMatchObject({ path: path.slice(0, 2).join('.'), revision: answer.revision })
  })
})

describe('many writers', () => {
  it('take gap-free revisions in order of commit', async () => {
    const { revision: start } = await projectOf()
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let turn = 0; turn < 5; turn++) await store.change([newTask(`Task ${writer}/${turn}`)])
    })
    await Promise.all(writers)
    const expected = Array.from({ length: 40 }, (_, index) => start + 1 + index)
    expect((await eventsSince(start)).map((event) => event.revision)).toEqual(expected)
    const page = await store.run(store.admin, (transaction) =>
      listChangeSets(transaction, store.admin, store.project.id, { limit: 30 }),
    )
    const rest = await store.run(store.admin, (transaction) =>
      listChangeSets(transaction, store.admin, store.project.id, { limit: 200, after: page.next ?? undefined }),
    )
    const listed = [...page.items, ...rest.items].map((changeSet) => changeSet.revision)
    expect(listed.slice(0, 40)).toEqual(expected.toReversed())
    expect(listed.at(-1)).toBe(1)
    expect(rest.next).toBeNull()
  })
})

describe('a large batch', () => {
  it('of 1,000 creates is one revision whose delta is pulled', async () => {
    const tasks = Array.from({ length: 1_000 }, (_, index) => newTask(`Row ${index}`))
    const { revision: since } = await projectOf()
    const answer = await store.change(tasks, { kind: 'import' })
    expect(answer).toMatchObject({ revision: since + 1, delta: null, created: tasks.map(({ id }) => id) })
    expect(answer.changeSet.summary).toBe('Added 1000 tasks')
    const delta = await store.run(store.admin, (transaction) =>
      getDelta(transaction, store.admin, store.project.id, since),
    )
    expect(delta.tasks).toHaveLength(1_000)
    const names = (await planOf()).tasks.slice(-1_000).map((task) => task.name)
    expect(names).toEqual(tasks.map((_, index) => `Row ${index}`))
  })
})
