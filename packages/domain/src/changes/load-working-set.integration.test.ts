import { randomUUID } from 'node:crypto'
import type { ChangeOperation, InvalidChangeError } from '@throughline/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deleteTask, newLink, newTask, openStore, patchTask, type Store } from './testing/store.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

type Named = ChangeOperation & { id: string }
const create = (entity: 'calendar' | 'resource' | 'assignment', values: object) =>
  ({ op: 'create', entity, id: randomUUID(), values }) as Named
const remove = ({ entity, id }: Named) => ({ op: 'delete', entity, id }) as ChangeOperation
const restore = ({ entity, id }: Named) => ({ op: 'restore', entity, id }) as ChangeOperation

const refusalOf = (...operations: ChangeOperation[]): Promise<string> =>
  store.change(operations).then(
    () => 'done',
    (error: InvalidChangeError) => error.message,
  )

it('knows the users of a calendar that the operations do not name', async () => {
  const calendar = create('calendar', { name: 'Nights' })
  const task = newTask('Night shift', { calendarId: calendar.id })
  const resource = create('resource', { name: 'Owl', calendarId: calendar.id })
  await store.change([calendar, task, resource])
  expect(await refusalOf(remove(calendar))).toBe('“Nights” is the calendar of “Night shift”, “Owl”.')
  expect(await refusalOf(patchTask(task.id, { calendarId: null }), remove(resource), remove(calendar))).toBe('done')
  expect(await refusalOf(restore(resource))).toContain('There is no calendar')
  expect(await refusalOf(restore(calendar), restore(resource))).toBe('done')
})

it('knows the links and assignments that a new one would repeat', async () => {
  const [a, b] = [newTask('A'), newTask('B')]
  const resource = create('resource', { name: 'Ann' })
  const assignment = create('assignment', { taskId: a.id, resourceId: resource.id })
  const link = newLink(a.id, b.id)
  const start = newLink(a.id, b.id, 'SS')
  await store.change([a, b, resource, assignment, link, start])
  expect(await refusalOf(newLink(a.id, b.id))).toContain('have this link already')
  expect(await refusalOf({ op: 'update', entity: 'link', id: start.id, patch: { type: 'FS' } })).toContain('already')
  const again = create('assignment', { taskId: a.id, resourceId: resource.id })
  expect(await refusalOf(again)).toBe('“Ann” is assigned to “A” already.')
  expect(await refusalOf(remove(assignment), again)).toBe('done')
  expect(await refusalOf(restore(assignment))).toContain('already')
  expect(await refusalOf(remove(again), restore(assignment))).toBe('done')
})

it('knows what lies below a task that moves or goes', async () => {
  const top = newTask('Top')
  const middle = newTask('Middle', { parentId: top.id })
  const bottom = newTask('Bottom', { parentId: middle.id })
  await store.change([top, middle, bottom])
  expect(await refusalOf(patchTask(top.id, { parentId: bottom.id }))).toContain('itself or below it')
  expect(await refusalOf(deleteTask(top.id))).toBe('done')
  expect(await refusalOf(restore(bottom))).toContain('There is no task')
  expect(await refusalOf(restore(top), restore(middle), restore(bottom))).toBe('done')
})

it('tells people of work that a person gives them, not of what a seed brings', async () => {
  const person = await store.addPerson()
  const resource = create('resource', { name: 'Ann', personId: person.personId })
  const [given, seeded] = [newTask('Given'), newTask('Seeded')]
  await store.change([resource, given, seeded])
  await store.change([create('assignment', { taskId: given.id, resourceId: resource.id })])
  await store.change([create('assignment', { taskId: seeded.id, resourceId: resource.id })], { kind: 'seed' })
  const told = await store.run(store.admin, (transaction) =>
    transaction
      .selectFrom('notification')
      .select(['task_id', 'kind'])
      .where('person_id', '=', person.personId)
      .execute(),
  )
  expect(told).toEqual([{ task_id: given.id, kind: 'task-assigned' }])
})

it('takes only people of the organisation', async () => {
  const other = await openStore(2)
  const resource = create('resource', { name: 'Stranger', personId: other.admin.personId })
  expect(await refusalOf(resource)).toContain('There is no person')
  await other.close()
})
