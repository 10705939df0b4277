import fc from 'fast-check'
import type { CalendarExceptionSpec, CalendarSpec, Recurrence, ShiftSpec, WorkWeekSpec } from '../src/plan/types.ts'
import { textOfDay } from '../src/time.ts'

const weekday = fc.integer({ min: 1, max: 7 })
const every = fc.integer({ min: 1, max: 3 })
const position = fc.constantFrom(1, 2, 3, 4, -1)
const month = fc.integer({ min: 1, max: 3 })
const day = fc.integer({ min: 1, max: 31 })

const recurrence: fc.Arbitrary<Recurrence> = fc.oneof(
  fc.record({ kind: fc.constant('daily' as const), every }),
  fc.record({ kind: fc.constant('weekly' as const), every, weekdays: fc.uniqueArray(weekday, { minLength: 1 }) }),
  fc.record({ kind: fc.constant('monthly-day' as const), every, day }),
  fc.record({ kind: fc.constant('monthly-weekday' as const), every, weekday, position }),
  fc.record({ kind: fc.constant('yearly-day' as const), month, day }),
  fc.record({ kind: fc.constant('yearly-weekday' as const), month, weekday, position }),
)

/** Up to three shifts on quarters of hours, the last sometimes beyond midnight. */
const shifts: fc.Arbitrary<readonly ShiftSpec[]> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 95 }), { maxLength: 6 }),
    fc.option(fc.integer({ min: 96, max: 192 })),
  )
  .map(([bounds, beyond]) => {
    const sorted = [...bounds].sort((a, b) => a - b)
    if (beyond !== null && sorted.length % 2 === 1) sorted.push(beyond)
    const pairs = sorted.flatMap((from, index) => (index % 2 === 0 ? [[from, sorted[index + 1]] as const] : []))
    return pairs.flatMap(([from, to]) => (to === undefined ? [] : [{ from: from * 15, to: to * 15 }]))
  })

const inheritedShifts = fc.option(shifts, { freq: 2 })

/** Days from early December 1969 to late March 1970. */
const days = fc
  .tuple(fc.integer({ min: -30, max: 60 }), fc.integer({ min: 0, max: 80 }))
  .map(([from, more]) => ({ from: textOfDay(from), to: textOfDay(Math.min(from + more, 85)) }))

const exception: fc.Arbitrary<CalendarExceptionSpec> = fc
  .tuple(
    days,
    fc.oneof(fc.constant([]), shifts),
    fc.option(recurrence, { freq: 4 }),
    fc.option(fc.integer({ min: 1, max: 6 })),
  )
  .map(([range, worked, recurs, occurrences]) => ({ ...range, shifts: worked, recurs, occurrences }))

const workWeek: fc.Arbitrary<WorkWeekSpec> = fc
  .tuple(days, fc.array(inheritedShifts, { minLength: 7, maxLength: 7 }))
  .map(([range, week]) => ({ ...range, week }))

/** A calendar called `id`, derived from `baseId` if that is not null; it may never work. */
export function arbitraryCalendar(id: string, baseId: string | null): fc.Arbitrary<CalendarSpec> {
  return fc
    .tuple(
      fc.array(baseId === null ? shifts : inheritedShifts, { minLength: 7, maxLength: 7 }),
      fc.array(workWeek, { maxLength: 2 }),
      fc.array(exception, { maxLength: 4 }),
    )
    .map(([week, workWeeks, exceptions]) => ({ id, baseId, week, workWeeks, exceptions }))
}
