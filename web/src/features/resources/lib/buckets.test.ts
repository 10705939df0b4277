import { minuteOf } from '@throughline/engine'
import { describe, expect, it } from 'vitest'
import { dayText, edgesFrom, later, minuteOfDay, startOf } from './buckets.ts'

const at = minuteOf('2026-03-05T13:30')

describe('buckets', () => {
  it('start with the day, the Monday, the first of the month', () => {
    expect((['day', 'week', 'month'] as const).map((unit) => dayText(startOf(unit, at)))).toEqual([
      '2026-03-05',
      '2026-03-02',
      '2026-03-01',
    ])
  })

  it('follow one another without gap, months of any length', () => {
    expect(edgesFrom('month', minuteOf('2025-12-31T00:00'), 3).map(dayText)).toEqual([
      '2025-12-01',
      '2026-01-01',
      '2026-02-01',
      '2026-03-01',
    ])
    expect(edgesFrom('week', at, 2).map(dayText)).toEqual(['2026-03-02', '2026-03-09', '2026-03-16'])
    expect(dayText(later('day', startOf('day', at), -5))).toBe('2026-02-28')
  })

  it('take only days from an address', () => {
    expect(dayText(minuteOfDay('2026-03-05') ?? 0)).toBe('2026-03-05')
    expect([minuteOfDay('2026-13-40'), minuteOfDay('now'), minuteOfDay(7)]).toEqual([undefined, undefined, undefined])
  })
})
