import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDuration, formatElapsed, formatTaskDuration, parseDuration, parseElapsed } from './duration.ts'

describe('parseDuration', () => {
  it.each([
    ['5d', 2400],
    ['4h', 240],
    ['2w', 4800],
    ['30m', 30],
    ['1.5d', 720],
    ['1,5 d', 720],
    ['1d 4h', 720],
    ['1w2d', 3360],
    ['3', 1440],
    [' 2 days ', 960],
    ['0', 0],
  ])('reads %s', (text, minutes) => {
    expect(parseDuration(text)).toBe(minutes)
  })

  it.each(['', 'soon', '5x', '-1d', 'd', '1d!', '1..5d'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeNull()
  })

  it('reads back what is written', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 6_240_000 }), (m) => parseDuration(formatDuration(m)) === m))
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
    expect(formatDuration(minutes)).toBe(text)
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
    fc.assert(fc.property(fc.integer({ min: 0, max: 6_240_000 }), (m) => parseElapsed(formatElapsed(m)) === m))
  })

  it('is told apart from work', () => {
    const task = { kind: 'task', durationMinutes: 1440, isElapsed: false }
    expect(formatTaskDuration(task)).toBe('3d')
    expect(formatTaskDuration({ ...task, isElapsed: true })).toBe('1ed')
    expect(formatTaskDuration({ ...task, kind: 'milestone' })).toBe('0d')
  })
})
