import { minuteOf, textOf } from '@throughline/engine'
import { expect, it } from 'vitest'
import { datedTask } from '../../test-support/gantt-plan.ts'
import { PLAIN_TASK } from '../plain-document.ts'
import { calendarLookup } from '../work-calendars.ts'
import { spanOf, workedParts } from './span.ts'

const calendar = calendarLookup({ calendars: [], defaultCalendarKey: null })(null)
const span = (start: string, finish: string) => ({ start: minuteOf(start), finish: minuteOf(finish) })
const told = (parts: ReturnType<typeof workedParts>) =>
  parts.map(({ start, finish }) => [textOf(start), textOf(finish)])

it('takes what was scheduled before what was set by hand', () => {
  const manual = { start: '2026-05-04T08:00', finish: null }
  expect(spanOf(datedTask('a', '2026-03-02T08:00', '2026-03-03T17:00', { manual }))).toEqual(
    span('2026-03-02T08:00', '2026-03-03T17:00'),
  )
  expect(spanOf({ ...PLAIN_TASK, key: 'b', name: 'B', line: 1, manual })).toEqual(
    span('2026-05-04T08:00', '2026-05-04T08:00'),
  )
  expect(spanOf({ ...PLAIN_TASK, key: 'c', name: 'C', line: 1 })).toBeNull()
})

it('lays interruptions out in working time', () => {
  const splits = [
    { afterMinutes: 480, gapMinutes: 960 },
    { afterMinutes: 960, gapMinutes: 480 },
  ]
  const task = datedTask('a', '2026-03-05T08:00', '2026-03-13T17:00', { durationMinutes: 1440, splits })
  expect(told(workedParts(task, span('2026-03-05T08:00', '2026-03-13T17:00'), calendar))).toEqual([
    ['2026-03-05T08:00', '2026-03-05T17:00'],
    ['2026-03-10T08:00', '2026-03-10T17:00'],
    ['2026-03-12T08:00', '2026-03-13T17:00'],
  ])
})

it('keeps parts within the dates of the task, and knows elapsed ones', () => {
  const task = datedTask('a', '2026-03-06T08:00', '2026-03-07T08:00', {
    ...{ durationMinutes: 1440, isElapsed: true },
    splits: [
      { afterMinutes: 600, gapMinutes: 60 },
      { afterMinutes: 1300, gapMinutes: 600 },
    ],
  })
  expect(told(workedParts(task, span('2026-03-06T08:00', '2026-03-07T08:00'), calendar))).toEqual([
    ['2026-03-06T08:00', '2026-03-06T18:00'],
    ['2026-03-06T19:00', '2026-03-07T06:40'],
  ])
})
