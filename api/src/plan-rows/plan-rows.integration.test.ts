import { randomUUID } from 'node:crypto'
import { entitySchemas, refusalOf, syncEntities, syncTables, taskDefaults } from '@throughline/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'

let fixture: Fixture
let api: TestApi
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
})
afterAll(() => fixture.close())

const request = async (method: string, path: string, body?: unknown) => {
  const answer = await api.request(method, path, { as: fixture.organisation.admin, ...(body ? { body } : {}) })
  return answer
}

/** What a test works on: a project with a row of each kind. */
interface Rows {
  projectId: string
  task: string
  other: string
  link: string
  calendar: string
  resource: string
  assignment: string
  baseline: string
  comment: string
  checklistItem: string
}

const changes = (projectId: string, operations: unknown[]) =>
  request('POST', `/projects/${projectId}/changes`, { operations })

const planOf = async (projectId: string) => (await request('GET', `/projects/${projectId}/plan`)).body

const idsOf = (): Omit<Rows, 'projectId'> => ({
  task: randomUUID(),
  other: randomUUID(),
  link: randomUUID(),
  calendar: randomUUID(),
  resource: randomUUID(),
  assignment: randomUUID(),
  baseline: randomUUID(),
  comment: randomUUID(),
  checklistItem: randomUUID(),
})

const creations = (ids: Omit<Rows, 'projectId'>) => [
  { op: 'create', entity: 'calendar', id: ids.calendar, values: { name: 'Nights' } },
  { op: 'create', entity: 'task', id: ids.task, values: { name: 'Wiring', calendarId: ids.calendar } },
  { op: 'create', entity: 'task', id: ids.other, values: { name: 'Inspection' } },
  { op: 'create', entity: 'link', id: ids.link, values: { predecessorId: ids.task, successorId: ids.other } },
  { op: 'create', entity: 'resource', id: ids.resource, values: { name: 'Ann' } },
  { op: 'create', entity: 'assignment', id: ids.assignment, values: { taskId: ids.task, resourceId: ids.resource } },
  { op: 'create', entity: 'baseline', id: ids.baseline, values: { name: 'As planned' } },
  { op: 'create', entity: 'comment', id: ids.comment, values: { taskId: ids.task, body: 'Seen' } },
  { op: 'create', entity: 'checklistItem', id: ids.checklistItem, values: { taskId: ids.task, text: 'Survey' } },
]

async function createRows(): Promise<Rows> {
  const { body } = await request('POST', '/projects', { name: 'Plan', startsAt: '2026-03-02T08:00' })
  const ids = idsOf()
  const answer = await changes(body.id, creations(ids))
  expect(answer.status).toBe(201)
  return { projectId: body.id, ...ids }
}

let rows: Rows
beforeEach(async () => {
  rows = await createRows()
})

test('an answer leaves out what goes without saying, and says it where it is otherwise', async () => {
  const read = async () => [
    (await request('GET', `/tasks/${rows.task}`)).body,
    (await request('GET', `/projects/${rows.projectId}/tasks`)).body.items.find(
      ({ id }: { id: string }) => id === rows.task,
    ),
    (await planOf(rows.projectId)).tasks.find(({ id }: { id: string }) => id === rows.task),
    (await request('GET', `/projects/${rows.projectId}/delta?since=0`)).body.tasks.find(
      ({ id }: { id: string }) => id === rows.task,
    ),
  ]
  for (const task of await read()) {
    expect(task).toMatchObject({ name: 'Wiring', notes: '', constraintAt: null })
    for (const field of Object.keys(taskDefaults)) expect(task).not.toHaveProperty(field)
  }
  const patch = { isActive: false, priority: 0, deadline: '2026-03-06T17:00', customFields: { Text1: '' } }
  const { body } = await request('PATCH', `/tasks/${rows.task}`, patch)
  for (const task of [...(await read()), body.delta.tasks[0]]) {
    expect(task).toMatchObject(patch)
    expect(task).not.toHaveProperty('effortType')
  }
  const event = (await request('GET', `/projects/${rows.projectId}/events?since=${body.revision - 1}`)).body.items[0]
  expect(event.payload.delta).toEqual(body.delta)
})

const plural = (entity: string): string => `${entity}s`
/** As addresses have it. */
const inPath = (table: string): string => table.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

describe('one change set', () => {
  test('changes tasks, links, assignments, resources, calendars, baselines and the project together', async () => {
    const before = await planOf(rows.projectId)
    const fresh = idsOf()
    const answer = await changes(rows.projectId, [
      ...creations(fresh),
      { op: 'update', entity: 'task', id: rows.task, patch: { durationMinutes: 960, parentId: fresh.other } },
      { op: 'update', entity: 'link', id: rows.link, patch: { type: 'SS' } },
      { op: 'update', entity: 'assignment', id: rows.assignment, patch: { units: 0.5 } },
      { op: 'update', entity: 'resource', id: rows.resource, patch: { maxUnits: 2 } },
      { op: 'update', entity: 'calendar', id: rows.calendar, patch: { exceptions: [], name: 'Late nights' } },
      { op: 'update', entity: 'baseline', id: rows.baseline, patch: { name: 'First' } },
      { op: 'update', entity: 'comment', id: rows.comment, patch: { body: 'Done' } },
      { op: 'update', entity: 'checklistItem', id: rows.checklistItem, patch: { isDone: true } },
      { op: 'update', entity: 'project', id: rows.projectId, patch: { name: 'Renamed', baselineId: fresh.baseline } },
      { op: 'delete', entity: 'task', id: rows.other },
    ])
    expect(answer.status).toBe(201)
    const after = await planOf(rows.projectId)
    expect(after.project).toMatchObject({
      revision: before.project.revision + 1,
      name: 'Renamed',
      baselineId: fresh.baseline,
      taskCount: 3,
    })
    const rowOf = (entity: keyof Rows, id: string) => after[plural(entity)].find((row: { id: string }) => row.id === id)
    expect(rowOf('task', rows.task)).toMatchObject({ durationMinutes: 960, parentId: fresh.other })
    expect(rowOf('link', rows.link)).toBeUndefined()
    expect(rowOf('assignment', rows.assignment)).toMatchObject({ units: 0.5 })
    expect(rowOf('resource', rows.resource)).toMatchObject({ maxUnits: 2 })
    expect(rowOf('calendar', rows.calendar)).toMatchObject({ name: 'Late nights' })
    expect(rowOf('baseline', rows.baseline)).toMatchObject({ name: 'First' })
    expect(rowOf('comment', rows.comment)).toMatchObject({ body: 'Done', editedAt: expect.any(String) })
    expect(rowOf('checklistItem', rows.checklistItem)).toMatchObject({ text: 'Survey', isDone: true })
    for (const entity of [
      'task',
      'link',
      'calendar',
      'resource',
      'assignment',
      'baseline',
      'comment',
      'checklistItem',
    ] as const)
      expect(rowOf(entity, fresh[entity])).toMatchObject({ revision: after.project.revision })
    expect(answer.body.delta).toMatchObject({ from: before.project.revision, to: after.project.revision })
  })

  test('whose last operation is refused changes nothing at all', async () => {
    const before = await planOf(rows.projectId)
    const answer = await changes(rows.projectId, [
      ...creations(idsOf()),
      { op: 'update', entity: 'task', id: rows.task, patch: { name: 'Half' } },
      { op: 'update', entity: 'calendar', id: rows.calendar, patch: { name: 'Half' } },
      { op: 'update', entity: 'project', id: rows.projectId, patch: { name: 'Half' } },
      { op: 'delete', entity: 'link', id: rows.link },
      { op: 'update', entity: 'assignment', id: randomUUID(), patch: { units: 1 } },
    ])
    expect(answer.status).toBe(422)
    expect(answer.body.issues[0].path).toBe('operations/13/id')
    expect(await planOf(rows.projectId)).toEqual(before)
    const { body } = await request('GET', `/projects/${rows.projectId}/delta?since=${before.project.revision}`)
    expect([body.to, body.tasks, body.deleted.links]).toEqual([before.project.revision, [], []])
  })
})

/** Each kind of row: what makes one, what changes it. */
const entities = [
  ['task', () => ({ name: 'New' }), { name: 'Changed', durationMinutes: 60 }],
  ['link', () => ({ predecessorId: rows.task, successorId: rows.other, type: 'FF' }), { lagMinutes: 30 }],
  ['calendar', () => ({ name: 'New' }), { exceptions: [{ from: '2026-03-03', to: '2026-03-03', shifts: [] }] }],
  ['resource', () => ({ name: 'New' }), { maxUnits: 3 }],
  ['assignment', () => ({ taskId: rows.other, resourceId: rows.resource }), { units: 0.25 }],
  ['baseline', () => ({ name: 'New' }), { name: 'Changed' }],
  ['comment', () => ({ taskId: rows.other, body: 'New' }), { body: 'Changed' }],
  ['checklistItem', () => ({ taskId: rows.other, text: 'New' }), { text: 'Changed' }],
] as const

/** An answer without what differs from one project, row or moment to another. */
function shapeOf(body: unknown, names: ReadonlyMap<string, string>): unknown {
  const moments = new Set([
    'createdAt',
    'updatedAt',
    'editedAt',
    'capturedAt',
    'actId',
    'afterMilliseconds',
    'position',
  ])
  const text = JSON.stringify(body, (key, value) => (moments.has(key) ? undefined : value))
  return JSON.parse([...names].reduce((shape, [id, name]) => shape.replaceAll(id, name), text))
}

describe.each(entities)('the routes of one %s', (entity, values, patch) => {
  test('are change sets of one operation, with the same answers and rows', async () => {
    const bySet = rows
    const setValues = values()
    rows = await createRows()
    const byRoute = rows
    const id = randomUUID()
    const twin = randomUUID()
    const single = [
      await request('POST', `/projects/${byRoute.projectId}/${inPath(plural(entity))}`, { id, ...values() }),
      await request('PATCH', `/${inPath(plural(entity))}/${id}`, patch),
      await request('DELETE', `/${inPath(plural(entity))}/${id}`),
    ]
    const set = [
      await changes(bySet.projectId, [{ op: 'create', entity, id: twin, values: setValues }]),
      await changes(bySet.projectId, [{ op: 'update', entity, id: twin, patch }]),
      await changes(bySet.projectId, [{ op: 'delete', entity, id: twin }]),
    ]
    expect(single.map(({ status }) => status)).toEqual([201, 200, 200])
    const names = (own: Rows, row: string, answers: typeof single) =>
      new Map([
        [row, 'row'],
        ...answers.map(({ body }): [string, string] => [body.changeSet.id, 'change set']),
        ...Object.entries(own).map(([name, value]): [string, string] => [value, name]),
        ...calendarsOf(answers).map((calendarId): [string, string] => [calendarId, 'standard']),
      ])
    for (const [index, answer] of single.entries()) {
      expect(shapeOf(answer.body, names(byRoute, id, single))).toEqual(
        shapeOf(set[index]?.body, names(bySet, twin, set)),
      )
      expect(answer.headers.get('etag')).toBe(`"${answer.body.revision}"`)
    }
    expect(single[0]?.body.created).toEqual([id])
    expect(single[2]?.body.delta.deleted[plural(entity)]).toEqual([id])
    const { status } = await request('GET', `/${inPath(plural(entity))}/${id}`)
    expect(status).toBe(404)
  })

  test('find the row again as it was once it is restored', async () => {
    const path = `/${inPath(plural(entity))}/${rows[entity]}`
    // What others need is let go of first.
    if (entity === 'calendar') await request('PATCH', `/tasks/${rows.task}`, { calendarId: null })
    const { body: before } = await request('GET', path)
    expect((await request('DELETE', path)).status).toBe(200)
    const { body } = await changes(rows.projectId, [{ op: 'restore', entity, id: rows[entity] }])
    const { revision, updatedAt: _, ...after } = (await request('GET', path)).body
    const { revision: __, updatedAt: ___, ...was } = before
    expect(after).toEqual(was)
    expect(revision).toBe(body.revision)
  })
})

const calendarsOf = (answers: { body: { delta: { project: { calendarId: string } } } }[]): string[] => [
  ...new Set(answers.map(({ body }) => body.delta.project.calendarId)),
]

describe.each(syncTables.map((table) => [syncEntities[table], table] as const))(
  'computed and read-only fields of a %s',
  (entity, table) => {
    const { read, values, patch } = entitySchemas[entity]
    const kept = Object.keys(read.shape).filter((field) => !(field in patch.shape))
    const unsettable = Object.fromEntries(kept.map((field) => [field, null]))
    const expected = (prefix: string) =>
      kept.map((field) => ({ path: `${prefix}.${field}`, message: refusalOf(entitySchemas[entity], field) }))
    const id = () => (entity === 'project' ? rows.projectId : rows[entity])

    test('are refused by its route, with what and where', async () => {
      const { status, body } = await request('PATCH', `/${inPath(table)}/${id()}`, unsettable)
      expect(status).toBe(400)
      expect(body.issues).toEqual(expect.arrayContaining(expected('body')))
    })

    test('are refused by the route that makes one', async () => {
      const path = entity === 'project' ? '/projects' : `/projects/${rows.projectId}/${inPath(table)}`
      const { status, body } = await request('POST', path, unsettable)
      expect(status).toBe(400)
      const readOnly = expected('body').filter(({ path: at }) => !(at.slice(5) in values.shape) && at !== 'body.id')
      expect(body.issues).toEqual(expect.arrayContaining(readOnly))
    })

    test('are refused in a change set', async () => {
      const { status, body } = await changes(rows.projectId, [{ op: 'update', entity, id: id(), patch: unsettable }])
      expect(status).toBe(400)
      expect(body.issues).toEqual(expect.arrayContaining(expected('body.operations.0.patch')))
    })

    test('are refused in a push where it says that they were set', async () => {
      const fields = kept.filter((field) => field !== 'id')
      const record = { ...unsettable, id: id(), _status: 'updated', _changed: fields.join() }
      const lists = { created: [], updated: [record], deleted: [] }
      const push = { changes: { [table]: lists }, lastPulledAt: 1 }
      const { status, body } = await request('POST', `/projects/${rows.projectId}/sync`, push)
      expect(status).toBe(400)
      const paths = expected(`body.changes.${table}.updated.0`).filter(({ path }) => !path.endsWith('.id'))
      expect(body.issues).toEqual(expect.arrayContaining(paths))
    })
  },
)
