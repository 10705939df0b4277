import { describe, expect, it } from 'vitest'
import {
  at,
  constraint,
  DAY,
  dates,
  lateDates,
  plan,
  scheduled,
  task,
  text,
} from '../../../test-support/worked-example.ts'
import type { CalendarSpec } from '../../plan/types.ts'

describe('rule 1: a day of duration is 480 minutes, whatever the length of the day', () => {
  it('takes eight of the ten hours that a day has', () => {
    const tasks = [task('one', 1, { calendarId: 'ten-hours' }), task('two', 2, { calendarId: 'ten-hours' })]
    expect(dates(plan(tasks))).toEqual({ one: '2 08:00 - 2 16:00', two: '2 08:00 - 3 14:00' })
  })

  it('takes two mornings', () => {
    expect(dates(plan([task('A', 1, { calendarId: 'mornings' })]))).toEqual({ A: '2 08:00 - 3 12:00' })
  })
})

describe('rule 2: elapsed durations run around the clock', () => {
  const concrete = task('concrete', 0, { kind: 'task', durationMinutes: 1440, isElapsed: true })
  const tasks = [task('pour', 5), concrete, task('next', 1), task('other', 10)]
  const wet = plan(tasks, ['pour FS concrete', 'concrete FS next'])

  it('through the weekend', () => {
    expect(dates(wet)).toMatchObject({ concrete: '6 17:00 - 7 17:00', next: '9 08:00 - 9 17:00' })
  })

  it('with float in minutes around the clock', () => {
    // `next` may start on the 13th at 08:00, six days later by the clock less nine hours.
    const { lateFinish, totalFloat } = scheduled(wet, 'concrete')
    expect(text(lateFinish)).toBe('13 08:00')
    expect(totalFloat).toBe(6 * 1440 - 9 * 60)
  })
})

describe('rule 3: which calendar', () => {
  const offOnTuesday: CalendarSpec = {
    id: 'off-on-tuesday',
    baseId: 'standard',
    week: [null, null, null, null, null, null, null],
    exceptions: [{ from: '2026-03-03', to: '2026-03-03', shifts: [] }],
  }
  const calendars = [...plan([]).calendars, offOnTuesday]
  const resources = [
    { id: 'ann', kind: 'work' as const, calendarId: 'off-on-tuesday' },
    { id: 'bob', kind: 'work' as const },
    { id: 'sand', kind: 'material' as const, calendarId: 'mornings' },
  ]
  const assigned = (resourceIds: readonly string[], more = {}) =>
    dates(
      plan([task('A', 2, more)], [], {
        calendars,
        resources,
        assignments: resourceIds.map((resourceId) => ({ taskId: 'A', resourceId, units: 1 })),
      }),
    ).A

  it("is the project's, or the task's", () => {
    const tasks = [task('project', 1), task('own', 1, { calendarId: 'mornings' })]
    expect(dates(plan(tasks))).toEqual({ project: '2 08:00 - 2 17:00', own: '2 08:00 - 3 12:00' })
  })

  it("is the resource's when the task has none", () => {
    expect(assigned(['ann'])).toBe('2 08:00 - 4 17:00')
  })

  it('is the time that task and resource share', () => {
    // Mornings of the 2nd, 4th, 5th and 6th.
    expect(assigned(['ann'], { calendarId: 'mornings' })).toBe('2 08:00 - 6 12:00')
  })

  it("is the task's alone when that ignores the resources'", () => {
    expect(assigned(['ann'], { calendarId: 'mornings', ignoresResourceCalendars: true })).toBe('2 08:00 - 5 12:00')
  })

  it('spans all assignments', () => {
    expect(assigned(['bob'])).toBe('2 08:00 - 3 17:00')
    expect(assigned(['bob', 'ann'])).toBe('2 08:00 - 4 17:00')
  })

  it("is the task's for a fixed duration and for material", () => {
    expect(assigned(['ann'], { effortType: 'fixedDuration' })).toBe('2 08:00 - 3 17:00')
    expect(assigned(['sand'])).toBe('2 08:00 - 3 17:00')
  })
})

describe('rule 4: exception before work week before week before base', () => {
  const morning = [{ from: 480, to: 720 }]
  const derived: CalendarSpec = {
    id: 'derived',
    baseId: 'standard',
    // Fridays until noon, the other days as in the base.
    week: [null, null, null, null, morning, null, null],
    // The first week works mornings only,
    workWeeks: [{ from: '2026-03-02', to: '2026-03-08', week: [morning, morning, morning, morning, null, null, null] }],
    // and Tuesday not at all.
    exceptions: [{ from: '2026-03-03', to: '2026-03-03', shifts: [] }],
  }

  it('adds up to the working time of each day', () => {
    const tasks = [0.5, 1, 1.5, 2, 3, 6, 6.5].map((days) => task(`${days}`, days, { calendarId: 'derived' }))
    expect(dates(plan(tasks, [], { calendars: [...plan([]).calendars, derived] }))).toEqual({
      '0.5': '2 08:00 - 2 12:00',
      '1': '2 08:00 - 4 12:00',
      '1.5': '2 08:00 - 5 12:00',
      '2': '2 08:00 - 6 12:00',
      '3': '2 08:00 - 9 17:00',
      '6': '2 08:00 - 12 17:00',
      '6.5': '2 08:00 - 13 12:00',
    })
  })
})

describe('rule 5: starts move on to working time, finishes back to it', () => {
  it('after work ends the day before', () => {
    expect(dates(plan([task('A', 1), task('B', 1)], ['A FS B'])).B).toBe('3 08:00 - 3 17:00')
    const evening = constraint('startNoEarlierThan', '2 17:00')
    expect(dates(plan([task('A', 1, evening)])).A).toBe('3 08:00 - 3 17:00')
  })

  it('before work begins the day after', () => {
    // B must start on the 5th at 08:00, so A must be done on the 4th at 17:00.
    const links = ['A FS B', 'B FS C']
    const late = lateDates(plan([task('A', 1), task('B', 1), task('C', 1), task('long', 5)], links))
    expect(late).toMatchObject({ A: '4 08:00 - 4 17:00', B: '5 08:00 - 5 17:00' })
  })

  it('but milestones may stay at the end of a period, and where the project starts', () => {
    const tasks = [task('A', 1), task('done', 0), task('B', 0.5), task('noon', 0), task('C', 1)]
    expect(dates(plan(tasks, ['A FS done', 'B FS noon', 'done FS C']))).toMatchObject({
      done: '2 17:00 - 2 17:00',
      noon: '2 12:00 - 2 12:00',
      C: '3 08:00 - 3 17:00',
    })
    const saturday = plan([task('M', 0)], [], { start: at('7 10:00') })
    expect(dates(saturday).M).toBe('7 10:00 - 7 10:00')
  })

  it('and a task that starts in the middle of the day ends there', () => {
    expect(dates(plan([task('A', 1, constraint('startNoEarlierThan', '2 15:00'))])).A).toBe('2 15:00 - 3 15:00')
    expect(scheduled(plan([task('A', 1)]), 'A').finish - at('2 08:00')).toBe(DAY + 60)
  })
})
