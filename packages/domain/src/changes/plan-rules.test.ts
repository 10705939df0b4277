import {
  type ChangeEntity,
  type ChangeOperation,
  drivingFields,
  entitySchemas,
  standardWeek,
} from '@throughline/contract'
import { describe, expect, it, test } from 'vitest'
import { otherValues } from './testing/other-values.ts'
import {
  applied,
  assignmentState,
  calendarId,
  calendarState,
  idOf,
  linkState,
  makeSet,
  type PlanRows,
  projectId,
  resourceState,
  taskState,
} from './testing/plan.ts'
import { refusal } from './testing/refusal.ts'
import { inverseOf } from './working-set.ts'

const update = (entity: ChangeEntity, number: number, patch: object) =>
  ({ op: 'update', entity, id: entity === 'project' ? projectId : idOf(number), patch }) as ChangeOperation
const create = (entity: ChangeEntity, number: number, values: object) =>
  ({ op: 'create', entity, id: idOf(number), values }) as ChangeOperation
const remove = (entity: ChangeEntity, number: number) => ({ op: 'delete', entity, id: idOf(number) }) as ChangeOperation

const rows: PlanRows = {
  task: [taskState(1, { name: 'Wiring' }), taskState(2)],
  link: [linkState(10, 1, 2)],
  calendar: [calendarState, { ...calendarState, id: idOf(15), name: 'Nights' }],
  resource: [resourceState(20), resourceState(21)],
  assignment: [assignmentState(30, 1, 20)],
}
const plan = () => makeSet(rows)

describe('dates of a task', () => {
  const refused = (patch: object, before: object = {}) => {
    const task = taskState(1, { name: 'Wiring', ...before })
    const [path, message] = refusal(makeSet({ ...rows, task: [task] }), update('task', 1, patch))
    return [path?.replace('operations/0/patch/', ''), message]
  }

  test.each([
    [{ constraintType: 'mustFinishOn' }, {}, 'constraintAt', 'The constraint mustFinishOn of “Wiring” needs a date.'],
    [
      { constraintAt: null },
      { constraintType: 'startNoLaterThan', constraintAt: '2026-03-02T08:00' },
      'constraintAt',
      'The constraint startNoLaterThan of “Wiring” needs a date.',
    ],
    [
      { manualStart: '2026-03-03T08:00', manualFinish: '2026-03-02T17:00' },
      {},
      'manualFinish',
      '“Wiring” is placed to finish before it starts.',
    ],
    [{ actualFinish: '2026-03-03T08:00' }, {}, 'actualStart', '“Wiring” has finished, so it needs an actual start.'],
    [
      { actualStart: null },
      { actualStart: '2026-03-02T08:00', actualFinish: '2026-03-03T08:00' },
      'actualStart',
      '“Wiring” has finished, so it needs an actual start.',
    ],
    [
      { actualStart: '2026-03-04T08:00' },
      { actualStart: '2026-03-02T08:00', actualFinish: '2026-03-03T08:00' },
      'actualFinish',
      '“Wiring” has finished before it started.',
    ],
    [{ actualMinutes: 481 }, {}, 'actualMinutes', '481 minutes of “Wiring” are done, which takes 480.'],
    [
      { durationMinutes: 60 },
      { actualMinutes: 120 },
      'durationMinutes',
      '120 minutes of “Wiring” are done, which takes 60.',
    ],
  ])('%j after %j is refused', (patch, before, field, message) => {
    expect(refused(patch, before)).toEqual([field, message])
  })

  test.each([
    [{ constraintType: 'asLateAsPossible' }],
    [{ constraintType: 'finishNoLaterThan', constraintAt: '2026-03-02T08:00' }],
    [{ manualStart: '2026-03-03T08:00', manualFinish: '2026-03-03T08:00' }],
    [{ manualFinish: '2026-03-03T08:00' }],
    [{ actualStart: '2026-03-03T08:00', actualFinish: '2026-03-03T08:00', actualMinutes: 480 }],
  ])('%j is taken', (patch) => {
    expect(applied(plan(), update('task', 1, patch)).rows.task.get(idOf(1))).toMatchObject(patch)
  })
})

describe('a calendar that derives from another', () => {
  it('has nothing of its own at first', () => {
    const set = applied(plan(), create('calendar', 16, { name: 'Ann', baseId: calendarId }))
    expect(set.rows.calendar.get(idOf(16))).toMatchObject({ baseId: calendarId, week: standardWeek.map(() => null) })
  })

  it('needs one that is there, and that is no circle', () => {
    expect(refusal(plan(), create('calendar', 16, { name: 'Ann', baseId: idOf(99) }))[0]).toBe(
      'operations/0/values/baseId',
    )
    const chain = [
      create('calendar', 16, { name: 'Ann', baseId: idOf(15) }),
      create('calendar', 17, { name: 'Ben', baseId: idOf(16) }),
    ]
    expect(refusal(plan(), ...chain, update('calendar', 15, { baseId: idOf(17) }))).toEqual([
      'operations/2/patch/baseId',
      '“Nights” cannot derive from “Ben”, which is itself or derives from it.',
    ])
    expect(refusal(plan(), update('calendar', 15, { baseId: idOf(15) }))[0]).toBe('operations/0/patch/baseId')
  })

  it('keeps its base from going', () => {
    const derived = create('calendar', 16, { name: 'Ann', baseId: idOf(15) })
    expect(refusal(plan(), derived, remove('calendar', 15))).toEqual([
      'operations/1/id',
      '“Nights” is what “Ann” derives from.',
    ])
    expect(applied(plan(), derived, remove('calendar', 16), remove('calendar', 15)).outcome.operations).toHaveLength(3)
  })
})

it('a calendar that derives from none has working time somewhere', () => {
  const idle = standardWeek.map(() => [])
  const works = [{ from: 480, to: 720 }]
  const [from, to] = ['2026-03-02', '2026-03-06']
  const message = '“Nights” derives from no other calendar, so it needs working time of its own.'
  expect(refusal(plan(), update('calendar', 15, { week: idle }))).toEqual(['operations/0/patch/week', message])
  expect(refusal(plan(), update('calendar', 15, { week: idle.map(() => null) }))[1]).toBe(message)
  const exceptions = [{ from, to, shifts: works }]
  const workWeeks = [{ from, to, week: [works, ...idle.slice(1)] }]
  for (const patch of [
    { week: idle, exceptions },
    { week: idle, workWeeks },
    { week: idle, baseId: calendarId },
  ])
    expect(applied(plan(), update('calendar', 15, patch)).rows.calendar.get(idOf(15))).toMatchObject(patch)
})

describe('a baseline', () => {
  const dates = { earlyStart: '2026-03-03T08:00', earlyFinish: '2026-03-04T17:00', durationMinutes: 960 }
  const task = (number: number, fields: object = {}) => ({ taskId: idOf(number), ...dates, ...fields })

  it('takes the next number that is free, until there is none', () => {
    const names = Array.from({ length: 12 }, (_, index) => create('baseline', 50 + index, { name: `B${index}` }))
    const set = applied(plan(), create('baseline', 40, { name: 'Third', number: 2 }), ...names)
    const numbers = [...set.rows.baseline.values()].map(({ number }) => number)
    expect(numbers).toEqual([2, 0, 1, 3, 4, 5, 6, 7, 8, 9, 10, null, null])
    const again = applied(set, remove('baseline', 51), create('baseline', 70, { name: 'Again' }))
    expect(again.rows.baseline.get(idOf(70))?.number).toBe(1)
  })

  it('does not take the number of another', () => {
    const first = create('baseline', 40, { name: 'First', number: 0 })
    expect(refusal(plan(), first, create('baseline', 41, { name: 'Second', number: 0 }))).toEqual([
      'operations/1/values/number',
      '“First” is baseline 0 already.',
    ])
    const set = applied(plan(), first, remove('baseline', 40), create('baseline', 41, { name: 'Second', number: 0 }))
    expect(refusal(set, { op: 'restore', entity: 'baseline', id: idOf(40) })[1]).toBe('“Second” is baseline 0 already.')
    expect(
      applied(set, create('baseline', 42, { name: 'Without', number: null })).rows.baseline.get(idOf(42))?.number,
    ).toBeNull()
  })

  it('holds what an import brings, which the change set does not repeat', () => {
    const tasks = [task(1), task(2, { earlyStart: '2026-03-02T08:00', workMinutes: 60, costMinor: 100 })]
    const set = applied(plan(), create('baseline', 40, { name: 'Imported', number: 3, tasks }))
    expect(set.rows.baseline.get(idOf(40))).toMatchObject({
      number: 3,
      startsAt: '2026-03-02T08:00',
      finishesAt: '2026-03-04T17:00',
    })
    expect(set.broughtBaselines.get(idOf(40))?.tasks).toEqual([
      task(1, { workMinutes: null, costMinor: null }),
      task(2, { earlyStart: '2026-03-02T08:00', workMinutes: 60, costMinor: 100 }),
    ])
    expect(set.outcome.operations).toEqual([create('baseline', 40, { name: 'Imported', number: 3 })])
    expect(inverseOf(set)).toEqual([remove('baseline', 40)])
    expect(refusal(plan(), create('baseline', 40, { name: 'Twice', tasks: [task(1), task(1)] }))).toEqual([
      'operations/0/values/tasks',
      'A task is named more than once.',
    ])
  })
})

it('a project that is scheduled from its finish has one', () => {
  const message = 'A project that is scheduled from its finish needs one.'
  const from = (scheduleFrom: string) => update('project', 0, { scheduleFrom })
  const by = (finishBy: string | null) => update('project', 0, { finishBy })
  expect(refusal(plan(), from('finish'))).toEqual(['operations/0/patch/finishBy', message])
  const set = applied(plan(), by('2026-06-01T17:00'), from('finish'))
  expect(set.project).toMatchObject({ scheduleFrom: 'finish', finishBy: '2026-06-01T17:00' })
  expect(refusal(set, by(null))[1]).toBe(message)
  expect(applied(set, from('start'), by(null)).project.finishBy).toBeNull()
})

const numberOf = {
  ...({
    project: 0,
    task: 1,
    link: 10,
    calendar: 15,
    resource: 20,
    assignment: 30,
    baseline: 60,
    comment: 70,
    checklistItem: 90,
  } as const),
}
/** What has to be there for the change of a field. */
const before: Record<string, object> = {
  scheduleFrom: { finishBy: '2026-06-01T17:00' },
  actualFinish: { actualStart: '2026-03-02T08:00' },
}
const others = otherValues({ calendarId: idOf(15), baseId: calendarId, parentId: idOf(2) })
const each = Object.entries(others).flatMap(([entity, fields]) =>
  Object.entries(fields).map(([name, value]) => [entity as ChangeEntity, name, value] as const),
)

describe('a field that people set', () => {
  it('is one of these', () => {
    for (const [entity, fields] of Object.entries(others))
      expect(Object.keys(fields).toSorted()).toEqual(
        Object.keys(entitySchemas[entity as ChangeEntity].patch.shape).toSorted(),
      )
  })

  test.each(each)(
    '%s.%s is changed and taken back, and moves dates where the engine reads it',
    (entity, name, value) => {
      const start = applied(makeSet(rows), create('baseline', 60, { name: 'First' }))
      applied(start, create('comment', 70, { taskId: idOf(1), body: 'Done' }))
      applied(start, create('checklistItem', 90, { taskId: idOf(1), text: 'Survey' }))
      if (before[name]) applied(start, update(entity, numberOf[entity], before[name]))
      const rowOf = () =>
        (entity === 'project' ? start.project : start.rows[entity].get(idOf(numberOf[entity]))) as unknown as Record<
          string,
          unknown
        >
      const former = rowOf()[name]
      start.outcome.movesDates = false
      applied(start, update(entity, numberOf[entity], { [name]: value }))
      expect(rowOf()[name]).toEqual(value)
      const isRead = (drivingFields[entity] as readonly string[]).includes(name)
      expect(start.outcome.movesDates).toBe(former !== value && isRead)
      applied(start, ...(start.outcome.inverses.at(-1) ?? []))
      expect(rowOf()[name]).toEqual(former)
    },
  )
})
