import type { Recurrence } from '@throughline/engine'
import { describe, expect, it } from 'vitest'
import { type GroupRecurrence, recurringDays } from './recurring-days.ts'

const YEAR = { from: '2026-01-01', to: '2026-12-31' }

function days(
  recurrence: Recurrence | GroupRecurrence | null,
  occurrences: number | null = null,
  range: { from?: string; to?: string } = {},
): string[] {
  return recurringDays({ ...YEAR, ...range }, recurrence, occurrences).map(({ from, to }) =>
    from === to ? from : `${from}..${to}`,
  )
}

describe('recurring exceptions', () => {
  it('of every day are one range', () => {
    expect(days(null, null, { to: '2026-01-03' })).toEqual(['2026-01-01..2026-01-03'])
  })

  it('of every nth day stop after their occurrences or at their end', () => {
    expect(days({ kind: 'daily', every: 3 }, 3)).toEqual(['2026-01-01', '2026-01-04', '2026-01-07'])
    expect(days({ kind: 'daily', every: 3 }, null, { to: '2026-01-05' })).toEqual(['2026-01-01', '2026-01-04'])
  })

  it('of weeks fall on several days, weeks starting on Sunday', () => {
    // Thursday the first: its week began on Sunday, December 28.
    expect(days({ kind: 'weekly', every: 2, weekdays: [1, 7] }, 3)).toEqual(['2026-01-11', '2026-01-12', '2026-01-25'])
  })

  it('of months fall on a day, or on a weekday by its position', () => {
    // A day that a month does not have is its last one.
    expect(days({ kind: 'monthly-day', every: 1, day: 31 }, 3)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31'])
    const everySecond = { kind: 'monthly-weekday', every: 2, weekday: 1, position: 1 } as const
    expect(days(everySecond, 2)).toEqual(['2026-01-05', '2026-03-02'])
    const last = { kind: 'monthly-weekday', every: 1, weekday: 5, position: -1 } as const
    expect(days(last, 2)).toEqual(['2026-01-30', '2026-02-27'])
  })

  it('of months fall on a working weekday or a day of the weekend', () => {
    const group = { kind: 'monthly-group', every: 1, month: null } as const
    expect(days({ ...group, group: 'weekday', position: -1 }, 1)).toEqual(['2026-01-30'])
    expect(days({ ...group, group: 'weekend', position: 1 }, 1)).toEqual(['2026-01-03'])
    expect(days({ ...group, group: 'day', position: -1, month: 2 })).toEqual(['2026-02-28'])
  })

  it('of years fall on a date or a weekday', () => {
    const years = { to: '2028-12-31' }
    expect(days({ kind: 'yearly-day', month: 12, day: 25 }, null, years)).toEqual([
      '2026-12-25',
      '2027-12-25',
      '2028-12-25',
    ])
    expect(days({ kind: 'yearly-weekday', month: 5, weekday: 1, position: -1 }, 1, years)).toEqual(['2026-05-25'])
  })
})
