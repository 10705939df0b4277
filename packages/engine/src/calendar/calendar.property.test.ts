import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryCalendar } from '../../test-support/arbitrary-calendar.ts'
import { workedMinutes } from '../../test-support/reference-calendar.ts'
import type { CalendarSpec } from '../plan/types.ts'
import { compileCalendar } from './compile-calendar.ts'
import { intersectCalendars } from './intersect-calendars.ts'
import { earliestMinuteAt, latestMinuteAt, positionOf } from './positions.ts'
import type { WorkingTime } from './working-time.ts'

const FIRST_DAY = -20
const END_DAY = 75
const base = arbitraryCalendar('base', null)
const derived = fc.tuple(arbitraryCalendar('derived', 'base'), base)

function compiled([spec, of]: readonly [CalendarSpec, CalendarSpec]): WorkingTime {
  return compileCalendar(spec, new Map([[of.id, of]]))
}

/** Every hour, or every minute of it, has the position and, back, the minutes of the reference. */
function expectSame(calendar: WorkingTime, minutes: readonly boolean[], step: number): void {
  const origin = FIRST_DAY * 1440
  const first = positionOf(calendar, origin)
  let worked = 0
  let wrong = 0
  for (const [index, isWorked] of minutes.entries()) {
    if (index % step === 0 && positionOf(calendar, origin + index) !== first + worked) wrong += 1
    if (!isWorked) continue
    if (worked % step === 0 && latestMinuteAt(calendar, first + worked) !== origin + index) wrong += 1
    worked += 1
    if (worked % step === 0 && earliestMinuteAt(calendar, first + worked) !== origin + index + 1) wrong += 1
  }
  expect(wrong).toBe(0)
}

describe('any calendar', () => {
  it('works as the reference does, minute by minute', () => {
    fc.assert(
      fc.property(derived, (specs) => expectSame(compiled(specs), workedMinutes(specs, FIRST_DAY, END_DAY), 7)),
      { numRuns: 60 },
    )
  })

  it('works, intersected with another, when both do', () => {
    fc.assert(
      fc.property(base, base, (a, b) => {
        const [inA, inB] = [workedMinutes([a], FIRST_DAY, END_DAY), workedMinutes([b], FIRST_DAY, END_DAY)]
        const both = intersectCalendars(compileCalendar(a), compileCalendar(b))
        const minutes = inA.map((isWorked, index) => isWorked && (inB[index] as boolean))
        expectSame(both, minutes, 7)
      }),
      { numRuns: 40 },
    )
  })

  it('keeps its positions when its table grows', () => {
    fc.assert(
      fc.property(
        base,
        fc.integer({ min: -1e8, max: 1e8 }),
        fc.integer({ min: -1e8, max: 3e8 }),
        (spec, minute, far) => {
          const calendar = compileCalendar(spec)
          const position = positionOf(calendar, minute)
          const grown = compileCalendar(spec)
          const between = positionOf(grown, far) - positionOf(grown, minute)
          expect(positionOf(calendar, far) - position).toBe(between)
          expect(positionOf(calendar, minute)).toBe(position)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('comes back from a position to its nearest working minutes', () => {
    const working = base.filter(({ week }) => week.some((shifts) => shifts !== null && shifts.length > 0))
    fc.assert(
      fc.property(working, fc.integer({ min: -1e6, max: 1e6 }), (spec, minute) => {
        const calendar = compileCalendar(spec)
        const position = positionOf(calendar, minute)
        const [earliest, latest] = [earliestMinuteAt(calendar, position), latestMinuteAt(calendar, position)]
        expect(earliest).toBeLessThanOrEqual(minute)
        expect(latest).toBeGreaterThanOrEqual(minute)
        expect([positionOf(calendar, earliest), positionOf(calendar, latest)]).toEqual([position, position])
        expect([positionOf(calendar, earliest - 1), positionOf(calendar, latest + 1)]).toEqual([
          position - 1,
          position + 1,
        ])
      }),
      { numRuns: 200 },
    )
  })
})
