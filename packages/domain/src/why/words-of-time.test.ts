import { expect, it } from 'vitest'
import { dayWords, durationWords, lagWords, momentWords, moveWords } from './words-of-time.ts'

it.each([
  [480, '1 day'],
  [1_920, '4 days'],
  [720, '1 day 4 hours'],
  [60, '1 hour'],
  [90, '90 minutes'],
  [1, '1 minute'],
  [-960, '2 days'],
  [0, '0 days'],
])('%d working minutes are %s', (minutes, words) => {
  expect(durationWords(minutes)).toBe(words)
})

it('tells a lag with its sign', () => {
  expect([lagWords(960), lagWords(-480), lagWords(0)]).toEqual(['+2 days', '-1 day', 'none'])
  expect([lagWords(-1_440, 'elapsed'), lagWords(90, 'elapsed'), lagWords(-50, 'percent')]).toEqual([
    '-1 day around the clock',
    '+90 minutes around the clock',
    '-50 %',
  ])
})

it.each([
  ['2026-03-12T17:00', '2026-03-16T17:00', 'from 12 to 16 March'],
  ['2026-02-28T17:00', '2026-03-03T12:00', 'from 28 February to 3 March'],
  ['2026-12-30T17:00', '2027-01-04T17:00', 'from 30 December 2026 to 4 January 2027'],
  ['2026-03-12T08:00', '2026-03-12T13:00', 'from 08:00 to 13:00 on 12 March'],
])('a move %s to %s goes %s', (before, after, words) => {
  expect(moveWords(before, after)).toBe(words)
})

it('names days, and times where they matter', () => {
  expect(dayWords('2026-03-02T08:00')).toBe('2 March')
  expect(momentWords('2026-03-12T08:00')).toBe('12 March')
  expect(momentWords('2026-03-12T10:30')).toBe('12 March 10:30')
})
