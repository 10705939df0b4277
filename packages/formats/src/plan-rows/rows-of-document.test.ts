import { entitySchemas, issuesOf } from '@throughline/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyDocument } from '../../test-support/any-document.ts'
import { wildDocument } from '../../test-support/wild-document.ts'
import { PLAIN_ASSIGNMENT, PLAIN_PLAN, PLAIN_RESOURCE, PLAIN_TASK } from '../plain-document.ts'
import type { DocumentCalendar, DocumentTask, PlanDocument } from '../plan-document.ts'
import type { DocumentRow } from './document-row.ts'
import { rowsOfDocument } from './rows-of-document.ts'

const uuids = new Map<string, string>()
const uuidOf = (entity: string, key: string): string => {
  const name = `${entity}/${key}`
  const number = String(uuids.size).padStart(12, '0')
  return uuids.get(name) ?? (uuids.set(name, `00000000-0000-4000-8000-${number}`).get(name) as string)
}
const plainId = (entity: string, key: string) => `${entity}:${key}`

const task = (key: string, values: Partial<DocumentTask> = {}): DocumentTask => ({
  ...PLAIN_TASK,
  key,
  name: `Task ${key}`,
  line: 7,
  ...values,
})

const calendar = (key: string, values: Partial<DocumentCalendar> = {}): DocumentCalendar => ({
  key,
  guid: null,
  name: key,
  baseKey: null,
  week: Array.from({ length: 7 }, () => [{ from: 480, to: 960 }]),
  workWeeks: [],
  exceptions: [],
  extra: null,
  ...values,
})

const document = (values: Partial<PlanDocument>): PlanDocument => ({
  ...PLAIN_PLAN,
  name: 'House',
  start: '2026-03-02T08:00',
  calendars: [],
  defaultCalendarKey: null,
  tasks: [],
  links: [],
  resources: [],
  assignments: [],
  warnings: [],
  ...values,
})

const link = (predecessorKey: string, successorKey: string) =>
  ({
    key: `${predecessorKey}/${successorKey}/SS`,
    predecessorKey,
    successorKey,
    type: 'SS',
    lagMinutes: 30,
    lagUnit: 'elapsed',
    extra: null,
    line: 9,
  }) as const

const rowsOf = (values: Partial<PlanDocument>) => rowsOfDocument(document(values), plainId)
const rowOf = (entity: DocumentRow['entity'], values: Partial<PlanDocument>) =>
  rowsOf(values).find((row) => row.entity === entity)
const taskRow = (values: Partial<DocumentTask>) => rowOf('task', { tasks: [task('1', values)] })

const baseline = (number: number) => ({
  number,
  start: '2026-03-02T08:00',
  finish: '2026-03-02T17:00',
  durationMinutes: 480,
  workMinutes: 960,
  costMinor: 5000,
})

const NOTHING_STORED = {
  ...{ start: null, finish: null, earlyStart: null, earlyFinish: null, lateStart: null, lateFinish: null },
  ...{ totalSlackMinutes: null, freeSlackMinutes: null, isCritical: null, isSplitOrContoured: false },
}
const DONE = { actualStart: '2026-03-02T08:00', actualFinish: null, doneMinutes: 480, resume: null }

const schemaOf = ({ entity }: DocumentRow) => entitySchemas[entity][entity === 'project' ? 'patch' : 'values']

describe('rows of any document', () => {
  it('are taken as they stand', () => {
    fc.assert(
      fc.property(anyDocument(), (drawn) => {
        for (const row of rowsOfDocument(drawn, uuidOf)) {
          const { error } = schemaOf(row).safeParse(row.values)
          expect(error === undefined ? [] : issuesOf(error)).toEqual([])
        }
      }),
    )
  })

  it('come after all that they need', () => {
    fc.assert(
      fc.property(anyDocument(), (drawn) => {
        const before = new Set<string>()
        for (const { id, needs } of rowsOfDocument(drawn, uuidOf)) {
          expect(needs.filter((need) => !before.has(need))).toEqual([])
          before.add(id)
        }
      }),
    )
  })

  it('are within the limits, or have a problem, whatever the document says', () => {
    fc.assert(
      fc.property(wildDocument, (drawn) => {
        for (const row of rowsOfDocument(drawn, uuidOf)) {
          const { error } = schemaOf(row).safeParse(row.values)
          if (row.problem === null) expect(error === undefined ? [] : issuesOf(error)).toEqual([])
        }
      }),
      { numRuns: 200 },
    )
  })

  it('with a problem name a field that a new row of their kind has', () => {
    fc.assert(
      fc.property(wildDocument, (drawn) => {
        for (const row of rowsOfDocument(drawn, uuidOf)) {
          if (row.problem !== null) expect(Object.keys(schemaOf(row).shape)).toContain(row.problem.field)
        }
      }),
    )
  })
})

describe('rows of a document', () => {
  it('stand in the order of writing', () => {
    const rows = rowsOf({
      calendars: [calendar('night', { baseKey: 'day' }), calendar('day')],
      defaultCalendarKey: 'night',
      tasks: [task('1'), task('2', { parentKey: '1', baselines: [baseline(0)] }), task('3', { calendarKey: 'day' })],
      links: [link('2', '3')],
      resources: [{ ...PLAIN_RESOURCE, key: 'ann', name: 'Ann', calendarKey: 'day' }],
      assignments: [{ ...PLAIN_ASSIGNMENT, key: '2/ann', taskKey: '2', resourceKey: 'ann' }],
    })
    expect(rows.map(({ id, name, line, needs }) => [id, name, line, needs])).toEqual([
      ['calendar:day', 'day', null, []],
      ['calendar:night', 'night', null, ['calendar:day']],
      ['project:project', 'House', null, ['calendar:night']],
      ['task:1', 'Task 1', 7, []],
      ['task:2', 'Task 2', 7, ['task:1']],
      ['task:3', 'Task 3', 7, ['calendar:day']],
      ['link:2/3/SS', 'Task 2 > Task 3 (SS)', 9, ['task:2', 'task:3']],
      ['resource:ann', 'Ann', null, ['calendar:day']],
      ['assignment:2/ann', 'Ann on Task 2', null, ['task:2', 'resource:ann']],
      ['baseline:0', 'Baseline', null, ['task:2']],
    ])
  })

  it('put siblings apart, in the order of the file', () => {
    const tasks = [task('1'), task('2', { parentKey: '1' }), task('3', { parentKey: '1' }), task('4')]
    const rows = rowsOf({ tasks }).filter(({ entity }) => entity === 'task')
    expect(rows.map(({ values }) => [values.parentId, values.position])).toEqual([
      [null, 1024],
      ['task:1', 1024],
      ['task:1', 2048],
      [null, 2048],
    ])
  })

  it('say nothing of the project that the file does not tell', () => {
    const settings = rowOf('project', { name: null, start: null })
    expect(settings?.values).not.toHaveProperty('name')
    for (const field of ['startsAt', 'currency', 'timeZone', 'calendarId']) {
      expect(settings?.values).not.toHaveProperty(field)
    }
  })

  it('have a date to finish by only where something is held to it', () => {
    const finish = '2026-05-29T17:00'
    expect(rowOf('project', { finish })?.values.finishBy).toBeNull()
    expect(rowOf('project', { finish, options: { honorsProjectFinish: true } })?.values.finishBy).toBe(finish)
    expect(rowOf('project', { finish, scheduleFrom: 'finish' })?.values.finishBy).toBe(finish)
    expect(rowOf('project', { finish: null, scheduleFrom: 'finish' })?.problem).toMatchObject({ field: 'finishBy' })
  })

  it('set neither duration nor progress of a summary, and take a percentage of it for the time that it was', () => {
    const progress = { actualStart: '2026-03-02T08:00', actualFinish: null, doneMinutes: 60, resume: null }
    const summary = task('1', { durationMinutes: 960, progress, percentComplete: 12 })
    const rows = rowsOf({
      tasks: [summary, task('2', { parentKey: '1' }), task('3')],
      links: [{ ...link('1', '3'), lagMinutes: 25, lagUnit: 'percent' }],
    })
    const values = { durationMinutes: 0, percentComplete: 0, actualStart: null, actualMinutes: 0 }
    expect(rows.find(({ id }) => id === 'task:1')?.values).toMatchObject(values)
    expect(rows.find(({ entity }) => entity === 'link')?.values).toMatchObject({ lagMinutes: 240, lagUnit: 'working' })
  })

  it('hold a task of another project where the file has it', () => {
    const stored = { ...NOTHING_STORED, start: '2026-03-04T08:00', finish: '2026-03-06T17:00' }
    expect(taskRow({ external: 'link', stored })?.values).toMatchObject({
      isManual: true,
      manualStart: '2026-03-04T08:00',
      manualFinish: '2026-03-06T17:00',
    })
  })

  it('have what is stored, and the GUID and the rest of the file', () => {
    const extra = { format: 'mspdi', nodes: [['Hyperlink', 'example.org']] } as const
    const guid = '00000000-0000-4000-8000-000000000001'
    expect(taskRow({ stored: NOTHING_STORED, guid, extra })).toMatchObject({ stored: NOTHING_STORED, guid, extra })
  })

  it('have one baseline a number, with the tasks that have dates of it', () => {
    const rows = rowsOf({
      baselines: [{ number: 2, name: ' As agreed ' }],
      tasks: [
        task('1', { baselines: [baseline(0), baseline(2)] }),
        task('2', { baselines: [baseline(2), { ...baseline(2), costMinor: 1 }, baseline(11)] }),
      ],
    }).filter(({ entity }) => entity === 'baseline')
    const dates = { earlyStart: '2026-03-02T08:00', earlyFinish: '2026-03-02T17:00' }
    const amounts = { durationMinutes: 480, workMinutes: 960, costMinor: 5000 }
    const of = (key: string) => ({ taskId: `task:${key}`, ...dates, ...amounts })
    expect(rows.map(({ key, values }) => [key, values])).toEqual([
      ['0', { name: 'Baseline', number: 0, tasks: [of('1')] }],
      ['2', { name: 'As agreed', number: 2, tasks: [of('1'), of('2')] }],
    ])
  })

  it('have custom fields under keys that are taken, in the project and in its tasks', () => {
    const rows = rowsOf({
      customFields: [
        { key: 'Text1', name: 'Region', type: 'text' },
        { key: 'risk level', name: 'Risk', type: 'number' },
        { key: 'risk_level', name: 'Other risk', type: 'number' },
        { key: '1st', name: '', type: 'flag' },
      ],
      tasks: [task('1', { customFields: { Text1: 'North', 'risk level': 3, '1st': true, gone: 'x' } })],
    })
    expect(rows.find(({ entity }) => entity === 'project')?.values.customFields).toEqual([
      { key: 'Text1', name: 'Region', type: 'text' },
      { key: 'risk_level_2', name: 'Risk', type: 'number' },
      { key: 'risk_level', name: 'Other risk', type: 'number' },
      { key: 'f1st', name: '1st', type: 'flag' },
    ])
    const values = rows.find(({ entity }) => entity === 'task')?.values.customFields
    expect(values).toEqual({ Text1: 'North', risk_level_2: 3, f1st: true })
  })
})

describe('a row that cannot be taken', () => {
  it('has a baseline that ends before it starts for its problem', () => {
    const baselines = [{ ...baseline(1), finish: '2026-03-01T17:00' }]
    expect(rowOf('baseline', { tasks: [task('1', { baselines })] })?.problem).toEqual({
      ...{ field: 'tasks', text: '2026-03-01T17:00' },
      message: 'lies before the start, 2026-03-02T08:00',
    })
  })

  it('has the first fault of the reader for its problem, and the place of it', () => {
    const fault = {
      entity: 'assignment',
      key: '1/r',
      field: 'units',
      text: 'lots',
      message: 'is no number',
      column: 4,
    } as const
    const rows = rowsOf({
      tasks: [task('1', { deadline: 'never' })],
      resources: [{ ...PLAIN_RESOURCE, key: 'r', name: 'Ann' }],
      assignments: [{ ...PLAIN_ASSIGNMENT, key: '1/r', taskKey: '1', resourceKey: 'r' }],
      faults: [
        { ...fault, line: 12 },
        { ...fault, field: 'workMinutes', line: 13 },
        { ...fault, entity: 'task', key: '1', field: 'durationMinutes', line: 14 },
      ],
    })
    const of = (entity: string) => rows.find((row) => row.entity === entity)
    expect(of('assignment')).toMatchObject({
      line: 12,
      problem: { field: 'units', text: 'lots', message: 'is no number' },
    })
    expect(of('task')).toMatchObject({ line: 7, problem: { field: 'durationMinutes' } })
    expect(of('resource')?.problem).toBeNull()
  })

  it.each([
    ['deadline', { deadline: 'soon' }, 'soon'],
    ['deadline', { deadline: '2026-02-29T08:00' }, '2026-02-29T08:00'],
    ['deadline', { deadline: '1066-10-14T09:00' }, '1066-10-14T09:00'],
    ['constraintAt', { constraint: { kind: 'mustStartOn', date: null } }, ''],
    ['manualFinish', { manual: { start: '2026-03-03T08:00', finish: '2026-03-02T08:00' } }, '2026-03-02T08:00'],
    ['actualFinish', { progress: { ...DONE, actualFinish: '2026-03-01T08:00' } }, '2026-03-01T08:00'],
    ['splits', { splits: [{ afterMinutes: 480, gapMinutes: 60 }] }, '[{"afterMinutes":480,"gapMinutes":60}]'],
    [
      'estimate',
      { estimate: { optimisticMinutes: 3, mostLikelyMinutes: 2, pessimisticMinutes: 4 } },
      '{"optimisticMinutes":3,"mostLikelyMinutes":2,"pessimisticMinutes":4}',
    ],
  ] as const)('names its field %s and what the file says there', (field, values, text) => {
    expect(taskRow(values)?.problem).toMatchObject({ field, text })
  })

  it('takes a leap day for a date, and the years from 1600 to 3000', () => {
    for (const deadline of ['2028-02-29T08:00', '1600-01-01T00:00', '3000-12-31T23:59']) {
      expect(taskRow({ deadline })).toMatchObject({ problem: null, values: { deadline } })
    }
  })

  it('names what a calendar cannot have', () => {
    const week = [[{ from: 720, to: 480 }], [], [], [], [], [], []]
    const row = rowOf('calendar', { calendars: [calendar('c', { week })] })
    expect(row?.problem).toMatchObject({ field: 'week', message: 'a shift ends after it starts' })
  })
})
