import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../actor.ts'
import { newTask, openStore, type Store } from '../changes/testing/store.ts'
import { putMember } from '../projects/members.ts'
import { searchAll } from './search-all.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const find = (q: string, as: Actor = store.admin, limit = 20, of = store) =>
  of.run(as, (transaction) => searchAll(transaction, as, { q, limit }))
const titles = async (...asked: Parameters<typeof find>) => (await find(...asked)).map(({ title }) => title)

describe('search', () => {
  it('finds projects, tasks, resources, people and comments, the best first, each with where it is', async () => {
    const tasks = ['Antiquay', 'North quay', 'Quay wall', 'Quay'].map((name) => newTask(name))
    const crew = randomUUID()
    const comment = randomUUID()
    await store.change([
      ...tasks,
      { op: 'create', entity: 'resource', id: crew, values: { name: 'Quay crew' } },
      {
        op: 'create',
        entity: 'comment',
        id: comment,
        values: { taskId: tasks[0]?.id ?? '', body: 'See the old quay.' },
      },
    ])
    const { id } = store.project
    const hits = await find('quay')
    expect(hits.map(({ title }) => title)).toEqual([
      'Quay',
      'Quay wall',
      'Quay crew',
      'North quay',
      'Antiquay',
      'Antiquay',
    ])
    expect(hits.map(({ path }) => path)).toEqual([
      ...[3, 2].map((at) => `/projects/${id}?task=${tasks[at]?.id}`),
      `/projects/${id}`,
      `/projects/${id}?task=${tasks[1]?.id}`,
      `/projects/${id}?task=${tasks[0]?.id}&comment=${comment}`,
      `/projects/${id}?task=${tasks[0]?.id}`,
    ])
    expect(hits[4]).toMatchObject({ kind: 'comment', excerpt: 'See the old quay.', projectName: store.project.name })
    expect(await titles('quay', store.admin, 2)).toEqual(['Quay', 'Quay wall'])
    expect(await titles('wa qu')).toEqual(['Quay wall'])
    expect(await titles(store.project.name)).toContain(store.project.name)
    const person = await store.addPerson()
    const own = await store.run(person, (transaction) => searchAll(transaction, person, { q: 'quay', limit: 20 }))
    expect(own).toEqual([])
  })

  it('takes signs of patterns as they are', async () => {
    await store.change([newTask('50% of it'), newTask('500 of it'), newTask('a_b c'), newTask('axb c')])
    expect(await titles('50% of')).toEqual(['50% of it'])
    expect(await titles('a_b')).toEqual(['a_b c'])
    expect(await titles('\\%')).toEqual([])
  })

  it('shows nothing of projects that one is not in, of other organisations, and of what was deleted', async () => {
    const task = newTask('Lighthouse')
    await store.change([task])
    const person = await store.addPerson()
    expect(await titles('lighthouse', person)).toEqual([])
    const given = { role: 'viewer' } as const
    await store.run(store.admin, (transaction) =>
      putMember(transaction, store.admin, store.project.id, person.personId, given),
    )
    expect(await titles('lighthouse', person)).toEqual(['Lighthouse'])
    const stranger = await openStore(2)
    expect(await titles('lighthouse', stranger.admin, 20, stranger)).toEqual([])
    await stranger.close()
    await store.change([{ op: 'delete', entity: 'task', id: task.id }])
    expect(await titles('lighthouse')).toEqual([])
  })
})
