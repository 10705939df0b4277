import { describe, expect, it } from 'vitest'
import { type Recurrence, recurringDays } from './recurring-days.ts'

function days(recurrence: Partial<Recurrence>): string[] | undefined {
  return recurringDays({
    type: 1,
    from: '2026-01-01T00:00',
    to: '2026-12-31T23:59',
    occurrences: null,
    period: 1,
    daysOfWeek: 0,
    month: 0,
    monthDay: 1,
    monthItem: 0,
    monthPosition: 0,
    ...recurrence,
  })?.map(({ from, to }) => (from === to ? from : `${from}..${to}`))
}

describe('recurring exceptions', () => {
  it('of every day are one range', () => {
    expect(days({ to: '2026-01-03T23:59' })).toEqual(['2026-01-01..2026-01-03'])
  })

  it('of every nth day stop after their occurrences or at their end', () => {
    expect(days({ type: 7, period: 3, occurrences: 3 })).toEqual(['2026-01-01', '2026-01-04', '2026-01-07'])
    expect(days({ type: 7, period: 3, to: '2026-01-05T23:59' })).toEqual(['2026-01-01', '2026-01-04'])
  })

  it('of weeks fall on several days, weeks starting on Sunday', () => {
    const mondayAndSunday = { type: 6, daysOfWeek: 1 + 2, period: 2, occurrences: 3 }
    // Thursday the first: its week began on Sunday, December 28.
    expect(days(mondayAndSunday)).toEqual(['2026-01-11', '2026-01-12', '2026-01-25'])
  })

  it('of months fall on a day, or on a weekday by its position', () => {
    expect(days({ type: 4, monthDay: 31, occurrences: 3 })).toEqual(['2026-01-31', '2026-03-31', '2026-05-31'])
    expect(days({ type: 5, monthItem: 4, monthPosition: 0, period: 2, occurrences: 2 })).toEqual([
      '2026-01-05',
      '2026-03-02',
    ])
    expect(days({ type: 5, monthItem: 8, monthPosition: 4, occurrences: 2 })).toEqual(['2026-01-30', '2026-02-27'])
    expect(days({ type: 5, monthItem: 1, monthPosition: 4, occurrences: 1 })).toEqual(['2026-01-30'])
    expect(days({ type: 5, monthItem: 2, monthPosition: 0, occurrences: 1 })).toEqual(['2026-01-03'])
  })

  it('of years fall on a date or a weekday', () => {
    const years = { to: '2028-12-31T23:59' }
    expect(days({ ...years, type: 2, month: 11, monthDay: 25 })).toEqual(['2026-12-25', '2027-12-25', '2028-12-25'])
    expect(days({ ...years, type: 3, month: 4, monthItem: 4, monthPosition: 4, occurrences: 1 })).toEqual([
      '2026-05-25',
    ])
  })

  it('of other kinds are not known', () => {
    expect(days({ type: 12 })).toBeUndefined()
  })
})
