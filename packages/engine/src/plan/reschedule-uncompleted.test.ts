import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryPlan } from '../../test-support/arbitrary-plan.ts'
import { plan, task } from '../../test-support/plans.ts'
import { type Schedule, schedule } from '../schedule/schedule.ts'
import { minuteOf, textOf } from '../time.ts'
import { rescheduleUncompletedWork, updateAsScheduled } from './reschedule-uncompleted.ts'
import type { Plan, PlanTask } from './types.ts'

const at = minuteOf

function dates(of: Plan): Record<string, string> {
  return Object.fromEntries(
    schedule(of).tasks.map(({ id, start, finish }) => [id, `${textOf(start)} ${textOf(finish)}`]),
  )
}

function spans({ tasks }: Schedule): unknown[] {
  return tasks.map(({ id, start, finish }) => [id, start, finish])
}

describe('rule 27: uncompleted work is rescheduled after a date', () => {
  const after = at('2026-03-04T17:00')
  const moved = (tasks: readonly PlanTask[], links: readonly string[] = []) => {
    const before = plan(tasks, links)
    return rescheduleUncompletedWork(before, schedule(before), after)
  }

  it('moves tasks that have not started, and what follows them by the links', () => {
    const result = moved([task('a', 2), task('b', 1), task('later', 1)], ['a FS b', 'b FS+5d later'])
    expect(dates(result)).toMatchObject({
      a: '2026-03-05T08:00 2026-03-06T17:00',
      b: '2026-03-09T08:00 2026-03-09T17:00',
      later: '2026-03-17T08:00 2026-03-17T17:00',
    })
    expect(result.tasks[2]?.constraint ?? null).toBeNull()
  })

  it('resumes what is left of a started task', () => {
    const progress = { actualStart: at('2026-03-02T08:00'), actualFinish: null, doneMinutes: 480 }
    const result = moved([task('a', 3, { progress })])
    expect(dates(result)).toEqual({ a: '2026-03-02T08:00 2026-03-06T17:00' })
  })

  it('leaves what is complete, inactive, by hand or promised for a date', () => {
    const start = at('2026-03-02T08:00')
    const tasks = [
      task('complete', 1, { progress: { actualStart: start, actualFinish: start + 540, doneMinutes: 480 } }),
      task('inactive', 1, { isActive: false }),
      task('manual', 1, { manual: { start, finish: null } }),
      task('promised', 1, { constraint: { kind: 'mustStartOn', date: start } }),
    ]
    expect(moved(tasks).tasks).toEqual(tasks)
  })

  it('leaves no work before the date, whatever the plan', () => {
    const plans = arbitraryPlan({ withStartsOfSummaries: true, withTaskCalendars: true })
    fc.assert(
      fc.property(plans, fc.nat(12_000), (before, date) => {
        const result = schedule(rescheduleUncompletedWork(before, schedule(before), date))
        expect(result.tasks.filter((each) => !each.isSummary && each.start < date)).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('replaces softer constraints', () => {
    const constraint = { kind: 'finishNoEarlierThan', date: at('2026-03-03T17:00') } as const
    expect(moved([task('a', 1, { constraint })]).tasks[0]?.constraint).toEqual({
      kind: 'startNoEarlierThan',
      date: after,
    })
  })
})

describe('rule 27: work goes as scheduled until a date', () => {
  const until = (date: string, tasks: readonly PlanTask[], links: readonly string[] = [], completeOnly = false) => {
    const before = plan(tasks, links)
    const result = updateAsScheduled(before, schedule(before), at(date), completeOnly)
    expect(dates(result)).toEqual(dates(before))
    return result.tasks.map(({ progress }) => progress ?? null)
  }
  const chain = [task('a', 2), task('b', 4), task('c', 1)]
  const links = ['a FS b', 'b FS c']

  it('completes, does a part, and leaves the rest', () => {
    expect(until('2026-03-05T12:00', chain, links)).toEqual([
      { actualStart: at('2026-03-02T08:00'), actualFinish: at('2026-03-03T17:00'), doneMinutes: 960 },
      { actualStart: at('2026-03-04T08:00'), actualFinish: null, doneMinutes: 720 },
      null,
    ])
  })

  it('completes only, when asked to', () => {
    expect(until('2026-03-05T12:00', chain, links, true).map((progress) => progress?.doneMinutes ?? null)).toEqual([
      960,
      null,
      null,
    ])
  })

  it('does not work in interruptions', () => {
    const split = task('a', 3, { splits: [{ afterMinutes: 480, gapMinutes: 960 }] })
    const done = (date: string) => until(date, [split])[0]?.doneMinutes
    expect(done('2026-03-02T12:00')).toBe(240)
    expect(done('2026-03-03T12:00')).toBe(480)
    expect(done('2026-03-04T17:00')).toBe(480)
    expect(done('2026-03-05T17:00')).toBe(960)
  })

  it('goes on after an interruption', () => {
    const progress = {
      actualStart: at('2026-03-02T08:00'),
      actualFinish: null,
      doneMinutes: 480,
      resume: at('2026-03-09T08:00'),
    }
    expect(until('2026-03-06T17:00', [task('a', 4, { progress })])).toEqual([progress])
    expect(until('2026-03-10T12:00', [task('a', 4, { progress })])[0]).toMatchObject({ doneMinutes: 1200 })
  })

  it('moves no date, whatever the plan', () => {
    const plans = arbitraryPlan({ withStartsOfSummaries: true, withTaskCalendars: true }).map((any) => ({
      ...any,
      links: any.links.filter(({ type }) => type !== 'SF'),
    }))
    fc.assert(
      fc.property(plans, fc.nat(12_000), fc.nat(12_000), (before, first, second) => {
        const placed = schedule(before)
        const once = updateAsScheduled(before, placed, Math.min(first, second))
        const placedOnce = schedule(once)
        const twice = updateAsScheduled(once, placedOnce, Math.max(first, second))
        expect(spans(placedOnce)).toEqual(spans(placed))
        expect(spans(schedule(twice))).toEqual(spans(placed))
      }),
      { numRuns: 40 },
    )
  })
})
