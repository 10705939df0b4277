import { describe, expect, it } from 'vitest'
import { plan, task } from '../../test-support/plans.ts'
import { schedule } from '../schedule/schedule.ts'
import { minuteOf, textOf } from '../time.ts'
import { alignWithStatusDate, type StatusDateOptions } from './status-date.ts'

/** Four days of work begun on Monday 2026-03-02 or as said, two of them done; start, resume and finish after. */
function aligned(statusDate: string, options: StatusDateOptions, actualStart = '2026-03-02T08:00'): (string | null)[] {
  const progress = { actualStart: minuteOf(actualStart), actualFinish: null, doneMinutes: 960 }
  const before = plan([task('A', 4, { progress }), task('B', 1)])
  const after = alignWithStatusDate(before, schedule(before), minuteOf(statusDate), options)
  expect(after.tasks[1]).toBe(before.tasks[1])
  const { resume = null } = after.tasks[0]?.progress ?? {}
  const { start, finish } = schedule(after).task('A')
  return [textOf(start), resume === null ? null : textOf(resume), textOf(finish)]
}

describe('rule 27: the status date and its four options', () => {
  it('moves nothing by itself', () => {
    const asItIs = ['2026-03-02T08:00', null, '2026-03-05T17:00']
    expect(aligned('2026-03-09T08:00', {})).toEqual(asItIs)
    expect(aligned('2026-03-02T12:00', {})).toEqual(asItIs)
    expect(aligned('2026-03-09T08:00', { movesCompletedBack: true, movesRemainingBack: true })).toEqual(asItIs)
    expect(aligned('2026-03-02T12:00', { movesRemainingForward: true, movesCompletedForward: true })).toEqual(asItIs)
  })

  it('ends completed work there that would end after it', () => {
    const early = '2026-03-04T17:00'
    const begun = '2026-03-05T08:00'
    expect(aligned(early, { movesCompletedBack: true }, begun)).toEqual([
      '2026-03-03T08:00',
      '2026-03-09T08:00',
      '2026-03-10T17:00',
    ])
    expect(aligned(early, { movesCompletedBack: true, movesRemainingBack: true }, begun)).toEqual([
      '2026-03-03T08:00',
      null,
      '2026-03-06T17:00',
    ])
  })

  it('begins remaining work there that would begin before it', () => {
    const late = '2026-03-10T08:00'
    expect(aligned(late, { movesRemainingForward: true })).toEqual([
      '2026-03-02T08:00',
      '2026-03-10T08:00',
      '2026-03-11T17:00',
    ])
    expect(aligned(late, { movesRemainingForward: true, movesCompletedForward: true })).toEqual([
      '2026-03-06T08:00',
      '2026-03-10T08:00',
      '2026-03-11T17:00',
    ])
  })
})
