import type { CalendarExceptionSpec, Recurrence, ShiftSpec } from '@throughline/engine'
import { textOfDay } from '@throughline/engine'
import fc from 'fast-check'
import type { DocumentCalendar } from '../src/plan-document.ts'
import { anyGuid, anyName, when } from './any-value.ts'
import type { DocumentFeatures } from './document-features.ts'

const weekday = fc.integer({ min: 1, max: 7 })
const every = fc.integer({ min: 1, max: 4 })
const position = fc.constantFrom(1, 2, 3, 4, -1)
const month = fc.integer({ min: 1, max: 12 })
const day = fc.integer({ min: 1, max: 31 })

const anyRecurrence: fc.Arbitrary<Recurrence> = fc.oneof(
  fc.record({ kind: fc.constant('daily' as const), every: fc.integer({ min: 2, max: 9 }) }),
  fc.record({
    kind: fc.constant('weekly' as const),
    every,
    weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  }),
  fc.record({ kind: fc.constant('monthly-day' as const), every, day }),
  fc.record({ kind: fc.constant('monthly-weekday' as const), every, weekday, position }),
  fc.record({ kind: fc.constant('yearly-day' as const), month, day }),
  fc.record({ kind: fc.constant('yearly-weekday' as const), month, weekday, position }),
)

/** Up to three shifts on quarters of hours with breaks between them, the last sometimes beyond midnight. */
function anyShifts({ nightShifts }: DocumentFeatures): fc.Arbitrary<readonly ShiftSpec[]> {
  const bounds = fc.uniqueArray(fc.integer({ min: 0, max: 95 }), { minLength: 1, maxLength: 6 })
  return fc.tuple(bounds, fc.integer({ min: 1, max: 95 }), fc.boolean()).map(([drawn, more, isNight]) => {
    const sorted = drawn.toSorted((a, b) => a - b)
    if (sorted.length % 2 === 1) {
      const first = sorted[0] ?? 0
      sorted.push(nightShifts && isNight ? Math.min(96 + more, 96 + first) : 96)
    }
    return sorted.flatMap((from, index) =>
      index % 2 === 0 ? [{ from: from * 15, to: (sorted[index + 1] ?? 96) * 15 }] : [],
    )
  })
}

const anyRange = fc
  .tuple(fc.integer({ min: 18_000, max: 23_000 }), fc.integer({ min: 0, max: 400 }))
  .map(([from, more]) => ({ from: textOfDay(from), to: textOfDay(from + more) }))

function anyWeek(features: DocumentFeatures, isDerived: boolean): fc.Arbitrary<DocumentCalendar['week']> {
  const shifts = fc.oneof(fc.constant([]), anyShifts(features))
  const days = fc.array(isDerived ? fc.option(shifts, { freq: 2 }) : shifts, { minLength: 7, maxLength: 7 })
  // No calendar is without work, and none without anything of its own.
  return fc.tuple(days, anyShifts(features), fc.nat(6)).map(([week, worked, at]) => week.with(at, worked))
}

function named<T extends object>({ exceptionNames, ...features }: DocumentFeatures, value: fc.Arbitrary<T>) {
  const name = anyName({ exceptionNames, ...features })
  return fc
    .tuple(value, exceptionNames ? fc.option(name) : fc.constant(null))
    .map(([drawn, given]): T & { name?: string } => (given === null ? drawn : { ...drawn, name: given }))
}

function anyException(features: DocumentFeatures): fc.Arbitrary<CalendarExceptionSpec> {
  const shifts = fc.oneof(fc.constant([]), anyShifts(features))
  const occurrences = fc.option(fc.integer({ min: 1, max: 20 }))
  const single = fc.tuple(anyRange, shifts).map(([range, worked]) => ({ ...range, shifts: worked }))
  if (!features.recurrences) return single
  const recurring = fc
    .tuple(anyRange, shifts, anyRecurrence, occurrences)
    .map(([range, worked, recurs, most]) => ({ ...range, shifts: worked, recurs, occurrences: most }))
  return fc.oneof(single, recurring)
}

/** Any but the first may be derived from one before it. */
export function anyCalendars(
  keys: readonly string[],
  features: DocumentFeatures,
): fc.Arbitrary<readonly DocumentCalendar[]> {
  return fc.tuple(...keys.map((key, index) => anyCalendar(key, keys.slice(0, index), features)))
}

function anyCalendar(
  key: string,
  before: readonly string[],
  features: DocumentFeatures,
): fc.Arbitrary<DocumentCalendar> {
  const base = when(features.bases && before.length > 0, null, fc.constantFrom(null, ...before))
  return base.chain((baseKey) =>
    fc.record({
      key: fc.constant(key),
      guid: anyGuid(features),
      name: anyName(features),
      baseKey: fc.constant(baseKey),
      week: anyWeek(features, baseKey !== null),
      workWeeks: features.workWeeks
        ? fc.array(named(features, anyWorkWeek(features)), { maxLength: 2 })
        : fc.constant([]),
      exceptions: fc.array(named(features, anyException(features)), { maxLength: 4 }),
      extra: features.extra('calendar'),
    }),
  )
}

function anyWorkWeek(features: DocumentFeatures) {
  return fc.tuple(anyRange, anyWeek(features, true)).map(([range, week]) => ({ ...range, week }))
}
