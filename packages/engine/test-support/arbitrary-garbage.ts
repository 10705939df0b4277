import fc from 'fast-check'
import type { Plan } from '../src/plan/types.ts'

/** Mostly what a program might get wrong, and the right thing often enough to get beyond it. */
const numbers = [Number.NaN, Number.POSITIVE_INFINITY, -1, -1e9, 0.5, 2 ** 31, 1e12, -(2 ** 31), Number.MAX_VALUE, -0]
const wrongNumber = fc.constantFrom(...numbers)

function mostly<T>(right: fc.Arbitrary<T>, wrong: fc.Arbitrary<unknown>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 150, arbitrary: right }, { weight: 1, arbitrary: wrong as fc.Arbitrary<T> })
}

const id = mostly(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constantFrom('', 'nowhere', '__proto__', 'constructor'))
const minutes = mostly(fc.integer({ min: 0, max: 5000 }), wrongNumber)
const date = mostly(fc.integer({ min: -20_000, max: 40_000 }), wrongNumber)
const maybeDate = fc.option(date)
const day = mostly(
  fc.constantFrom('1970-01-01', '1970-01-05', '1970-02-02', '1971-01-01'),
  fc.constantFrom('', '1970-02-30', '0000-01-01', '9999-12-31', 'today'),
)
/** In order, mostly. */
const days = mostly(
  fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })),
  fc.record({ from: day, to: day }),
)
const shifts = fc.array(fc.record({ from: minutes, to: minutes }), { maxLength: 2 })
const workDay = fc.oneof(
  { weight: 6, arbitrary: fc.constant([{ from: 480, to: 1020 }]) },
  { weight: 2, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constant([{ from: 1320, to: 1800 }]) },
  { weight: 1, arbitrary: mostly(fc.constantFrom([]), shifts) },
)
const week = mostly(fc.array(workDay, { minLength: 7, maxLength: 7 }), fc.array(workDay, { maxLength: 8 }))
const recurs = fc.oneof(
  fc.constant(null),
  fc.record({ kind: fc.constant('daily'), every: mostly(fc.integer({ min: 1, max: 9 }), wrongNumber) }),
  fc.record({
    kind: fc.constant('weekly'),
    every: fc.constant(1),
    weekdays: fc.array(mostly(fc.integer({ min: 1, max: 7 }), wrongNumber)),
  }),
  fc.record({
    kind: fc.constant('monthly-day'),
    every: fc.constant(1),
    day: mostly(fc.integer({ min: 1, max: 31 }), wrongNumber),
  }),
  fc.record({
    kind: fc.constant('yearly-weekday'),
    month: fc.constant(2),
    weekday: fc.constant(1),
    position: mostly(fc.constant(-1), wrongNumber),
  }),
)
const exception = fc.record({
  days,
  shifts: mostly(fc.constantFrom([], [{ from: 0, to: 60 }]), shifts),
  recurs,
  occurrences: mostly(fc.constantFrom(null, 3), wrongNumber),
})
function inRange<T>({ days: range, ...more }: T & { readonly days: object }) {
  return { ...range, ...more }
}

const calendar = fc.record({
  id: mostly(fc.constantFrom('one', 'two', 'three'), fc.constant('')),
  baseId: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, fc.constantFrom('one', 'two')),
  week,
  workWeeks: fc.array(fc.record({ days, week }).map(inRange), { maxLength: 1 }),
  exceptions: fc.array(exception.map(inRange), { maxLength: 2 }),
})
const task = fc.record({
  parentId: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, id),
  kind: fc.constantFrom('task', 'milestone'),
  durationMinutes: minutes,
  isElapsed: fc.boolean(),
  calendarId: mostly(fc.constantFrom(null, 'one', 'two'), fc.constant('nowhere')),
  constraint: fc.option(
    fc.record({
      kind: mostly(
        fc.constantFrom('asLateAsPossible', 'startNoEarlierThan', 'finishNoLaterThan', 'mustStartOn', 'mustFinishOn'),
        fc.constant('whenever'),
      ),
      date: mostly(date, fc.constant(null)),
    }),
  ),
  deadline: maybeDate,
  manual: fc.option(fc.record({ start: maybeDate, finish: maybeDate }), { freq: 1 }),
  isActive: fc.boolean(),
  progress: fc.option(
    fc.record({ actualStart: maybeDate, actualFinish: maybeDate, doneMinutes: minutes, resume: maybeDate }),
    { freq: 1 },
  ),
  splits: fc.array(fc.record({ afterMinutes: minutes, gapMinutes: minutes }), { maxLength: 2 }),
  levelingDelayMinutes: minutes,
  effortType: fc.constantFrom('fixedUnits', 'fixedDuration', 'fixedWork'),
})
const ends = fc.tuple(id, id).map(([a, b]) => (a < b ? [a, b] : [b, a]))
const link = fc.record({
  ends: mostly(
    ends.filter(([a, b]) => a !== b),
    fc.tuple(id, id),
  ),
  type: mostly(fc.constantFrom('FS', 'SS', 'FF', 'SF'), fc.constant('XX')),
  lagMinutes: mostly(fc.integer({ min: -2000, max: 2000 }), wrongNumber),
  lagUnit: fc.constantFrom('working', 'elapsed', 'percent'),
})
const units = mostly(fc.constantFrom(0, 0.5, 1, 2), wrongNumber)
const assignment = fc.record({
  taskId: id,
  resourceId: mostly(fc.constantFrom('ann', 'bob'), fc.constant('nobody')),
  units,
  workMinutes: fc.option(minutes),
  delayMinutes: minutes,
})
const options = fc.record({
  honorsConstraints: fc.boolean(),
  criticalFloatMinutes: minutes,
  criticalBy: fc.constantFrom('totalFloat', 'longestPath'),
  hasMultipleCriticalPaths: fc.boolean(),
  totalFloatBy: fc.constantFrom('smallest', 'start', 'finish'),
  lagCalendar: fc.constantFrom('successor', 'predecessor', 'project', 'aroundTheClock'),
  outOfSequence: fc.constantFrom('keep', 'retainedLogic', 'progressOverride'),
  statusDateMovesWork: fc.boolean(),
  startBindsAll: fc.boolean(),
  semantics: fc.constantFrom('microsoft' as const, 'primavera' as const),
})

/** Plans that a program with bugs, or somebody's file, might come up with: a few faults in each. */
export const garbagePlan = fc
  .record({
    start: date,
    finish: maybeDate,
    scheduleFrom: fc.constantFrom('start', 'start', 'start', 'finish'),
    statusDate: maybeDate,
    calendarId: mostly(fc.constant('one'), fc.constant('nowhere')),
    calendars: fc.array(calendar, { minLength: 2, maxLength: 2 }),
    first: calendar,
    tasks: fc.array(task, { minLength: 5, maxLength: 5 }),
    ids: fc.array(id, { minLength: 5, maxLength: 5 }),
    hasRightIds: fc.integer({ max: 40, min: 0 }),
    links: fc.array(link, { maxLength: 4 }),
    resources: fc.constant([
      { id: 'ann', kind: 'work', calendarId: 'two' },
      { id: 'bob', kind: 'work' },
    ]),
    assignments: fc.array(assignment, { maxLength: 2 }),
    options,
  })
  .map(({ ids, first, tasks, links, hasRightIds, calendars, ...more }) => {
    return {
      ...more,
      calendars: [
        { ...first, id: 'one' },
        ...calendars.map((each, index) => (hasRightIds > 0 ? { ...each, id: index === 0 ? 'two' : 'three' } : each)),
      ],
      tasks: tasks.map((each, index) => ({ ...each, id: hasRightIds > 0 ? 'abcde'[index] : ids[index] })),
      links: links.map(({ ends: [predecessorId, successorId], ...each }, index) => ({
        ...each,
        predecessorId,
        successorId,
        id: `L${index}`,
      })),
    } as unknown as Plan
  })
