import { compileCalendar, minuteOf, textOf } from '@throughline/engine'
import { expect, it } from 'vitest'
import { minutesAfter } from './minutes-after.ts'
import { STANDARD_WEEK } from './standard-calendars.ts'

const never = STANDARD_WEEK.map(() => [])

it.each([
  ['2026-03-02T08:00', STANDARD_WEEK, 480, '2026-03-02T17:00'],
  ['2999-12-30T08:00', STANDARD_WEEK, 6_240_000, null],
  ['2026-03-02T08:00', never, 480, null],
])('from %s', (from, week, minutes, expected) => {
  const found = minutesAfter(compileCalendar({ id: '1', week, exceptions: [] }), minuteOf(from), minutes)
  expect(found === null ? null : textOf(found)).toBe(expected)
})
