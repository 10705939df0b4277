import { describe, expect, it } from 'vitest'
import { AROUND_THE_CLOCK, plan, STANDARD, task } from '../../test-support/plans.ts'
import { CycleError, DuplicateIdError, InvalidCalendarError, UnknownReferenceError } from '../errors.ts'
import type { Plan, ScheduledTask } from '../plan/types.ts'
import { minuteOf, textOf } from '../time.ts'
import { schedule } from './schedule.ts'

function scheduled(of: Plan, id: string): ScheduledTask {
  const found = schedule(of).tasks.find((each) => each.id === id)
  if (found === undefined) throw new Error(`no task ${id}`)
  return found
}

function early(of: Plan, id: string): [string, string] {
  const { earlyStart, earlyFinish } = scheduled(of, id)
  return [textOf(earlyStart), textOf(earlyFinish)]
}

function late(of: Plan, id: string): [string, string] {
  const { lateStart, lateFinish } = scheduled(of, id)
  return [textOf(lateStart), textOf(lateFinish)]
}

describe('a plan', () => {
  it('without tasks finishes where it starts', () => {
    const { start, finish, tasks } = schedule(plan([]))
    expect({ start, finish, tasks }).toEqual({ start: plan([]).start, finish: start, tasks: [] })
  })

  it('keeps the order of its tasks and finishes with the last of them', () => {
    const result = schedule(plan([task('B', 2), task('A', 3)], ['A FS B']))
    expect(result.tasks.map(({ id }) => id)).toEqual(['B', 'A'])
    expect(textOf(result.finish)).toBe('2026-03-06T17:00')
  })

  it('starts tasks in working time', () => {
    const weekend = plan([task('A', 1)], [], { start: minuteOf('2026-03-07T12:00') })
    expect(early(weekend, 'A')).toEqual(['2026-03-09T08:00', '2026-03-09T17:00'])
    expect(scheduled(weekend, 'A').driver).toEqual({ kind: 'project-start' })
  })
})

describe('links', () => {
  const tasks = [task('A', 3), task('B', 2)]
  it.each([
    ['A FS B', '2026-03-05T08:00', '2026-03-06T17:00'],
    ['A FS+1d B', '2026-03-06T08:00', '2026-03-09T17:00'],
    ['A FS-1d B', '2026-03-04T08:00', '2026-03-05T17:00'],
    ['A SS B', '2026-03-02T08:00', '2026-03-03T17:00'],
    ['A SS+2d B', '2026-03-04T08:00', '2026-03-05T17:00'],
    ['A FF B', '2026-03-03T08:00', '2026-03-04T17:00'],
    ['A FF+4d B', '2026-03-09T08:00', '2026-03-10T17:00'],
    ['A FF-1d B', '2026-03-02T08:00', '2026-03-03T17:00'],
    ['A SF+4d B', '2026-03-04T08:00', '2026-03-05T17:00'],
  ])('%s', (text, start, finish) => {
    expect(early(plan(tasks, [text]), 'B')).toEqual([start, finish])
    expect(scheduled(plan(tasks, [text]), 'B').driver).toEqual({ kind: 'link', linkId: text, taskId: 'A' })
  })

  it('never pull a task before the start of the project', () => {
    const lead = plan(tasks, ['A SF B'])
    expect(early(lead, 'B')[0]).toBe('2026-03-02T08:00')
    expect(scheduled(lead, 'B').driver).toEqual({ kind: 'project-start' })
  })

  it('count lag over holidays of the successor, not of the predecessor', () => {
    const holidays = { ...STANDARD, id: 'holidays', exceptions: [{ from: '2026-03-05', to: '2026-03-06', shifts: [] }] }
    const calendars = [STANDARD, holidays]
    const successor = plan([task('A', 3), task('B', 1, { calendarId: 'holidays' })], ['A FS+1d B'], { calendars })
    expect(early(successor, 'B')[0]).toBe('2026-03-10T08:00')
    const predecessor = plan([task('A', 3, { calendarId: 'holidays' }), task('B', 1)], ['A FS+1d B'], { calendars })
    expect(early(predecessor, 'B')[0]).toBe('2026-03-06T08:00')
  })

  it('name the one that asks for the latest start', () => {
    const two = plan([task('A', 3), task('B', 2), task('C', 1)], ['B FS C', 'A FS C'])
    expect(scheduled(two, 'C').driver).toEqual({ kind: 'link', linkId: 'A FS C', taskId: 'A' })
  })
})

describe('milestones', () => {
  it('stay at the end of the period in which their predecessor ends', () => {
    const chain = plan([task('A', 5), task('M', 0), task('B', 1)], ['A FS M', 'M FS B'])
    expect(early(chain, 'M')).toEqual(['2026-03-06T17:00', '2026-03-06T17:00'])
    // Written down as late as what follows starts; no working time lies between.
    expect(late(chain, 'M')).toEqual(['2026-03-09T08:00', '2026-03-09T08:00'])
    expect(early(chain, 'B')[0]).toBe('2026-03-09T08:00')
    expect(schedule(chain).tasks.every((each) => each.isCritical)).toBe(true)
  })

  it('leave time in which nobody works', () => {
    const weekend = plan(
      [task('A', 8, { calendarId: AROUND_THE_CLOCK.id, durationMinutes: 8160 }), task('M', 0)],
      ['A FS M'],
    )
    expect(early(weekend, 'A')[1]).toBe('2026-03-08T00:00')
    expect(early(weekend, 'M')[0]).toBe('2026-03-09T08:00')
  })
})

describe('start no earlier than', () => {
  const notBefore = (text: string) => ({ constraint: { kind: 'startNoEarlierThan', date: minuteOf(text) } as const })

  it('holds a task back', () => {
    const held = plan([task('A', 1, notBefore('2026-03-04T08:00'))])
    expect(early(held, 'A')[0]).toBe('2026-03-04T08:00')
    expect(scheduled(held, 'A').driver).toEqual({ kind: 'constraint', constraint: 'startNoEarlierThan' })
  })

  it('gives way to a later link, and outranks the start of the project', () => {
    const later = plan([task('A', 3), task('B', 1, notBefore('2026-03-04T08:00'))], ['A FS B'])
    expect(early(later, 'B')[0]).toBe('2026-03-05T08:00')
    expect(early(plan([task('A', 1, notBefore('2026-02-02T08:00'))]), 'A')[0]).toBe('2026-02-02T08:00')
    const linked = plan([task('A', 1, notBefore('2026-02-02T08:00')), task('B', 1)], ['A FS B'])
    expect(early(linked, 'B')[0]).toBe('2026-02-03T08:00')
  })

  it('moves to the next working start and does not hold late dates', () => {
    const weekend = plan([task('A', 1, notBefore('2026-03-07T10:00')), task('B', 10)])
    expect(early(weekend, 'A')).toEqual(['2026-03-09T08:00', '2026-03-09T17:00'])
    expect(late(weekend, 'A')[1]).toBe('2026-03-13T17:00')
  })

  it('of a summary applies to all that is below it', () => {
    const outline = plan([
      task('A', 1, { parentId: 'T' }),
      task('T', 0, { parentId: 'S' }),
      task('S', 0, notBefore('2026-03-04T08:00')),
      task('B', 1, { parentId: 'T', ...notBefore('2026-03-05T08:00') }),
    ])
    expect(early(outline, 'A')[0]).toBe('2026-03-04T08:00')
    expect(early(outline, 'B')[0]).toBe('2026-03-05T08:00')
    expect(early(outline, 'S')).toEqual(['2026-03-04T08:00', '2026-03-05T17:00'])
  })
})

describe('floats', () => {
  // A 1d > B 4d > D 1d and A > C 1d > D; E stands alone.
  const diamond = plan(
    [task('A', 1), task('B', 4), task('C', 1), task('D', 1), task('E', 2)],
    ['A FS B', 'A FS C', 'B FS D', 'C FS D'],
  )

  it('are nothing on the critical path', () => {
    const critical = schedule(diamond).tasks.filter((each) => each.isCritical)
    expect(critical.map(({ id, totalFloat, freeFloat }) => [id, totalFloat, freeFloat])).toEqual([
      ['A', 0, 0],
      ['B', 0, 0],
      ['D', 0, 0],
    ])
  })

  it('are the working time up to the successor or the finish of the project', () => {
    expect(scheduled(diamond, 'C')).toMatchObject({ totalFloat: 1440, freeFloat: 1440 })
    expect(late(diamond, 'C')).toEqual(['2026-03-06T08:00', '2026-03-06T17:00'])
    expect(scheduled(diamond, 'E')).toMatchObject({ totalFloat: 1920, freeFloat: 1920 })
  })

  it('tell what is shared from what is free', () => {
    const chain = plan([task('A', 1), task('B', 1), task('Z', 5)], ['A FS B'])
    expect(scheduled(chain, 'A')).toMatchObject({ totalFloat: 1440, freeFloat: 0 })
    expect(scheduled(chain, 'B')).toMatchObject({ totalFloat: 1440, freeFloat: 1440 })
  })

  it.each([
    ['A SS+1d B', 960, 0],
    ['A FF+1d B', 1440, 0],
    ['A SF+3d B', 1440, 0],
    ['A SF B', 1920, 1440],
  ])('of %s follow the link', (text, totalFloat, freeFloat) => {
    const tasks = [task('A', 2), task('B', 3), task('Z', 6)]
    const result = scheduled(plan(tasks, [text]), 'A')
    expect([result.totalFloat, result.freeFloat]).toEqual([totalFloat, freeFloat])
  })

  it('count on the calendar of the task', () => {
    const mixed = plan(
      [task('A', 1, { calendarId: AROUND_THE_CLOCK.id }), task('B', 2), task('C', 1)],
      ['A FS C', 'B FS C'],
    )
    expect(late(mixed, 'A')[1]).toBe('2026-03-04T08:00')
    expect(scheduled(mixed, 'A').totalFloat).toBe(2400)
  })
})

describe('summaries', () => {
  const outline = plan(
    [task('S', 99), task('A', 2, { parentId: 'S' }), task('B', 4, { parentId: 'S' }), task('C', 1), task('Z', 6)],
    ['S FS C'],
  )

  it('roll up what is below them', () => {
    expect(scheduled(outline, 'S')).toMatchObject({ isSummary: true, driver: { kind: 'children' }, freeFloat: 0 })
    expect(early(outline, 'S')).toEqual(['2026-03-02T08:00', '2026-03-05T17:00'])
    expect(late(outline, 'S')).toEqual(['2026-03-03T08:00', '2026-03-06T17:00'])
    expect(scheduled(outline, 'S').totalFloat).toBe(480)
  })

  it('without successors have their total float free', () => {
    const free = plan(
      [task('S', 0), task('A', 1, { parentId: 'S' }), task('B', 1, { parentId: 'S' }), task('Z', 4)],
      ['A FS B'],
    )
    expect(scheduled(free, 'S')).toMatchObject({ totalFloat: 960, freeFloat: 960 })
    expect(scheduled(free, 'A').freeFloat).toBe(0)
  })

  it('are critical when a task below them is', () => {
    const critical = plan([task('S', 0), task('A', 2, { parentId: 'S' }), task('B', 4, { parentId: 'S' })])
    expect(schedule(critical).tasks.map(({ id, isCritical }) => [id, isCritical])).toEqual([
      ['S', true],
      ['A', false],
      ['B', true],
    ])
  })

  it('let successors wait for all, or follow the earliest', () => {
    expect(early(outline, 'C')[0]).toBe('2026-03-06T08:00')
    const earliest = plan(
      [task('S', 0), task('A', 2, { parentId: 'S' }), task('B', 4, { parentId: 'S' }), task('C', 1)],
      ['A FS B', 'S SS+1d C'],
    )
    expect(early(earliest, 'C')[0]).toBe('2026-03-03T08:00')
  })

  it('hand links into them to every child, lag on the calendar of each', () => {
    const into = plan(
      [
        task('P', 5),
        task('S', 0),
        task('A', 1, { parentId: 'S' }),
        task('T', 0, { parentId: 'S' }),
        task('B', 1, { parentId: 'T', calendarId: AROUND_THE_CLOCK.id }),
      ],
      ['P FS+1d S'],
    )
    expect(early(into, 'A')[0]).toBe('2026-03-10T08:00')
    expect(early(into, 'B')[0]).toBe('2026-03-07T01:00')
    expect(scheduled(into, 'B').driver).toEqual({ kind: 'link', linkId: 'P FS+1d S', taskId: 'P', onTaskId: 'S' })
    expect(scheduled(into, 'P')).toMatchObject({ totalFloat: 0, freeFloat: 0 })
  })
})

describe('a plan that makes no sense', () => {
  it('has a circle', () => {
    const circle = plan([task('A', 1), task('B', 1)], ['A FS B', 'B SS A'])
    expect(() => schedule(circle)).toThrow(CycleError)
    expect(() => schedule(circle)).toThrow(expect.objectContaining({ taskIds: ['A', 'B'] }))
  })

  it.each([
    ['predecessor', plan([task('A', 1)], ['X FS A'])],
    ['parent', plan([task('A', 1, { parentId: 'X' })])],
    ['calendar of a task', plan([task('A', 1, { calendarId: 'X' })])],
    ['calendar of the plan', plan([], [], { calendarId: 'X' })],
  ])('has an unknown %s', (_what, broken) => {
    expect(() => schedule(broken)).toThrow(UnknownReferenceError)
    expect(() => schedule(broken)).toThrow(expect.objectContaining({ id: 'X' }))
  })

  it('has an id twice', () => {
    expect(() => schedule(plan([task('A', 1), task('A', 2)]))).toThrow(DuplicateIdError)
    expect(() => schedule(plan([], [], { calendars: [STANDARD, STANDARD] }))).toThrow(DuplicateIdError)
  })

  it('has a calendar without working time, and uses it', () => {
    const never = { id: 'never', week: Array.from({ length: 7 }, () => []), exceptions: [] }
    const calendars = [STANDARD, never]
    expect(schedule(plan([task('A', 1)], [], { calendars })).tasks).toHaveLength(1)
    expect(() => schedule(plan([task('A', 1, { calendarId: 'never' })], [], { calendars }))).toThrow(
      InvalidCalendarError,
    )
  })
})
