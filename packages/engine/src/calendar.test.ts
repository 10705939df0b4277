import { describe, expect, it } from 'vitest'
import { AROUND_THE_CLOCK, DAY_SHIFTS, STANDARD } from '../test-support/plans.ts'
import {
  addWorkingMinutes,
  compileCalendar,
  nextWorkingMinute,
  previousWorkingMinute,
  workingMinutesBetween,
} from './calendar.ts'
import { HorizonError, InvalidCalendarError } from './errors.ts'
import { minuteOf, textOf } from './time.ts'

const standard = compileCalendar(STANDARD)
const nights = compileCalendar({
  id: 'nights',
  week: Array.from({ length: 7 }, () => [
    { from: 0, to: 360 },
    { from: 1320, to: 1440 },
  ]),
  exceptions: [],
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

  it('works through midnight', () => {
    expect(add('2026-03-02T22:00', 480, nights)).toBe('2026-03-03T06:00')
    expect(add('2026-03-03T06:00', -480, nights)).toBe('2026-03-02T22:00')
  })

  it('reaches far in both directions', () => {
    expect(workingMinutesBetween(standard, minuteOf('2026-03-02T08:00'), minuteOf('2126-03-02T08:00'))).toBe(12_523_200)
    const far = addWorkingMinutes(standard, minuteOf('2026-03-02T08:00'), 12_523_201)
    expect(textOf(far)).toBe('2126-03-04T08:01')
    expect(workingMinutesBetween(standard, far, minuteOf('1926-03-02T08:00'))).toBeLessThan(-24_000_000)
  })

  it('gives up outside the horizon', () => {
    const calendar = compileCalendar(STANDARD)
    expect(() => addWorkingMinutes(calendar, 0, 1e12)).toThrow(HorizonError)
    expect(() => addWorkingMinutes(calendar, 0, -1e12)).toThrow(HorizonError)
  })
})

describe('exceptions', () => {
  const calendar = compileCalendar({
    ...STANDARD,
    exceptions: [
      { from: '2026-03-03', to: '2026-03-05', shifts: [] },
      { from: '2026-03-04', to: '2026-03-04', shifts: [{ from: 600, to: 660 }] },
      { from: '2026-03-07', to: '2026-03-07', shifts: DAY_SHIFTS },
    ],
  })

  it('take days away and give days', () => {
    const monday = minuteOf('2026-03-02T08:00')
    expect(workingMinutesBetween(calendar, monday, minuteOf('2026-03-09T08:00'))).toBe(480 + 60 + 480 + 480)
    expect(textOf(addWorkingMinutes(calendar, monday, 481))).toBe('2026-03-04T10:01')
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
    const clock = compileCalendar(AROUND_THE_CLOCK)
    expect(nextWorkingMinute(clock, 12_345)).toBe(12_345)
    expect(previousWorkingMinute(clock, 12_345)).toBe(12_345)
  })
})

describe('an invalid calendar', () => {
  const empty = Array.from({ length: 7 }, () => [])
  it.each([
    ['has no working time', { id: 'x', week: empty, exceptions: [] }],
    ['has a short week', { id: 'x', week: [DAY_SHIFTS], exceptions: [] }],
    [
      'has a shift of no length',
      { ...STANDARD, exceptions: [{ from: '2026-03-02', to: '2026-03-02', shifts: [{ from: 60, to: 60 }] }] },
    ],
    ['has a shift past midnight', { ...STANDARD, week: [[{ from: 1380, to: 1500 }], ...empty.slice(1)] }],
    ['has a shift before midnight', { ...STANDARD, week: [[{ from: -60, to: 60 }], ...empty.slice(1)] }],
    [
      'has shifts that overlap',
      {
        ...STANDARD,
        week: [
          [
            { from: 0, to: 61 },
            { from: 60, to: 120 },
          ],
          ...empty.slice(1),
        ],
      },
    ],
    [
      'has a day that does not exist',
      { ...STANDARD, exceptions: [{ from: '2026-02-30', to: '2026-03-02', shifts: [] }] },
    ],
    [
      'has an exception that ends before it starts',
      { ...STANDARD, exceptions: [{ from: '2026-03-03', to: '2026-03-02', shifts: [] }] },
    ],
  ])('%s', (_reason, spec) => {
    expect(() => compileCalendar(spec)).toThrow(InvalidCalendarError)
  })
})
