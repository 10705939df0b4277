import { describe, expect, it } from 'vitest'
import { formatAgo, formatDay, formatMilliseconds, formatWallTime, wallTimeIn } from './dates.ts'

describe('dates', () => {
  it('shows wall time as it stands', () => {
    expect(formatDay('2026-03-02T23:59')).toBe('2 Mar 26')
    expect(formatWallTime('2026-03-02T08:00')).toBe('Mon 2 Mar 2026, 08:00')
    expect(formatDay(null)).toBe('')
  })

  it('says how long ago', () => {
    const now = Date.parse('2026-03-02T12:00:00Z')
    expect(formatAgo('2026-03-02T11:59:40Z', now)).toBe('just now')
    expect(formatAgo('2026-03-02T11:55:00Z', now)).toBe('5 minutes ago')
    expect(formatAgo('2026-03-02T09:00:00Z', now)).toBe('3 hours ago')
    expect(formatAgo('2026-03-01T12:00:00Z', now)).toBe('yesterday')
  })

  it('knows the wall time of a zone', () => {
    expect(wallTimeIn('Asia/Tokyo', new Date('2026-03-02T20:30:00Z'))).toBe('2026-03-03T05:30')
  })

  it('writes spans of time', () => {
    expect([320, 1_500, 120_000].map(formatMilliseconds)).toEqual(['320 ms', '1.5 s', '2 min'])
  })
})
