import { describe, expect, it } from 'vitest'
import { compileCalendar } from '../calendar/compile-calendar.ts'
import { minuteOf, textOf } from '../time.ts'
import { expandRecurringTask, type RecurringTaskSpec } from './recurring-task.ts'

const DAY = [{ from: 480, to: 1020 }]
const CALENDAR = compileCalendar({
  id: 'standard',
  week: [DAY, DAY, DAY, DAY, DAY, [], []],
  exceptions: [{ from: '2026-03-16', to: '2026-03-16', shifts: [] }],
})

/** Mondays at nine, an hour long. */
function meeting(parts: Partial<RecurringTaskSpec> = {}): RecurringTaskSpec {
  return {
    id: 'meeting',
    parentId: null,
    calendarId: null,
    durationMinutes: 60,
    recurrence: { kind: 'weekly', every: 1, weekdays: [1] },
    from: '2026-03-02',
    until: '2026-03-23',
    minuteOfDay: 540,
    ...parts,
  }
}

function starts(parts: Partial<RecurringTaskSpec>): string[] {
  return expandRecurringTask(meeting(parts), CALENDAR)
    .slice(1)
    .map((task) => textOf(task.constraint?.date as number))
}

describe('rule 25: recurring tasks', () => {
  it('makes a summary and a task for each occurrence that starts no earlier than its day', () => {
    expect(expandRecurringTask(meeting({ parentId: 'phase', calendarId: 'c', until: '2026-03-09' }), CALENDAR)).toEqual(
      [
        { id: 'meeting', parentId: 'phase', kind: 'task', calendarId: 'c', durationMinutes: 0 },
        {
          id: 'meeting.1',
          parentId: 'meeting',
          kind: 'task',
          calendarId: 'c',
          durationMinutes: 60,
          constraint: { kind: 'startNoEarlierThan', date: minuteOf('2026-03-02T09:00') },
        },
        {
          id: 'meeting.2',
          parentId: 'meeting',
          kind: 'task',
          calendarId: 'c',
          durationMinutes: 60,
          constraint: { kind: 'startNoEarlierThan', date: minuteOf('2026-03-09T09:00') },
        },
      ],
    )
  })

  it('keeps an occurrence on a day off, for the schedule to move', () => {
    expect(starts({})).toEqual(['2026-03-02T09:00', '2026-03-09T09:00', '2026-03-16T09:00', '2026-03-23T09:00'])
  })

  it('leaves it out when asked to', () => {
    expect(starts({ whenNotWorking: 'skip' })).toEqual(['2026-03-02T09:00', '2026-03-09T09:00', '2026-03-23T09:00'])
  })

  it('ends after so many occurrences', () => {
    expect(starts({ until: null, occurrences: 2 })).toEqual(['2026-03-02T09:00', '2026-03-09T09:00'])
    expect(starts({ recurrence: { kind: 'monthly-day', every: 1, day: 31 }, until: null, occurrences: 2 })).toEqual([
      '2026-03-31T09:00',
      '2026-04-30T09:00',
    ])
  })

  it.each<[string, Partial<RecurringTaskSpec>]>([
    ['no end', { until: null }],
    ['no day', { from: '2026-02-30' }],
    ['no time of day', { minuteOfDay: 1440 }],
    ['no step', { recurrence: { kind: 'daily', every: 0 } }],
    ['too many', { recurrence: { kind: 'daily', every: 1 }, until: '2999-01-01' }],
  ])('throws for %s', (_, parts) => {
    expect(() => expandRecurringTask(meeting(parts), CALENDAR)).toThrow(
      expect.objectContaining({ name: 'InvalidInputError', kind: 'task', id: 'meeting' }),
    )
  })
})
