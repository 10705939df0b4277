import { describe, expect, it } from 'vitest'
import { nextDigestAt, quietUntil } from './hours.ts'

const hours = (more: object = {}) => ({
  ...{ timeZone: 'UTC', quietFrom: '22:00', quietUntil: '07:00', digestAt: '08:00', digestWeekday: 1 },
  ...more,
})
const end = (moment: string, more: object = {}) => quietUntil(new Date(moment), hours(more))?.toISOString() ?? null
const digest = (moment: string, cadence: 'hourly' | 'daily' | 'weekly', more: object = {}) =>
  nextDigestAt(new Date(moment), cadence, hours(more)).toISOString()

describe('quiet hours', () => {
  it('are over midnight, with their first minute and without the last', () => {
    expect(end('2026-03-02T21:59:59Z')).toBeNull()
    expect(end('2026-03-02T22:00:00Z')).toBe('2026-03-03T07:00:00.000Z')
    expect(end('2026-03-03T03:00:00Z')).toBe('2026-03-03T07:00:00.000Z')
    expect(end('2026-03-03T06:59:59Z')).toBe('2026-03-03T07:00:00.000Z')
    expect(end('2026-03-03T07:00:00Z')).toBeNull()
  })

  it('are within a day as well, all day when they end as they begin, and none when nothing is said', () => {
    const noon = { quietFrom: '12:00', quietUntil: '13:30' }
    expect(end('2026-03-02T12:15:00Z', noon)).toBe('2026-03-02T13:30:00.000Z')
    expect(end('2026-03-02T14:00:00Z', noon)).toBeNull()
    expect(end('2026-03-02T12:00:00Z', { quietFrom: '08:00', quietUntil: '08:00' })).toBe('2026-03-03T08:00:00.000Z')
    expect(end('2026-03-02T23:00:00Z', { quietFrom: null, quietUntil: null })).toBeNull()
  })

  // Clocks of 2026: Berlin 29 Mar 02:00 and 25 Oct 03:00; New York 8 Mar and 1 Nov 02:00; Lord Howe 5 Apr 02:00, by half an hour, and 4 Oct 02:00.
  it.each([
    ['Europe/Berlin', '2026-03-28T22:00:00Z', '2026-03-29T05:00:00.000Z'],
    ['Europe/Berlin', '2026-10-24T21:00:00Z', '2026-10-25T06:00:00.000Z'],
    ['America/New_York', '2026-03-08T04:00:00Z', '2026-03-08T11:00:00.000Z'],
    ['America/New_York', '2026-11-01T03:00:00Z', '2026-11-01T12:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-03T12:30:00Z', '2026-10-03T20:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-04T12:00:00Z', '2026-04-04T20:30:00.000Z'],
  ])('end at the wall time of %s in the nights of the changes (%s)', (timeZone, moment, ends) => {
    expect(end(moment, { timeZone })).toBe(ends)
  })

  it('end later where the wall time is in the gap', () => {
    const inGap = { timeZone: 'Europe/Berlin', quietUntil: '02:30' }
    expect(end('2026-03-29T00:30:00Z', inGap)).toBe('2026-03-29T01:30:00.000Z')
    expect(end('2026-03-29T01:30:00Z', inGap)).toBeNull()
  })

  it('end at the first of two, and in the second hour at the second', () => {
    const twice = { timeZone: 'Europe/Berlin', quietUntil: '02:30' }
    expect(end('2026-10-25T00:15:00Z', twice)).toBe('2026-10-25T00:30:00.000Z')
    expect(end('2026-10-25T00:45:00Z', twice)).toBeNull()
    expect(end('2026-10-25T01:15:00Z', twice)).toBe('2026-10-25T01:30:00.000Z')
  })
})

describe('digests', () => {
  it('come at the next full hour, in zones of half hours too, but not in quiet hours', () => {
    expect(digest('2026-03-02T09:00:00Z', 'hourly')).toBe('2026-03-02T10:00:00.000Z')
    expect(digest('2026-03-02T09:59:59Z', 'hourly')).toBe('2026-03-02T10:00:00.000Z')
    expect(digest('2026-03-02T09:10:00Z', 'hourly', { timeZone: 'Asia/Kolkata' })).toBe('2026-03-02T09:30:00.000Z')
    expect(digest('2026-03-02T21:10:00Z', 'hourly')).toBe('2026-03-03T07:00:00.000Z')
  })

  it('come at the hour of the person, each day or on a day of the week', () => {
    expect(digest('2026-03-02T07:59:00Z', 'daily')).toBe('2026-03-02T08:00:00.000Z')
    expect(digest('2026-03-02T08:00:00Z', 'daily')).toBe('2026-03-03T08:00:00.000Z')
    expect(digest('2026-03-02T08:00:00Z', 'weekly')).toBe('2026-03-09T08:00:00.000Z')
    expect(digest('2026-03-02T08:00:00Z', 'weekly', { digestWeekday: 5 })).toBe('2026-03-06T08:00:00.000Z')
  })

  it.each([
    ['Europe/Berlin', '2026-03-28T08:00:00Z', '2026-03-29T06:00:00.000Z'],
    ['Europe/Berlin', '2026-10-24T08:00:00Z', '2026-10-25T07:00:00.000Z'],
    ['America/New_York', '2026-03-07T14:00:00Z', '2026-03-08T12:00:00.000Z'],
    ['America/New_York', '2026-10-31T13:00:00Z', '2026-11-01T13:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-03T00:00:00Z', '2026-10-03T21:00:00.000Z'],
  ])('come at the wall time of %s on the days of the changes (%s)', (timeZone, moment, at) => {
    expect(digest(moment, 'daily', { timeZone })).toBe(at)
  })

  it('come once on a day that has their hour twice, and on one that has it not', () => {
    const night = { timeZone: 'Europe/Berlin', digestAt: '02:30' }
    expect(digest('2026-10-24T12:00:00Z', 'daily', night)).toBe('2026-10-25T00:30:00.000Z')
    expect(digest('2026-10-25T00:30:00Z', 'daily', night)).toBe('2026-10-26T01:30:00.000Z')
    expect(digest('2026-03-28T12:00:00Z', 'daily', night)).toBe('2026-03-29T01:30:00.000Z')
  })

  it('each is after the one before, through a year of any zone', () => {
    for (const timeZone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'])
      for (const cadence of ['hourly', 'daily', 'weekly'] as const) {
        let at = new Date('2026-01-01T00:00:00Z')
        const [longest, count] = { hourly: [11, 400], daily: [25.5, 400], weekly: [7 * 24 + 1, 60] }[cadence] as [
          number,
          number,
        ]
        for (let index = 0; index < count; index++) {
          const next = nextDigestAt(at, cadence, hours({ timeZone }))
          const passed = (next.getTime() - at.getTime()) / 3_600_000
          expect(passed).toBeGreaterThan(0)
          if (index > 0) expect(passed).toBeLessThanOrEqual(longest)
          at = next
        }
      }
  })
})
