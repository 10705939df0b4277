import { textOf } from '@throughline/engine'
import { expect, it } from 'vitest'
import { PLAIN_PLAN, PLAIN_TASK } from '../../plain-document.ts'
import type { DocumentTask } from '../../plan-document.ts'
import { stretchesOf } from './work-over-time.ts'
import { writeContext } from './write-context.ts'

const STORED = {
  ...{ earlyStart: null, earlyFinish: null, lateStart: null, lateFinish: null },
  ...{ totalSlackMinutes: null, freeSlackMinutes: null, isCritical: null, isSplitOrContoured: true },
}

const NOTHING = {
  ...{ name: null, start: null, calendars: [], defaultCalendarKey: null },
  ...{ links: [], resources: [], assignments: [], warnings: [] },
}

/** Two days of work from a Monday, with what is told of when they end. */
function told(finish: string | null, task: Partial<DocumentTask> = {}) {
  const stored = { ...STORED, start: '2026-03-02T08:00', finish }
  const whole: DocumentTask = { ...PLAIN_TASK, key: '1', name: 'Dig', line: 1, durationMinutes: 960, stored, ...task }
  const context = writeContext({ ...PLAIN_PLAN, ...NOTHING, tasks: [whole] })
  return stretchesOf(whole, context).map(({ from, to, minutes }) => `${textOf(from)} ${textOf(to)} ${minutes}`)
}

it.each([
  ['no finish is told', null, '2026-03-03T17:00'],
  ['it is the one that is worked out', '2026-03-03T17:00', '2026-03-03T17:00'],
  ['it is later', '2026-03-06T12:00', '2026-03-06T12:00'],
  ['it is before the work is done', '2026-03-02T17:00', '2026-03-03T17:00'],
])('where %s, work lasts until then', (_what, finish, end) => {
  expect(told(finish)).toEqual([`2026-03-02T08:00 ${end} 960`])
})

it('lasts until the finish in its last stretch alone', () => {
  const splits = [{ afterMinutes: 480, gapMinutes: 480 }]
  expect(told('2026-03-05T17:00', { splits })).toEqual([
    '2026-03-02T08:00 2026-03-02T17:00 480',
    '2026-03-02T17:00 2026-03-03T17:00 0',
    '2026-03-03T17:00 2026-03-05T17:00 480',
  ])
})

it('is nowhere without a start, or after the last day', () => {
  expect(told(null, { stored: null })).toEqual([])
  expect(
    told(null, { stored: { ...STORED, start: '2999-12-30T08:00', finish: null }, durationMinutes: 6_240_000 }),
  ).toEqual([])
})
