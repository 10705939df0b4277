import { describe, expect, it } from 'vitest'
import { DAY_SHIFTS, STANDARD } from '../../test-support/plans.ts'
import type { CalendarExceptionSpec, CalendarSpec, Recurrence } from '../plan/types.ts'
import { dayOf, textOfDay } from '../time.ts'
import { compileCalendar } from './compile-calendar.ts'
import { workingMinutesBetween } from './positions.ts'

const MORNING = [{ from: 480, to: 720 }]
const HOUR = [{ from: 600, to: 660 }]
const INHERITED: CalendarSpec['week'] = [null, null, null, null, null, null, null]

/** The working minutes of days in a row, those of bases among `specs` included. */
function days(from: string, count: number, ...specs: [CalendarSpec, ...CalendarSpec[]]): number[] {
  const calendar = compileCalendar(specs[0], new Map(specs.map((spec) => [spec.id, spec])))
  const first = dayOf(from)
  return Array.from({ length: count }, (_, index) => {
    const midnight = (first + index) * 1440
    return workingMinutesBetween(calendar, midnight, midnight + 1440)
  })
}

function off(from: string, to: string, more: Partial<CalendarExceptionSpec> = {}): CalendarExceptionSpec {
  return { from, to, shifts: [], ...more }
}

describe('what counts on a date', () => {
  it('is the exception, which takes days away or gives some', () => {
    const spec = {
      ...STANDARD,
      exceptions: [off('2026-03-03', '2026-03-04'), off('2026-03-07', '2026-03-07', { shifts: HOUR })],
    }
    expect(days('2026-03-02', 7, spec)).toEqual([480, 0, 0, 480, 480, 60, 0])
  })

  it('is the work week before the week, and the week for its days of null', () => {
    const week = [MORNING, MORNING, null, [], null, HOUR, null]
    const spec = { ...STANDARD, workWeeks: [{ from: '2026-03-03', to: '2026-03-08', week }] }
    expect(days('2026-03-02', 8, spec)).toEqual([480, 240, 480, 0, 480, 60, 0, 480])
  })

  it('is the exception before the work week', () => {
    const workWeeks = [{ from: '2026-03-02', to: '2026-03-08', week: [MORNING, MORNING, MORNING, [], [], [], []] }]
    const spec = { ...STANDARD, workWeeks, exceptions: [off('2026-03-03', '2026-03-03')] }
    expect(days('2026-03-02', 4, spec)).toEqual([240, 0, 240, 0])
  })

  it("is the base's where the derived calendar says nothing", () => {
    const base = { ...STANDARD, exceptions: [off('2026-03-03', '2026-03-03')] }
    const middle = { ...STANDARD, id: 'middle', baseId: base.id, week: INHERITED.with(4, MORNING) }
    const derived = { ...middle, id: 'derived', baseId: 'middle', week: INHERITED.with(5, HOUR) }
    expect(days('2026-03-02', 7, derived, middle, base)).toEqual([480, 0, 480, 480, 240, 60, 0])
  })

  it("is the derived calendar's own exception before the base's, and the base's before its own work week", () => {
    const base = { ...STANDARD, exceptions: [off('2026-03-03', '2026-03-04')] }
    const workWeeks = [{ from: '2026-03-02', to: '2026-03-06', week: [HOUR, HOUR, HOUR, HOUR, HOUR, null, null] }]
    const exceptions = [off('2026-03-04', '2026-03-04', { shifts: DAY_SHIFTS })]
    const derived = { ...STANDARD, id: 'derived', baseId: base.id, week: INHERITED, workWeeks, exceptions }
    expect(days('2026-03-02', 5, derived, base)).toEqual([60, 0, 480, 60, 60])
  })

  it('is the later of two exceptions', () => {
    const exceptions = [off('2026-03-02', '2026-03-03'), off('2026-03-03', '2026-03-04', { shifts: HOUR })]
    expect(days('2026-03-02', 4, { ...STANDARD, exceptions })).toEqual([0, 60, 60, 480])
    expect(days('2026-03-02', 4, { ...STANDARD, exceptions: exceptions.toReversed() })).toEqual([0, 0, 60, 480])
  })

  it('is a range before a recurrence, and of recurrences days, years, months, weeks in turn', () => {
    const recurring = (recurs: Recurrence, to: number) =>
      off('2026-03-02', '2026-03-31', { recurs, shifts: [{ from: 0, to }] })
    const exceptions = [
      off('2026-03-10', '2026-03-10', { shifts: HOUR }),
      recurring({ kind: 'daily', every: 7 }, 4),
      recurring({ kind: 'yearly-day', month: 3, day: 4 }, 3),
      recurring({ kind: 'monthly-weekday', every: 1, weekday: 3, position: 1 }, 2),
      recurring({ kind: 'monthly-weekday', every: 1, weekday: 4, position: 1 }, 2),
      recurring({ kind: 'weekly', every: 1, weekdays: [1, 2, 3, 4, 5] }, 1),
    ]
    expect(days('2026-03-02', 9, { ...STANDARD, exceptions })).toEqual([4, 1, 3, 2, 1, 0, 0, 4, 60])
  })
})

describe('a recurrence', () => {
  function dates(from: string, to: string, recurs: Recurrence, occurrences: number | null = null): string[] {
    const spec = {
      ...STANDARD,
      week: STANDARD.week.map(() => HOUR),
      exceptions: [off(from, to, { recurs, occurrences })],
    }
    const count = dayOf(to) - dayOf(from) + 400
    return days(from, count, spec).flatMap((minutes, index) => (minutes === 0 ? [textOfDay(dayOf(from) + index)] : []))
  }

  it('comes every so many days', () => {
    expect(dates('2026-03-02', '2026-03-12', { kind: 'daily', every: 4 })).toEqual([
      '2026-03-02',
      '2026-03-06',
      '2026-03-10',
    ])
  })

  it('ends after its occurrences', () => {
    expect(dates('2026-03-02', '2026-12-31', { kind: 'daily', every: 1 }, 2)).toEqual(['2026-03-02', '2026-03-03'])
    expect(dates('2026-03-02', '2026-12-31', { kind: 'daily', every: 3 }, 2)).toEqual(['2026-03-02', '2026-03-05'])
  })

  it('counts weeks from the Sunday before it begins', () => {
    const weekly = { kind: 'weekly', every: 2, weekdays: [7, 1] } as const
    expect(dates('2026-03-02', '2026-03-31', weekly)).toEqual([
      '2026-03-02',
      '2026-03-15',
      '2026-03-16',
      '2026-03-29',
      '2026-03-30',
    ])
  })

  it('comes on a day of the month, the last when the month has no such day', () => {
    const monthly = { kind: 'monthly-day', every: 1, day: 31 } as const
    expect(dates('2026-01-15', '2026-04-30', monthly)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'])
    const everyOther = { kind: 'monthly-day', every: 2, day: 10 } as const
    expect(dates('2026-01-15', '2026-07-01', everyOther)).toEqual(['2026-02-10', '2026-04-10', '2026-06-10'])
  })

  it('comes on a weekday of the month, counted from its front or its end', () => {
    const second = { kind: 'monthly-weekday', every: 1, weekday: 2, position: 2 } as const
    expect(dates('2026-03-11', '2026-05-31', second)).toEqual(['2026-04-14', '2026-05-12'])
    const last = { kind: 'monthly-weekday', every: 2, weekday: 5, position: -1 } as const
    expect(dates('2026-03-01', '2026-05-31', last)).toEqual(['2026-03-27', '2026-05-29'])
  })

  it('comes on a date or a weekday of the year', () => {
    expect(dates('2024-01-01', '2025-12-31', { kind: 'yearly-day', month: 2, day: 29 })).toEqual([
      '2024-02-29',
      '2025-02-28',
    ])
    const thanksgiving = { kind: 'yearly-weekday', month: 11, weekday: 4, position: 4 } as const
    expect(dates('2024-01-01', '2025-12-31', thanksgiving)).toEqual(['2024-11-28', '2025-11-27'])
  })
})
