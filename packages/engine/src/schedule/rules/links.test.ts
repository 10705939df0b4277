import { describe, expect, it } from 'vitest'
import { at, constraint, dates, lateDates, plan, task, totalFloats } from '../../../test-support/worked-example.ts'
import { CycleError } from '../../errors.ts'
import { schedule } from '../../index.ts'
import type { PlanOptions } from '../../plan/types.ts'

describe('rule 6: four types of links', () => {
  it('finish to start', () => {
    expect(dates(plan([task('A', 2), task('B', 3)], ['A FS B'])).B).toBe('4 08:00 - 6 17:00')
  })

  it('start to start', () => {
    const late = task('A', 2, constraint('startNoEarlierThan', '3 08:00'))
    expect(dates(plan([late, task('B', 3)], ['A SS B'])).B).toBe('3 08:00 - 5 17:00')
  })

  it('finish to finish', () => {
    expect(dates(plan([task('A', 3), task('B', 1)], ['A FF B'])).B).toBe('4 08:00 - 4 17:00')
  })

  it('start to finish', () => {
    const late = task('A', 2, constraint('startNoEarlierThan', '5 08:00'))
    expect(dates(plan([late, task('B', 1)], ['A SF B'])).B).toBe('4 08:00 - 5 08:00')
  })

  it('and several between the same two tasks', () => {
    const tasks = [task('A', 4), task('B', 2)]
    expect(dates(plan(tasks, ['A SS+1d B'])).B).toBe('3 08:00 - 4 17:00')
    expect(dates(plan(tasks, ['A FF+1d B'])).B).toBe('5 08:00 - 6 17:00')
    expect(dates(plan(tasks, ['A SS+1d B', 'A FF+1d B'])).B).toBe('5 08:00 - 6 17:00')
  })
})

describe('rule 7: lags', () => {
  const ends = (lagCalendar: PlanOptions['lagCalendar'], more = {}) =>
    dates(
      plan([task('A', 5), task('B', 1, { calendarId: 'every-day', ...more })], ['A FS+1d B'], {
        options: { lagCalendar },
      }),
    ).B

  it("count in the successor's working time by default", () => {
    // A ends on Friday the 6th; B works on Saturdays.
    const tasks = [task('A', 5), task('B', 1, { calendarId: 'every-day' })]
    expect(dates(plan(tasks, ['A FS+1d B'])).B).toBe('8 08:00 - 8 17:00')
  })

  it('or in that of another calendar', () => {
    expect(ends('successor')).toBe('8 08:00 - 8 17:00')
    expect(ends('project')).toBe('10 08:00 - 10 17:00')
    expect(ends('predecessor')).toBe('10 08:00 - 10 17:00')
    // 480 minutes after Friday 17:00 is Saturday 01:00.
    expect(ends('aroundTheClock')).toBe('7 08:00 - 7 17:00')
  })

  it('may be elapsed', () => {
    expect(dates(plan([task('A', 5), task('B', 1)], ['A FS+1ed B'])).B).toBe('9 08:00 - 9 17:00')
    expect(dates(plan([task('A', 1), task('B', 1)], ['A FS+1ed B'])).B).toBe('4 08:00 - 4 17:00')
  })

  it("may be a percentage of the predecessor's duration, in its minutes", () => {
    expect(dates(plan([task('A', 4), task('B', 1)], ['A FS+50% B'])).B).toBe('10 08:00 - 10 17:00')
    expect(dates(plan([task('A', 4), task('B', 1)], ['A SS+25% B'])).B).toBe('3 08:00 - 3 17:00')
    const elapsed = task('A', 0, { kind: 'task', durationMinutes: 2880, isElapsed: true })
    // From Monday 08:00 to Wednesday 08:00, and another day by the clock.
    expect(dates(plan([elapsed, task('B', 1)], ['A FS+50% B'])).B).toBe('5 08:00 - 5 17:00')
  })

  it('may be leads', () => {
    expect(dates(plan([task('A', 3), task('B', 2)], ['A FS-1d B'])).B).toBe('4 08:00 - 5 17:00')
    expect(dates(plan([task('A', 2), task('B', 1)], ['A FS-50% B'])).B).toBe('3 08:00 - 3 17:00')
  })

  it('are taken off again for late dates', () => {
    const late = lateDates(plan([task('A', 1), task('B', 1), task('long', 10)], ['A FS+2d B']))
    // B may start on Friday the 13th: two days before is the 11th, so A may end on the 10th.
    expect(late).toMatchObject({ A: '10 08:00 - 10 17:00', B: '13 08:00 - 13 17:00' })
  })
})

describe('rule 8: finish to finish and start to finish bind the finish', () => {
  it("and the start lies the duration before it, on the successor's calendar", () => {
    const tasks = [task('A', 3), task('B', 1, { calendarId: 'mornings' })]
    // Two mornings up to Wednesday 17:00 are Tuesday's and Wednesday's.
    expect(dates(plan(tasks, ['A FF B'])).B).toBe('3 08:00 - 4 12:00')
  })

  it('and never lets a task start before the project', () => {
    expect(dates(plan([task('A', 1), task('B', 3)], ['A FF B'])).B).toBe('2 08:00 - 4 17:00')
    expect(dates(plan([task('A', 1), task('B', 3)], ['A SF B'])).B).toBe('2 08:00 - 4 17:00')
  })
})

describe('rule 9: what is complete drives from where it was', () => {
  const doneA = { progress: { actualStart: at('3 08:00'), actualFinish: at('4 12:00'), doneMinutes: 480 } }

  it('from its actual finish', () => {
    expect(dates(plan([task('A', 1, doneA), task('B', 1)], ['A FS B'])).B).toBe('4 13:00 - 5 12:00')
  })

  it('from its actual start', () => {
    expect(dates(plan([task('A', 1, doneA), task('B', 1)], ['A SS B'])).B).toBe('3 08:00 - 3 17:00')
  })

  it('and puts no bound on the late dates of what came before', () => {
    const tasks = [task('A', 1), task('B', 1, doneA), task('long', 5)]
    expect(lateDates(plan(tasks, ['A FS B'])).A).toBe('6 08:00 - 6 17:00')
    expect(totalFloats(plan(tasks, ['A FS B'])).A).toBe(4)
  })
})

describe('rule 10: links of a summary act on its children', () => {
  const children = [task('S', 0, { kind: 'task' }), task('a', 1, { parentId: 'S' }), task('b', 3, { parentId: 'S' })]

  it('FS and FF wait for all of them', () => {
    expect(dates(plan([...children, task('C', 1)], ['S FS C'])).C).toBe('5 08:00 - 5 17:00')
    expect(dates(plan([...children, task('C', 1)], ['S FF+1d C'])).C).toBe('5 08:00 - 5 17:00')
  })

  it('SS and SF go by the earliest', () => {
    const later = children.map((each) => ({
      ...each,
      ...(each.parentId === null ? {} : constraint('startNoEarlierThan', each.id === 'a' ? '4 08:00' : '3 08:00')),
    }))
    expect(dates(plan([...later, task('C', 1)], ['S SS C'])).C).toBe('3 08:00 - 3 17:00')
    expect(dates(plan([...later, task('C', 1)], ['S SF+1d C'])).C).toBe('3 08:00 - 3 17:00')
  })

  it('into a summary, each child waits', () => {
    expect(dates(plan([task('P', 2), ...children], ['P FS S']))).toMatchObject({
      S: '4 08:00 - 6 17:00',
      a: '4 08:00 - 4 17:00',
      b: '4 08:00 - 6 17:00',
    })
    expect(dates(plan([task('P', 2), ...children], ['P FF S']))).toMatchObject({
      a: '3 08:00 - 3 17:00',
      b: '2 08:00 - 4 17:00',
    })
  })

  it('from summary to summary, and through several levels', () => {
    const inner = [
      task('outer', 0, { kind: 'task' }),
      task('T', 0, { kind: 'task', parentId: 'outer' }),
      task('t', 1, { parentId: 'T' }),
    ]
    expect(dates(plan([...children, ...inner], ['S FS outer'])).t).toBe('5 08:00 - 5 17:00')
  })

  it('between a summary and a task below it there can be none', () => {
    for (const text of ['S FS a', 'a FS S', 'S SS a', 'b FF S']) {
      expect(() => schedule(plan(children, [text]))).toThrow(CycleError)
    }
  })
})
