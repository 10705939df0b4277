import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { civilOfDay, dayOfCivil, daysInMonth, weekdayOfDay } from './civil-date.ts'

describe('civil dates', () => {
  it('are those of the platform, from year 0 to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_528, max: 2_932_896 }), (day) => {
        const date = new Date(day * 86_400_000)
        const expected = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
        expect(civilOfDay(day)).toEqual(expected)
        expect(dayOfCivil(expected.year, expected.month, expected.day)).toBe(day)
        expect(weekdayOfDay(day) % 7).toBe(date.getUTCDay())
      }),
      { numRuns: 500 },
    )
  })

  it('know the lengths of months', () => {
    expect([1900, 2000, 2023, 2024].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 28, 29])
    expect(daysInMonth(2026, 12)).toBe(31)
  })
})
