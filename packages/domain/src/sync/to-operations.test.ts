import {
  entitySchemas,
  jsonFields,
  ProblemError,
  refusalOf,
  type SyncChanges,
  type SyncTable,
  syncEntities,
  syncTables,
} from '@throughline/contract'
import type { KnownRow } from '@throughline/database'
import { describe, expect, test } from 'vitest'
import { toRecord } from './pull-sync.ts'
import { toOperations } from './to-operations.ts'

const idOf = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
const projectId = idOf(999)

const noneOfEach = () =>
  Object.fromEntries(syncTables.map((table) => [table, new Map()])) as Record<SyncTable, Map<string, KnownRow>>

function push(changes: SyncChanges, known: [SyncTable, KnownRow][] = []) {
  const rows = noneOfEach()
  for (const [table, row] of known) rows[table].set(row.id, row)
  return toOperations({ projectId, changes, known: rows })
}

const live = (number: number): KnownRow => ({ id: idOf(number), isDeleted: false, revision: 3 })
const table = (lists: Partial<NonNullable<SyncChanges['tasks']>>) => ({
  created: [],
  updated: [],
  deleted: [],
  ...lists,
})

const problemOf = (act: () => unknown): ProblemError => {
  try {
    act()
  } catch (error) {
    if (error instanceof ProblemError) return error
    throw error
  }
  throw new Error('was not refused')
}

const readOnly = syncTables.flatMap((name) => {
  const { read, patch } = entitySchemas[syncEntities[name]]
  return Object.keys(read.shape)
    .filter((field) => field !== 'id' && !(field in patch.shape))
    .map((field): [SyncTable, string] => [name, field])
})

describe('a field that cannot be set', () => {
  test.each(readOnly)('%s.%s is refused where _changed names it', (name, field) => {
    const record = { id: idOf(1), _status: 'updated', _changed: field, [field]: 'x' }
    const problem = problemOf(() => push({ [name]: table({ updated: [record] }) }, [[name, live(1)]]))
    expect(problem.type).toBe('bad-request')
    expect(problem.details.issues).toContainEqual({
      path: `body.changes.${name}.updated.0.${field}`,
      message: refusalOf(entitySchemas[syncEntities[name]], field),
    })
  })

  test.each(readOnly)('%s.%s may come along with an update that does not name it', (name, field) => {
    const record = { id: idOf(1), _status: 'updated', _changed: 'name', name: 'New', [field]: 'x' }
    if (!('name' in entitySchemas[syncEntities[name]].patch.shape)) return
    const [{ operation } = { operation: null }] = push({ [name]: table({ updated: [record] }) }, [[name, live(1)]])
    expect(operation).toMatchObject({ op: 'update', id: idOf(1), patch: { name: 'New' } })
    expect(Object.keys((operation as { patch: object }).patch)).toEqual(['name'])
  })

  const computed = Object.keys(entitySchemas.task.read.shape).filter(
    (field) => !(field in entitySchemas.task.values.shape),
  )
  test.each(computed.filter((field) => field !== 'id' && field !== 'projectId'))(
    'tasks.%s of a new record is refused unless it is blank',
    (field) => {
      const created = (value: unknown) => ({
        tasks: table({ created: [{ id: idOf(1), name: 'New', [field]: value }] }),
      })
      for (const blank of [null, '', 0, false]) expect(push(created(blank))).toHaveLength(1)
      expect(problemOf(() => push(created('x'))).details.issues).toMatchObject([
        { path: `body.changes.tasks.created.0.${field}` },
      ])
    },
  )
})

describe('operations', () => {
  test('come in an order in which each finds what it refers to', () => {
    const created = (...records: object[]) => table({ created: records as { id: string }[] })
    const operations = push(
      {
        tasks: {
          created: [
            { id: idOf(3), name: 'Grandchild', parentId: idOf(2) },
            { id: idOf(2), name: 'Child', parentId: idOf(1) },
            { id: idOf(1), name: 'Parent', calendarId: idOf(10) },
          ],
          updated: [{ id: idOf(4), _changed: 'parentId', parentId: idOf(1) }],
          deleted: [idOf(5)],
        },
        assignments: created({ id: idOf(30), taskId: idOf(1), resourceId: idOf(20) }),
        links: { ...created({ id: idOf(40), predecessorId: idOf(4), successorId: idOf(3) }), deleted: [idOf(41)] },
        resources: created({ id: idOf(20), name: 'Ann' }),
        calendars: { ...created({ id: idOf(10), name: 'Nights' }), deleted: [idOf(11)] },
      },
      [
        ['tasks', live(4)],
        ['tasks', live(5)],
        ['links', live(41)],
        ['calendars', live(11)],
      ],
    )
    expect(operations.map(({ operation: { op, entity, id } }) => `${op} ${entity} ${Number(id?.slice(-4))}`)).toEqual([
      'delete link 41',
      'create calendar 10',
      'create resource 20',
      'create task 1',
      'create task 2',
      'create task 3',
      'create link 40',
      'create assignment 30',
      'update task 4',
      'delete task 5',
      'delete calendar 11',
    ])
  })

  test('leave out what changes nothing: blank marks, and rows that are gone or never were', () => {
    const gone: KnownRow = { id: idOf(2), isDeleted: true, revision: 7 }
    const changes = {
      tasks: table({ updated: [{ id: idOf(1), _changed: '', name: 'x' }], deleted: [idOf(2), idOf(3)] }),
    }
    expect(
      push(changes, [
        ['tasks', live(1)],
        ['tasks', gone],
      ]),
    ).toEqual([])
  })

  test('of a record that is there already bring it to what it is now', () => {
    const record = { id: idOf(1), predecessorId: idOf(2), successorId: idOf(3), type: 'SS', lagMinutes: 60 }
    const [placed] = push({ links: table({ created: [record] }) }, [['links', live(1)]])
    expect(placed?.operation).toEqual({
      op: 'update',
      entity: 'link',
      id: idOf(1),
      patch: { type: 'SS', lagMinutes: 60 },
    })
  })

  test('of a record that never was here make it, whatever it brings along', () => {
    const record = { id: idOf(1), _changed: 'notes', name: 'Kept', notes: 'n', earlyStart: '2026-03-02T08:00' }
    const [placed] = push({ tasks: table({ updated: [record] }) })
    expect(placed?.operation).toEqual({
      op: 'create',
      entity: 'task',
      id: idOf(1),
      values: { name: 'Kept', notes: 'n' },
    })
  })

  test('on a row that was deleted since are conflicts of each field', () => {
    const gone: KnownRow = { id: idOf(1), isDeleted: true, revision: 7 }
    const record = { id: idOf(1), _changed: 'name,notes', name: 'Mine', notes: 'n' }
    expect(problemOf(() => push({ tasks: table({ updated: [record] }) }, [['tasks', gone]])).details.conflicts).toEqual(
      [
        { entity: 'task', id: idOf(1), field: 'name', yours: 'Mine', theirs: null, revision: 7 },
        { entity: 'task', id: idOf(1), field: 'notes', yours: 'n', theirs: null, revision: 7 },
      ],
    )
  })

  test('make and delete no projects', () => {
    const changes = { projects: table({ created: [{ id: projectId }], deleted: [projectId] }) }
    expect(problemOf(() => push(changes)).details.issues?.map(({ path }) => path)).toEqual([
      'body.changes.projects.created',
      'body.changes.projects.deleted',
    ])
  })

  test('need to know what was set, and values of the right kind', () => {
    const updated = [
      { id: idOf(1), name: 'x' },
      { id: idOf(2), _changed: 'durationMinutes', durationMinutes: 'long' },
    ]
    const problem = problemOf(() =>
      push({ tasks: table({ updated }) }, [
        ['tasks', live(1)],
        ['tasks', live(2)],
      ]),
    )
    expect(problem.details.issues?.map(({ path }) => path)).toEqual([
      'body.changes.tasks.updated.0._changed',
      'body.changes.tasks.updated.1.durationMinutes',
    ])
  })
})

describe('a record', () => {
  test('holds lists and objects as text, and a push reads them back', () => {
    const week = Array.from({ length: 7 }, () => [{ from: 0, to: 60 }])
    const record = toRecord('calendar', { id: idOf(1), name: 'Nights', week, exceptions: [] } as { id: string })
    expect(record).toEqual({ id: idOf(1), name: 'Nights', week: JSON.stringify(week), exceptions: '[]' })
    expect(jsonFields).toMatchObject({
      project: ['scheduleOptions', 'customFields', 'scheduleError', 'recomputeHold', 'acts'],
      task: ['estimate', 'splits', 'customFields'],
      calendar: ['week', 'workWeeks', 'exceptions'],
      resource: ['availability'],
    })
    const [placed] = push({ calendars: table({ created: [record] }) })
    expect(placed?.operation).toMatchObject({ values: { name: 'Nights', week, exceptions: [] } })
    const broken = { ...record, week: '[' }
    expect(problemOf(() => push({ calendars: table({ created: [broken] }) })).details.issues).toContainEqual({
      path: 'body.changes.calendars.created.0.week',
      message: 'is not JSON',
    })
  })
})
