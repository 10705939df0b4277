import { describe, expect, it } from 'vitest'
import { parseDate, parseLink, parsePercent, parseResource, parseSpan } from './csv-values.ts'

describe('durations', () => {
  it.each([
    ['5d', 2400],
    ['3 days', 1440],
    ['4h', 240],
    ['30 min', 30],
    ['2w', 4800],
    ['1 mo', 9600],
    ['1.5d?', 720],
    ['2', 960],
    ['0', 0],
  ])('%s are %i minutes', (text, minutes) => {
    expect(parseSpan(text, 'd')).toEqual({ minutes, isElapsed: false })
  })

  it('may be elapsed', () => {
    expect(parseSpan('2ed', 'd')).toEqual({ minutes: 2880, isElapsed: true })
    expect(parseSpan('3 eh', 'd')).toEqual({ minutes: 180, isElapsed: true })
  })

  it.each(['', 'soon', '3x', 'd', '1 2'])('are not %j', (text) => {
    expect(parseSpan(text, 'd')).toBeNull()
  })
})

describe('links', () => {
  const isKey = (key: string) => ['3', '1.2', 'A-10', 'A-10FS'].includes(key)
  it.each([
    ['3', '3', 'FS', { minutes: 0, isElapsed: false }],
    ['3SS', '3', 'SS', { minutes: 0, isElapsed: false }],
    ['3fs+2d', '3', 'FS', { minutes: 960, isElapsed: false }],
    ['3 FF - 1.5 h', '3', 'FF', { minutes: -90, isElapsed: false }],
    ['1.2SF+50%', '1.2', 'SF', { percent: 50 }],
    ['3+1ed', '3', 'FS', { minutes: 1440, isElapsed: true }],
    ['A-10', 'A-10', 'FS', { minutes: 0, isElapsed: false }],
    ['A-10FS', 'A-10FS', 'FS', { minutes: 0, isElapsed: false }],
    ['A-10SS+1d', 'A-10', 'SS', { minutes: 480, isElapsed: false }],
  ])('%s', (text, predecessor, type, lag) => {
    expect(parseLink(text, isKey)).toEqual({ predecessor, type, lag })
  })
})

describe('dates', () => {
  it.each([
    ['2026-03-02', '2026-03-02T08:00', false],
    ['2026-03-02T13:30', '2026-03-02T13:30', false],
    ['2026-03-02 13:30:15', '2026-03-02T13:30', false],
    ['31.12.2026', '2026-12-31T08:00', false],
    ['31/12/2026', '2026-12-31T08:00', false],
    ['3/2/2026', '2026-03-02T08:00', true],
    ['Mon 3/2/26 1:00 PM', '2026-03-02T13:00', true],
    ['12/31/2026 12:00 am', '2026-12-31T00:00', false],
  ])('%s is %s', (text, at, isAmbiguous) => {
    expect(parseDate(text)).toEqual({ at, isAmbiguous })
  })

  it.each(['', '2026-02-30', '2026-13-01', '99/99/2026', 'tomorrow', '2026-03-02 25:00'])('%j is none', (text) => {
    expect(parseDate(text)).toBeNull()
  })
})

describe('other cells', () => {
  it('tell percentages', () => {
    expect(['40', '40%', '0.4', '1', '0'].map(parsePercent)).toEqual([40, 40, 40, 1, 0])
    expect(parsePercent('lots')).toBeNaN()
  })

  it('tell resources with their units', () => {
    expect(parseResource('Ann')).toEqual({ name: 'Ann', units: 1 })
    expect(parseResource('Bob [50%]')).toEqual({ name: 'Bob', units: 0.5 })
    expect(parseResource('Sand[3 t]')).toEqual({ name: 'Sand', units: 3 })
    expect(parseResource(' ')).toBeNull()
  })
})
