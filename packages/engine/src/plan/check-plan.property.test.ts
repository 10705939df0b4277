import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { STANDARD } from '../../test-support/plans.ts'
import { HorizonError } from '../errors.ts'
import { schedule } from '../schedule/schedule.ts'
import { minuteOf } from '../time.ts'
import { checkPlan } from './check-plan.ts'
import type { CalendarSpec, ConstraintKind, Plan } from './types.ts'

const START = minuteOf('2026-03-02T08:00')

/** Most values are sound, so that a plan often has one fault or none. */
function seldom<T, U>(sound: fc.Arbitrary<T>, faulty: fc.Arbitrary<U>): fc.Arbitrary<T | U> {
  return fc.oneof({ arbitrary: sound, weight: 200 }, { arbitrary: faulty, weight: 1 })
}

function rarely<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ arbitrary: fc.constant(null), weight: 12 }, { arbitrary: value, weight: 1 })
}

const ids = ['a', 'b', 'c', 'd', 'e']
const anId = seldom(fc.constantFrom(...ids), fc.constant('gone'))
const aDate = seldom(fc.integer({ min: START - 10_000, max: START + 40_000 }), fc.constantFrom(0.5, Number.NaN, 1e12))
const amount = seldom(fc.nat(3000), fc.constantFrom(-1, 0.5, Number.NaN, 2 ** 31, Number.POSITIVE_INFINITY))
const calendarId = seldom(fc.constantFrom(null, 'standard', 'derived'), fc.constantFrom('off', 'loop', 'gone'))
const constraintKind = fc.constantFrom<ConstraintKind>(
  'asSoonAsPossible',
  'asLateAsPossible',
  'startNoEarlierThan',
  'startNoLaterThan',
  'finishNoEarlierThan',
  'finishNoLaterThan',
  'mustStartOn',
  'mustFinishOn',
)
const aTask = fc.record({
  parent: fc.option(anId, { freq: 1 }),
  durationMinutes: amount,
  calendarId,
  isElapsed: fc.boolean(),
  constraint: fc.option(fc.record({ kind: constraintKind, date: seldom(aDate, fc.constant(null)) })),
  deadline: fc.option(aDate),
  manual: rarely(fc.record({ start: fc.option(aDate), finish: fc.option(aDate) })),
  progress: rarely(
    fc.record({
      actualStart: fc.option(aDate),
      actualFinish: fc.option(aDate),
      doneMinutes: seldom(fc.nat(500), amount),
    }),
  ),
  splits: seldom(
    fc.constantFrom([], [{ afterMinutes: 1, gapMinutes: 60 }]),
    fc.array(fc.record({ afterMinutes: amount, gapMinutes: amount }), { minLength: 1, maxLength: 2 }),
  ),
  levelingDelayMinutes: amount,
  isActive: seldom(fc.constant(true), fc.constant(false)),
})
const aLink = fc.record({
  from: anId,
  to: anId,
  type: fc.constantFrom('FS' as const, 'SS' as const, 'FF' as const, 'SF' as const),
  lagMinutes: amount,
  lagUnit: fc.constantFrom('working' as const, 'elapsed' as const, 'percent' as const),
})
const anAssignment = fc.record({
  taskId: anId,
  resourceId: seldom(fc.constant('r'), fc.constant('gone')),
  units: seldom(fc.constantFrom(0, 0.5, 1, 2), fc.constantFrom(-1, Number.NaN)),
  workMinutes: fc.option(amount),
  delayMinutes: amount,
})

const CALENDARS: readonly CalendarSpec[] = [
  STANDARD,
  { id: 'derived', baseId: 'standard', week: STANDARD.week.map(() => null), exceptions: [] },
  { id: 'off', week: STANDARD.week.map(() => []), exceptions: [] },
  { id: 'loop', baseId: 'loop', week: STANDARD.week, exceptions: [] },
]

const anyPlan: fc.Arbitrary<Plan> = fc
  .record({
    tasks: fc.array(aTask, { minLength: 5, maxLength: 5 }),
    links: fc.array(aLink, { maxLength: 4 }),
    assignments: fc.array(anAssignment, { maxLength: 2 }),
    resourceCalendar: calendarId,
    start: aDate,
    finish: fc.option(aDate),
    scheduleFrom: seldom(fc.constant('start' as const), fc.constant('finish' as const)),
    planCalendar: seldom(fc.constant('standard'), fc.constantFrom('off', 'gone')),
    hasTwice: seldom(fc.constant(false), fc.constant(true)),
  })
  .map(({ tasks, links, assignments, resourceCalendar, planCalendar, hasTwice, ...plan }) => ({
    ...plan,
    calendarId: planCalendar,
    calendars: CALENDARS.filter(({ id }) =>
      ['standard', planCalendar, resourceCalendar, ...tasks.map((task) => task.calendarId)].includes(id),
    ),
    tasks: tasks.map(({ parent, ...task }, index) => ({
      ...task,
      kind: 'task' as const,
      id: hasTwice ? 'a' : (ids[index] as string),
      parentId: parent === null || parent >= (ids[index] as string) ? null : parent,
    })),
    links: links
      .filter(({ from, to }) => from !== to)
      .map(({ from, to, ...link }, index) => ({
        ...link,
        id: `l${index}`,
        predecessorId: from < to ? from : to,
        successorId: from < to ? to : from,
      })),
    resources: [{ id: 'r', kind: 'work' as const, calendarId: resourceCalendar }],
    assignments,
  }))

describe('checkPlan beside schedule', () => {
  it('has an error for every plan that cannot be scheduled', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const errors = checkPlan(plan).filter(({ severity }) => severity === 'error')
        if (errors.length > 0) return
        try {
          expect(schedule(plan).tasks).toHaveLength(plan.tasks.length)
        } catch (error) {
          expect(error).toBeInstanceOf(HorizonError)
        }
      }),
      { numRuns: 300 },
    )
  })
})
