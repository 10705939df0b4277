import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DayLengths, type DurationUnit, usualLengths } from './day-lengths.ts'
import {
  formatDuration,
  formatElapsed,
  formatTaskDuration,
  formatVariance,
  parseDuration,
  parseElapsed,
  readDuration,
} from './duration.ts'

/** Seven hours a day, and a day off in some weeks. */
const short: DayLengths = { minutesPerDay: 420, minutesPerWeek: 2_000, daysPerMonth: 19 }
const units = ['minutes', 'hours', 'days', 'weeks', 'months'] as const

const anyLengths = fc.integer({ min: 1, max: 1_440 }).chain((minutesPerDay) =>
  fc.record({
    minutesPerDay: fc.constant(minutesPerDay),
    minutesPerWeek: fc.integer({ min: minutesPerDay, max: 10_080 }),
    daysPerMonth: fc.integer({ min: 1, max: 31 }),
  }),
)
const anyMinutes = fc.integer({ min: 0, max: 6_240_000 })

describe('parseDuration', () => {
  it.each([
    ['5d', 2400],
    ['4h', 240],
    ['2w', 4800],
    ['30m', 30],
    ['2mo', 19_200],
    ['1 month', 9600],
    ['0.5 MONTHS', 4800],
    ['1.5d', 720],
    ['1,5 d', 720],
    ['1d 4h', 720],
    ['1w2d', 3360],
    ['3', 1440],
    [' 2 days ', 960],
    ['0', 0],
  ])('reads %s', (text, minutes) => {
    expect(parseDuration(text, usualLengths)).toBe(minutes)
  })

  it.each([
    ['1d', 420],
    ['1w', 2_000],
    ['1mo', 19 * 420],
    ['1', 420],
    ['1h', 60],
    ['1mo 1w 1d 1h 1m', 19 * 420 + 2_000 + 420 + 61],
  ])('reads %s by the lengths of the project', (text, minutes) => {
    expect(parseDuration(text, short)).toBe(minutes)
  })

  it.each(['', 'soon', '5x', '-1d', 'd', '1d!', '1..5d', `${'1'.repeat(60)}!`])('refuses %j', (text) => {
    expect(parseDuration(text, usualLengths)).toBeNull()
  })

  it.each([
    ['90m', 'minutes'],
    ['16h', 'hours'],
    ['2 wk', 'weeks'],
    ['1mo', 'months'],
    ['1w 2w', 'weeks'],
    ['1w 2d', 'days'],
    ['5', 'days'],
  ])('takes %s for a duration in %s', (text, unit) => {
    expect(readDuration(text, usualLengths)?.unit).toBe(unit)
  })

  it('reads back what is written', () => {
    fc.assert(
      fc.property(anyMinutes, anyLengths, (m, lengths) => parseDuration(formatDuration(m, lengths), lengths) === m),
    )
  })
})

describe('formatDuration', () => {
  it.each([
    [0, '0d'],
    [2400, '5d'],
    [240, '4h'],
    [90, '90m'],
    [720, '1d 4h'],
    [-480, '-1d'],
  ])('writes %i as %s', (minutes, text) => {
    expect(formatDuration(minutes, usualLengths)).toBe(text)
  })

  it('writes days as long as the project has them', () => {
    expect([2_100, 480, -420].map((minutes) => formatDuration(minutes, short))).toEqual(['5d', '1d 1h', '-1d'])
    expect(formatVariance(840, short)).toBe('+2d')
  })
})

describe('formatTaskDuration', () => {
  const task = (durationMinutes: number, durationUnit: DurationUnit) =>
    ({ kind: 'task', durationMinutes, durationUnit, isElapsed: false }) as const

  it.each([
    [4_800, 'weeks', '2w'],
    [960, 'hours', '16h'],
    [90, 'minutes', '90m'],
    [14_400, 'months', '1.5mo'],
    [720, 'days', '1d 4h'],
    [600, 'weeks', '0.25w'],
    [500, 'weeks', '1d 20m'],
    [20, 'hours', '20m'],
    [0, 'weeks', '0w'],
  ] as const)('writes %i minutes in %s as %s', (minutes, unit, text) => {
    expect(formatTaskDuration(task(minutes, unit), usualLengths)).toBe(text)
  })

  it.each([
    [4_000, 'weeks', '2w'],
    [19 * 420, 'months', '1mo'],
    [2_100, 'weeks', '1.05w'],
    [480, 'days', '1d 1h'],
  ] as const)('writes %i minutes in %s by the lengths of the project as %s', (minutes, unit, text) => {
    expect(formatTaskDuration(task(minutes, unit), short)).toBe(text)
  })

  it('writes what reads back', () => {
    const readsBack = (minutes: number, unit: DurationUnit, lengths: DayLengths) =>
      parseDuration(formatTaskDuration(task(minutes, unit), lengths), lengths) === minutes
    fc.assert(fc.property(anyMinutes, fc.constantFrom(...units), anyLengths, readsBack))
  })

  it('keeps the unit of what was typed to two decimals', () => {
    const hundredths = fc.integer({ min: 1, max: 10_000 })
    const isKept = (count: number, sign: string) => {
      const text = `${count / 100}${sign}`
      const typed = readDuration(text, usualLengths)
      return typed !== null && formatTaskDuration(task(typed.minutes, typed.unit), usualLengths) === text
    }
    // Of weeks and months of the usual lengths, every fifth hundredth is a whole number of minutes.
    fc.assert(fc.property(hundredths, fc.constantFrom('w', 'mo'), (count, sign) => isKept(count * 5, sign)))
  })
})

describe('time around the clock', () => {
  it.each([
    ['2ed', 2880],
    ['3 EH', 180],
    ['1,5ed', 2160],
    ['90em', 90],
    ['1ew', 10_080],
  ])('reads %s', (text, minutes) => expect(parseElapsed(text)).toBe(minutes))

  it.each(['', '2d', 'ed', '2ed 3eh', '-1ed'])('refuses %j', (text) => expect(parseElapsed(text)).toBeNull())

  it('reads back what is written', () => {
    fc.assert(fc.property(anyMinutes, (m) => parseElapsed(formatElapsed(m)) === m))
  })

  it('is told apart from work', () => {
    const task = { kind: 'task', durationMinutes: 1440, durationUnit: 'days', isElapsed: false } as const
    expect(formatTaskDuration(task, usualLengths)).toBe('3d')
    expect(formatTaskDuration({ ...task, isElapsed: true }, usualLengths)).toBe('1ed')
    expect(formatTaskDuration({ ...task, kind: 'milestone' }, usualLengths)).toBe('0d')
  })
})
