import { minuteOf } from '@throughline/engine'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GANTT_DEFAULTS, GanttError } from './gantt-options.ts'
import type { GanttRow } from './gantt-rows.ts'
import { endlessAxis, mostStretches, shownDays, timeAxis } from './time-axis.ts'

const day = 1440
const room = { width: 400, most: 6, legible: 5 }
const rowOf = (start: number, finish: number) =>
  ({ kind: 'task', span: { start, finish }, baseline: null, deadline: null }) as GanttRow
const from = minuteOf('2026-03-02T08:00')

describe('the days that are shown', () => {
  it('reach from before the first date to after the last one', () => {
    const deadline = from + 90 * day
    const shown = shownDays([{ ...rowOf(from, from + 60 * day), deadline }], GANTT_DEFAULTS, from - 5 * day)
    expect(shown.start).toBeLessThan(from - 5 * day)
    expect(shown.finish).toBeGreaterThan(deadline)
    expect(shown.finish).toBeLessThan(deadline + 5 * day)
  })

  it('are those that were asked for', () => {
    const options = { ...GANTT_DEFAULTS, from: '2026-03-09', to: '2026-03-13' }
    const asked = { start: minuteOf('2026-03-09T00:00'), finish: minuteOf('2026-03-14T00:00') }
    expect(shownDays([rowOf(from, from + 60 * day)], options, null)).toEqual(asked)
    expect(shownDays([], options, null)).toEqual(asked)
  })

  it('are at least one, for a plan without dates', () => {
    expect(shownDays([], GANTT_DEFAULTS, null)).toEqual({ start: 0, finish: day })
  })
})

describe('the time on sheets beside each other', () => {
  it('is all there, without gaps, none wider than a sheet', () => {
    const zoom = fc.oneof(fc.constantFrom<'fit' | 'auto'>('fit', 'auto'), fc.double({ min: 0.5, max: 60, noNaN: true }))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), zoom, fc.integer({ min: 1, max: 40 }), (days, wanted, length) => {
        const shown = { start: from, finish: from + days * day }
        const { pointsPerMinute, stretches } = timeAxis([rowOf(from, from + length * day)], shown, wanted, room)
        expect(stretches[0]?.start).toBe(shown.start)
        expect(stretches.at(-1)?.finish).toBeGreaterThanOrEqual(shown.finish - 1e-6)
        for (const [index, { start, finish }] of stretches.entries()) {
          expect((finish - start) * pointsPerMinute).toBeLessThanOrEqual(room.width + 1e-6)
          expect(finish).toBeGreaterThan(start)
          if (index > 0) expect(start).toBe(stretches[index - 1]?.finish)
        }
      }),
    )
  })

  it('is drawn as many days to a centimetre as asked', () => {
    const { pointsPerMinute } = timeAxis([], { start: from, finish: from + 30 * day }, 2, room)
    expect(pointsPerMinute * 2 * day).toBeCloseTo(72 / 2.54)
  })

  it('goes on to more sheets where bars would be too short, and not when they would not', () => {
    const shown = { start: from, finish: from + 700 * day }
    expect(timeAxis([rowOf(from, from + 3 * day)], shown, 'auto', room).stretches.length).toBeGreaterThan(1)
    expect(timeAxis([rowOf(from, from + 90 * day)], shown, 'auto', room).stretches).toHaveLength(1)
    expect(timeAxis([rowOf(from, from + 60)], shown, 'auto', room).stretches.length).toBeLessThanOrEqual(room.most + 1)
    expect(timeAxis([rowOf(from, from + 3 * day)], shown, 'fit', room).stretches).toHaveLength(1)
  })

  it('is refused where nobody would print it', () => {
    const shown = { start: from, finish: from + 9_000 * day }
    expect(() => timeAxis([], shown, 0.5, room)).toThrow(GanttError)
    expect(() => timeAxis([], shown, 0.5, room)).toThrow(String(mostStretches))
    expect(() => endlessAxis([], { ...shown, finish: from + 90_000 * day }, 0.5, 14)).toThrow(GanttError)
  })
})
