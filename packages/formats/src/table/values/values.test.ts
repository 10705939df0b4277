import { describe, expect, it } from 'vitest'
import { type DateReading, orderShownBy, parseDate } from './date.ts'
import { parseFlag, parseNumber, parsePercent } from './number.ts'
import { formatSpan, parseSpan } from './span.ts'

const PLAIN = { isElapsed: false, isEstimated: false }

describe('durations', () => {
  it.each([
    ['5d', 2400, 'days'],
    ['3 days', 1440, 'days'],
    ['4h', 240, 'hours'],
    ['30 min', 30, 'minutes'],
    ['90m', 90, 'minutes'],
    ['2w', 4800, 'weeks'],
    ['1 mo', 9600, 'months'],
    ['1,5d', 720, 'days'],
    ['2', 960, 'days'],
    ['0', 0, 'days'],
    ['-1d', -480, 'days'],
    ['8:30', 510, 'hours'],
    ['3 Tage', 1440, 'days'],
    ['2 Std.', 120, 'hours'],
    ['1 Monat', 9600, 'months'],
    ['2 semaines', 4800, 'weeks'],
    ['4 jours', 1920, 'days'],
    ['5 días', 2400, 'days'],
  ])('%s are %i minutes', (text, minutes, unit) => {
    expect(parseSpan(text, 'days')).toEqual({ ...PLAIN, minutes, unit })
  })

  it('may be elapsed, and estimated', () => {
    expect(parseSpan('2ed', 'days')).toEqual({ minutes: 2880, unit: 'days', isElapsed: true, isEstimated: false })
    expect(parseSpan('3 eh', 'days')).toEqual({ minutes: 180, unit: 'hours', isElapsed: true, isEstimated: false })
    expect(parseSpan('5d?', 'days')).toEqual({ minutes: 2400, unit: 'days', isElapsed: false, isEstimated: true })
    expect(parseSpan('1 emo ?', 'days')).toEqual({
      minutes: 43_200,
      unit: 'months',
      isElapsed: true,
      isEstimated: true,
    })
  })

  it('have days as long as they are said to be', () => {
    const lengths = { day: 420, week: 2100, month: 8400 }
    expect(['1d', '1w', '1mo', '1ed'].map((text) => parseSpan(text, 'days', lengths)?.minutes)).toEqual([
      420, 2100, 8400, 1440,
    ])
  })

  it.each(['', 'soon', '3x', 'd', '1 2', '2e', '1.2.3d', '8:75'])('are not %j', (text) => {
    expect(parseSpan(text, 'days')).toBeNull()
  })

  it.each([
    [{ ...PLAIN, minutes: 720, unit: 'days' }, '1.5d'],
    [{ ...PLAIN, minutes: 1, unit: 'months' }, '0.000104mo'],
    [{ ...PLAIN, minutes: 4800, unit: 'days' }, '10d'],
    [{ minutes: 180, unit: 'hours', isElapsed: true, isEstimated: true }, '3eh?'],
    [{ ...PLAIN, minutes: 0, unit: 'weeks' }, '0w'],
    [{ ...PLAIN, minutes: -90, unit: 'minutes' }, '-90m'],
  ] as const)('%j are written %s, and read back', (span, text) => {
    expect(formatSpan(span)).toBe(text)
    expect(parseSpan(text, 'days')).toEqual(span)
  })
})

describe('dates', () => {
  const usual: DateReading = { order: 'month-day-year', isGiven: false, isYearFirst: false, time: '08:00' }

  it.each([
    ['2026-03-02', '2026-03-02T08:00', false],
    ['2026-03-02T13:30', '2026-03-02T13:30', false],
    ['2026-03-02 13:30:15', '2026-03-02T13:30', false],
    ['2026-03-02T13:30:00.000Z', '2026-03-02T13:30', false],
    ['2026-03-02T00:00:00+02:00', '2026-03-02T00:00', false],
    ['2026/3/2', '2026-03-02T08:00', false],
    ['31.12.2026', '2026-12-31T08:00', false],
    ['1.12.26 14:05', '2026-12-01T14:05', false],
    ['31/12/2026', '2026-12-31T08:00', false],
    ['3/2/2026', '2026-03-02T08:00', true],
    ['3/3/2026', '2026-03-03T08:00', false],
    ['Mon 3/2/26 1:00 PM', '2026-03-02T13:00', true],
    ['Mo 02.03.26', '2026-03-02T08:00', false],
    ['12/31/2026 12:00 am', '2026-12-31T00:00', false],
    ['3 March 2026', '2026-03-03T08:00', false],
    ['March 3rd, 2026 9:15', '2026-03-03T09:15', false],
    ['3-Mar-26', '2026-03-03T08:00', false],
    ['3. Mai 2026', '2026-05-03T08:00', false],
    ['14 juillet 2026', '2026-07-14T08:00', false],
    ['1 de agosto de 2026', '2026-08-01T08:00', false],
    ['Tuesday, 3 March 2026', '2026-03-03T08:00', false],
  ])('%s is %s', (text, at, isAmbiguous) => {
    expect(parseDate(text, usual)).toEqual({ at, isAmbiguous })
  })

  it.each(['', '2026-02-30', '2026-13-01', '99/99/2026', 'tomorrow', '2026-03-02 25:00', '31.13.2026', '3 Foo 2026'])(
    '%j is none',
    (text) => {
      expect(parseDate(text, usual)).toBeNull()
    },
  )

  it('have their day first when that is said, and are none when they do not fit', () => {
    const dayFirst: DateReading = { ...usual, order: 'day-month-year', isGiven: true }
    expect(parseDate('3/2/2026', dayFirst)).toEqual({ at: '2026-02-03T08:00', isAmbiguous: false })
    expect(parseDate('12/31/2026', dayFirst)).toBeNull()
    expect(parseDate('31.12.2026', { ...dayFirst, order: 'month-day-year' })?.at).toBe('2026-12-31T08:00')
    expect(parseDate('26/3/2', { ...usual, isYearFirst: true })).toBeNull()
    expect(parseDate('26-03-02', { ...usual, isYearFirst: true })?.at).toBe('2026-03-02T08:00')
  })

  it('stay days where no time is put in', () => {
    expect(parseDate('2.3.2026', { ...usual, time: null })?.at).toBe('2026-03-02')
    expect(parseDate('2.3.2026 8:00 Uhr', { ...usual, time: null })?.at).toBe('2026-03-02T08:00')
  })

  it('tell the order of their column', () => {
    const dates = [
      '31/12/2026',
      '12/31/2026 8:00',
      '3/2/26',
      '3/3/2026',
      '2026-03-02',
      'Mon 3/2/26',
      '1.2.2026',
      'soon',
    ]
    expect(dates.map(orderShownBy)).toEqual([
      ...['day-month-year', 'month-day-year', 'either', null],
      ...[null, 'either', null, null],
    ])
  })
})

describe('numbers', () => {
  it.each([
    ['1234.5', 1234.5],
    ['1.234,50', 1234.5],
    ['1,234.50', 1234.5],
    ['1 234,5', 1234.5],
    ['12,5', 12.5],
    ['-3', -3],
    ['1e6', 1_000_000],
    ['€ 5', 5],
    ['5 EUR', 5],
  ])('%s is %d', (text, value) => {
    expect(parseNumber(text)).toBe(value)
  })

  it.each(['', 'lots', '1.2.3', '1,2,3', '--1', 'Infinity', '1e999', '0x10'])('%j is none', (text) => {
    expect(parseNumber(text)).toBeNull()
  })

  it('can be percentages', () => {
    expect(['40', '40%', '12,5 %', '1', '0'].map((text) => parsePercent(text, false))).toEqual([40, 40, 12.5, 1, 0])
    expect(['0.4', '1', '40%', '0.07'].map((text) => parsePercent(text, true))).toEqual([40, 100, 40, 7])
    expect(parsePercent('lots', false)).toBeNull()
  })
})

describe('yes and no', () => {
  it('are said in many words', () => {
    expect(['Yes', 'x', 'TRUE', 'ja', 'oui', 'sí', '1'].map(parseFlag)).toEqual(Array(7).fill(true))
    expect(['no', 'FALSE', 'nein', 'non', '0', '-'].map(parseFlag)).toEqual(Array(6).fill(false))
    expect(parseFlag('perhaps')).toBeNull()
  })
})
