import { describe, expect, it } from 'vitest'
import { AROUND_THE_CLOCK, DAY_SHIFTS, STANDARD } from '../../test-support/plans.ts'
import { HorizonError, InvalidCalendarError, UnknownReferenceError } from '../errors.ts'
import type { CalendarSpec } from '../plan/types.ts'
import { minuteOf, textOf } from '../time.ts'
import { aroundTheClock, compileCalendar } from './compile-calendar.ts'
import { intersectCalendars } from './intersect-calendars.ts'
import { addWorkingMinutes, nextWorkingMinute, previousWorkingMinute, workingMinutesBetween } from './positions.ts'
import { hasWorkingTime } from './working-time.ts'

const NO_DAYS: CalendarSpec = { id: 'never', week: [[], [], [], [], [], [], []], exceptions: [] }
const standard = compileCalendar(STANDARD)
const nights = compileCalendar({
  id: 'nights',
  week: Array.from({ length: 7 }, () => [{ from: 1320, to: 1800 }]),
  exceptions: [{ from: '2026-03-05', to: '2026-03-05', shifts: [] }],
})

function add(from: string, minutes: number, calendar = standard): string {
  return textOf(addWorkingMinutes(calendar, minuteOf(from), minutes))
}

describe('adding working time', () => {
  it('ends at the end of a period', () => {
    expect(add('2026-03-02T08:00', 480)).toBe('2026-03-02T17:00')
    expect(add('2026-03-02T08:00', 240)).toBe('2026-03-02T12:00')
    expect(add('2026-03-06T17:00', 1)).toBe('2026-03-09T08:01')
  })

  it('goes back to the start of a period', () => {
    expect(add('2026-03-02T17:00', -480)).toBe('2026-03-02T08:00')
    expect(add('2026-03-09T08:00', -60)).toBe('2026-03-06T16:00')
  })

  it('leaves the minute alone when there is nothing to add', () => {
    expect(add('2026-03-07T10:00', 0)).toBe('2026-03-07T10:00')
  })

  it('works through midnight in a shift that belongs to the day it begins on', () => {
    expect(add('2026-03-02T22:00', 480, nights)).toBe('2026-03-03T06:00')
    expect(add('2026-03-03T06:00', -480, nights)).toBe('2026-03-02T22:00')
    expect(add('2026-03-04T22:00', 481, nights)).toBe('2026-03-06T22:01')
  })

  it('goes round the clock', () => {
    expect(add('2026-03-02T08:00', 3 * 1440, aroundTheClock())).toBe('2026-03-05T08:00')
    expect(add('2026-03-02T08:00', 3 * 1440, compileCalendar(AROUND_THE_CLOCK))).toBe('2026-03-05T08:00')
  })

  it('reaches far in both directions', () => {
    expect(workingMinutesBetween(standard, minuteOf('2026-03-02T08:00'), minuteOf('2126-03-02T08:00'))).toBe(12_523_200)
    const far = addWorkingMinutes(standard, minuteOf('2026-03-02T08:00'), 12_523_201)
    expect(textOf(far)).toBe('2126-03-04T08:01')
    expect(workingMinutesBetween(standard, far, minuteOf('1926-03-02T08:00'))).toBeLessThan(-24_000_000)
  })

  it('gives up outside the horizon', () => {
    const calendar = compileCalendar(STANDARD)
    for (const minutes of [1e12, -1e12, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => addWorkingMinutes(calendar, 0, minutes)).toThrow(HorizonError)
      expect(() => nextWorkingMinute(calendar, minutes)).toThrow(HorizonError)
    }
  })

  it('gives up in a calendar that never works', () => {
    const never = compileCalendar(NO_DAYS)
    expect(hasWorkingTime(never)).toBe(false)
    expect(workingMinutesBetween(never, 0, 1e6)).toBe(0)
    expect(() => nextWorkingMinute(never, 0)).toThrow(InvalidCalendarError)
    expect(() => previousWorkingMinute(never, 0)).toThrow(InvalidCalendarError)
  })

  it('lives on exceptions alone', () => {
    const rare = compileCalendar({
      ...NO_DAYS,
      exceptions: [{ from: '2050-05-04', to: '2050-05-05', shifts: DAY_SHIFTS }],
    })
    expect(hasWorkingTime(rare)).toBe(true)
    expect(add('2026-03-02T08:00', 481, rare)).toBe('2050-05-05T08:01')
    expect(() => add('2026-03-02T08:00', 961, rare)).toThrow(HorizonError)
  })
})

describe('the nearest working minute', () => {
  it('is the next start or the previous end', () => {
    const saturday = minuteOf('2026-03-07T10:00')
    expect(textOf(nextWorkingMinute(standard, saturday))).toBe('2026-03-09T08:00')
    expect(textOf(previousWorkingMinute(standard, saturday))).toBe('2026-03-06T17:00')
  })

  it('moves a start off the end of a period and a finish off its start', () => {
    expect(textOf(nextWorkingMinute(standard, minuteOf('2026-03-02T12:00')))).toBe('2026-03-02T13:00')
    expect(textOf(previousWorkingMinute(standard, minuteOf('2026-03-02T13:00')))).toBe('2026-03-02T12:00')
  })

  it('is the minute itself in working time', () => {
    const clock = aroundTheClock()
    expect(nextWorkingMinute(clock, 12_345)).toBe(12_345)
    expect(previousWorkingMinute(clock, 12_345)).toBe(12_345)
  })
})

describe('two calendars together', () => {
  it('work when both do', () => {
    const late = compileCalendar({ ...STANDARD, id: 'late', week: STANDARD.week.map(() => [{ from: 600, to: 1200 }]) })
    const both = intersectCalendars(standard, late)
    expect(add('2026-03-06T08:00', 361, both)).toBe('2026-03-09T10:01')
  })

  it('may never work', () => {
    const evenings = compileCalendar({
      ...STANDARD,
      id: 'evenings',
      week: STANDARD.week.map(() => [{ from: 1080, to: 1200 }]),
    })
    const both = intersectCalendars(standard, evenings)
    expect(hasWorkingTime(both)).toBe(false)
    expect(() => nextWorkingMinute(both, 0)).toThrow(InvalidCalendarError)
  })
})

describe('an invalid calendar', () => {
  const dated = (more: object) => ({
    ...STANDARD,
    exceptions: [{ from: '2026-03-02', to: '2026-03-02', shifts: [], ...more }],
  })
  const monday = (...shifts: { from: number; to: number }[]) => ({ ...NO_DAYS, week: [shifts, [], [], [], [], [], []] })
  it.each([
    ['has a short week', { ...NO_DAYS, week: [DAY_SHIFTS] }],
    ['has a shift of no length', dated({ shifts: [{ from: 60, to: 60 }] })],
    ['has a shift of broken minutes', monday({ from: 0.5, to: 60 })],
    ['has a shift that begins after its day', monday({ from: 1440, to: 1500 })],
    ['has a shift that ends two days on', monday({ from: 1380, to: 2881 })],
    ['has a shift before midnight', monday({ from: -60, to: 60 })],
    ['has shifts that overlap', monday({ from: 0, to: 61 }, { from: 60, to: 120 })],
    ['has a day that does not exist', dated({ from: '2026-02-30' })],
    ['has an exception that ends before it starts', dated({ from: '2026-03-03' })],
    ['repeats every 0 days', dated({ recurs: { kind: 'daily', every: 0 } })],
    ['repeats on an eighth weekday', dated({ recurs: { kind: 'weekly', every: 1, weekdays: [8] } })],
    ['repeats on a fifth Monday', dated({ recurs: { kind: 'monthly-weekday', every: 1, weekday: 1, position: 5 } })],
    ['repeats no times', dated({ recurs: { kind: 'daily', every: 2 }, occurrences: 0 })],
    ['has a work week of no days', { ...STANDARD, workWeeks: [{ from: '2026-03-02', to: '2026-03-08', week: [] }] }],
  ])('%s', (_reason, spec) => {
    expect(() => compileCalendar(spec)).toThrow(InvalidCalendarError)
  })

  it('has bases that go in a circle, or are missing', () => {
    const a = { ...NO_DAYS, id: 'a', baseId: 'b' }
    const b = { ...NO_DAYS, id: 'b', baseId: 'a' }
    expect(() =>
      compileCalendar(
        a,
        new Map([
          ['a', a],
          ['b', b],
        ]),
      ),
    ).toThrow('a > b > a')
    expect(() => compileCalendar(a)).toThrow(UnknownReferenceError)
  })
})
