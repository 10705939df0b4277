import { calendarDefaults, projectDefaults } from '@throughline/contract'
import type { PlanColumns, TaskColumns } from '@throughline/database'
import { minuteOf } from '@throughline/engine'
import { expect, test } from 'vitest'
import { computeSchedule } from './compute-schedule.ts'
import { noAssignments } from './testing/plan-table.ts'

const day = [
  { from: 480, to: 720 },
  { from: 780, to: 1020 },
]
const week = [day, day, day, day, day, [], []]

/** Tasks of a day, each after the one before, without stored values. */
function planOf(ids: string[], stored: Partial<TaskColumns> = {}): PlanColumns {
  const each = <Value>(value: Value) => ids.map(() => value)
  return {
    project: { ...projectDefaults, startsAt: '2026-03-02T08:00', calendarId: 'standard' },
    calendars: [{ id: 'standard', week, exceptions: [], ...calendarDefaults }],
    tasks: {
      id: ids,
      parentId: each(null),
      kind: each('task'),
      durationMinutes: each(480),
      calendarId: each(null),
      startNoEarlierThan: each(null),
      rest: null,
      isSummary: each(false),
      earlyStart: each(null),
      earlyFinish: each(null),
      lateStart: each(null),
      lateFinish: each(null),
      totalFloat: each(null),
      freeFloat: each(null),
      isCritical: each(false),
      ...stored,
    },
    links: {
      id: ids.slice(1).map((id) => `to-${id}`),
      predecessorId: ids.slice(0, -1),
      successorId: ids.slice(1),
      type: ids.slice(1).map(() => 'FS'),
      lagMinutes: ids.slice(1).map(() => 0),
      lagUnit: null,
    },
    resources: [],
    assignments: noAssignments,
  }
}

function compute(plan: PlanColumns) {
  const computation = computeSchedule(JSON.stringify(plan))
  if (computation.kind !== 'computed') throw new Error(computation.error.message)
  return computation.schedule
}

test('everything changes and moves at first, with its driver', () => {
  const { finish, taskCount, changed, moves } = compute(planOf(['a', 'b']))
  expect({ finish, taskCount }).toEqual({ finish: minuteOf('2026-03-03T17:00'), taskCount: 2 })
  expect(changed).toMatchObject({ id: ['a', 'b'], isCritical: [true, true], totalFloat: [0, 0] })
  expect(changed.earlyStart).toEqual([minuteOf('2026-03-02T08:00'), minuteOf('2026-03-03T08:00')])
  expect(moves).toMatchObject({ taskId: ['a', 'b'], startBefore: [null, null] })
  expect(moves.startDriver.map((driver) => JSON.parse(driver))).toEqual([
    { kind: 'project-start' },
    { kind: 'link', linkId: 'to-b', taskId: 'a' },
  ])
})

test('nothing changes when the stored values are those computed', () => {
  const { id: _, ...stored } = compute(planOf(['a', 'b'])).changed
  const { changed, moves } = compute(planOf(['a', 'b'], stored))
  expect([changed.id, moves.taskId]).toEqual([[], []])
})

test('a change of float alone is written and is no move', () => {
  const { id: _, ...stored } = compute(planOf(['a', 'b'])).changed
  const { changed, moves } = compute(planOf(['a', 'b'], { ...stored, freeFloat: [0, 60] }))
  expect([changed.id, moves.taskId]).toEqual([['b'], []])
})

test('an empty plan has no finish', () => {
  expect(compute(planOf([]))).toMatchObject({ finish: null, taskCount: 0 })
})

test('a circle names its tasks', () => {
  const plan = planOf(['a', 'b'])
  plan.links = {
    id: ['1', '2'],
    predecessorId: ['a', 'b'],
    successorId: ['b', 'a'],
    type: ['FS', 'FS'],
    lagMinutes: [0, 0],
    lagUnit: null,
  }
  const computation = computeSchedule(JSON.stringify(plan))
  expect(computation).toMatchObject({ kind: 'invalid', error: { type: 'CycleError', taskIds: ['a', 'b'] } })
})

test('what is no fault of the plan is thrown', () => {
  expect(() => computeSchedule('{}')).toThrow(TypeError)
})
