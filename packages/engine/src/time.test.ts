import { describe, expect, it } from 'vitest'
import { dayOf, minuteOf, textOf, textOfDay } from './time.ts'

describe('wall time', () => {
  it('counts minutes since 1970', () => {
    expect(minuteOf('1970-01-01T00:00')).toBe(0)
    expect(minuteOf('1970-01-02T01:01')).toBe(1501)
    expect(minuteOf('1969-12-31T23:59')).toBe(-1)
  })

  it('writes what it reads', () => {
    for (const text of ['2026-03-02T08:00', '2024-02-29T23:59', '1899-12-31T00:00']) {
      expect(textOf(minuteOf(text))).toBe(text)
    }
    expect(textOfDay(dayOf('2026-03-02'))).toBe('2026-03-02')
  })

  it.each(['2026-02-29T08:00', '2026-03-02T24:00', '2026-03-02T08:60', '2026-03-02', '2026-3-2T08:00', ''])(
    'refuses %j',
    (text) => {
      expect(() => minuteOf(text)).toThrow(RangeError)
    },
  )

  it('ends with the year 9999', () => {
    expect(textOfDay(dayOf('9999-12-31'))).toBe('9999-12-31')
    expect(textOf(minuteOf('0000-01-01T00:00'))).toBe('0000-01-01T00:00')
    for (const day of [2_932_897, -719_529, Number.NaN]) expect(() => textOfDay(day)).toThrow(RangeError)
  })
})
