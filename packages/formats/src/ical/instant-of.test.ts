import fc from 'fast-check'
import { expect, it } from 'vitest'
import { instantOf } from './instant-of.ts'

it.each([
  ['2026-03-02T08:00', 'Europe/Berlin', '2026-03-02T07:00:00.000Z'],
  ['2026-07-02T08:00', 'Europe/Berlin', '2026-07-02T06:00:00.000Z'],
  ['2026-07-02T08:00', 'America/New_York', '2026-07-02T12:00:00.000Z'],
  ['2026-07-02T08:00', 'Asia/Kathmandu', '2026-07-02T02:15:00.000Z'],
  ['2026-07-02T00:30', 'Pacific/Kiritimati', '2026-07-01T10:30:00.000Z'],
  ['2026-07-02T08:00', 'UTC', '2026-07-02T08:00:00.000Z'],
])('%s in %s', (time, zone, moment) => {
  expect(instantOf(time, zone).toISOString()).toBe(moment)
})

it('takes the first of two times where clocks are put back, and goes as far on where they are put forward', () => {
  expect(instantOf('2026-10-25T02:30', 'Europe/Berlin').toISOString()).toBe('2026-10-25T00:30:00.000Z')
  expect(instantOf('2026-03-29T02:30', 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:30:00.000Z')
  expect(instantOf('2026-03-29T03:30', 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:30:00.000Z')
})

it('is what clocks of the zone show then, wherever they are not put forward', () => {
  const zones = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Tokyo')
  const moments = fc.integer({ min: Date.UTC(1975, 0) / 60_000, max: Date.UTC(2060, 0) / 60_000 })
  fc.assert(
    fc.property(zones, moments, (timeZone, minute) => {
      const options = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const
      const format = new Intl.DateTimeFormat('sv-SE', options)
      const shown = format.format(minute * 60_000).replace(' ', 'T')
      expect(format.format(instantOf(shown, timeZone)).replace(' ', 'T')).toBe(shown)
    }),
  )
})
