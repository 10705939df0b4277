import { minuteOf, textOf } from '@throughline/engine'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { axisUnits, nextUnit, startOfUnit, type TickUnit, ticksBetween } from './ticks.ts'

const units: TickUnit[] = ['hour', 'quarterDay', 'day', 'week', 'month', 'quarter', 'year', 'decade']
const minute = fc.integer({ min: minuteOf('1600-01-01T00:00'), max: minuteOf('2900-01-01T00:00') })

it('cuts time into units without gaps, each minute in the unit that starts before it', () => {
  fc.assert(
    fc.property(minute, fc.constantFrom(...units), (time, unit) => {
      const start = startOfUnit(unit, time)
      expect(start).toBeLessThanOrEqual(time)
      expect(nextUnit(unit, start)).toBeGreaterThan(time)
      expect(startOfUnit(unit, nextUnit(unit, start))).toBe(nextUnit(unit, start))
    }),
  )
})

it.each([
  ['week', '2026-03-04T10:00', '2026-03-02T00:00'],
  ['quarter', '2026-06-30T10:00', '2026-04-01T00:00'],
  ['decade', '2026-06-30T10:00', '2020-01-01T00:00'],
  ['quarterDay', '1969-12-31T23:00', '1969-12-31T18:00'],
] as const)('a %s begins', (unit, time, start) => {
  expect(textOf(startOfUnit(unit, minuteOf(time)))).toBe(start)
})

it('cuts off the first and the last unit, and says no more in the lower row than the upper one leaves open', () => {
  const [from, to] = [minuteOf('2026-02-27T00:00'), minuteOf('2026-03-03T00:00')]
  expect(ticksBetween('month', from, to, 'upper')).toMatchObject([
    { start: from, end: minuteOf('2026-03-01T00:00'), labels: ['Feb 2026', 'Feb', 'F'] },
    { end: to, labels: ['Mar 2026', 'Mar', 'M'] },
  ])
  expect(ticksBetween('day', from, to, 'lower').map(({ labels }) => labels[0])).toEqual([
    'Fri 27',
    'Sat 28',
    'Sun 1',
    'Mon 2',
  ])
})

it('chooses coarser units for smaller scales', () => {
  const lower = [400, 100, 20, 5, 1, 0.2, 0.05].map((points) => axisUnits(points)[1])
  expect(lower).toEqual(['hour', 'quarterDay', 'day', 'week', 'month', 'quarter', 'year'])
})
