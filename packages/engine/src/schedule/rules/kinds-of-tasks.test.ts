import { describe, expect, it } from 'vitest'
import {
  at,
  constraint,
  criticalTasks,
  DAY,
  dates,
  lateDates,
  plan,
  scheduled,
  task,
  text,
  totalFloats,
} from '../../../test-support/worked-example.ts'
import { schedule } from '../../index.ts'

const SUMMARY = task('S', 0, { kind: 'task' })
const child = (id: string, days: number, more = {}) => task(id, days, { parentId: 'S', ...more })

describe('rule 22: a summary spans its children', () => {
  const outline = plan([SUMMARY, child('a', 1), child('b', 2), task('long', 5)], ['a FS b'])

  it('from the earliest start to the latest finish', () => {
    expect(dates(outline).S).toBe('2 08:00 - 4 17:00')
    expect(lateDates(outline).S).toBe('4 08:00 - 6 17:00')
    expect(scheduled(outline, 'S')).toMatchObject({ isSummary: true, totalFloat: 2 * DAY })
    expect(schedule(outline).finish).toBe(at('6 17:00'))
  })

  it('whatever its own duration says', () => {
    const own = { ...SUMMARY, durationMinutes: 40 * DAY }
    expect(dates(plan([own, child('a', 1)])).S).toBe('2 08:00 - 2 17:00')
  })

  it('through several levels', () => {
    const inner = task('T', 0, { kind: 'task', parentId: 'S' })
    const deep = [
      SUMMARY,
      inner,
      task('t', 1, { parentId: 'T', ...constraint('startNoEarlierThan', '4 08:00') }),
      child('a', 1),
    ]
    expect(dates(plan(deep))).toMatchObject({ S: '2 08:00 - 4 17:00', T: '4 08:00 - 4 17:00' })
  })

  it('and is critical if one of them is', () => {
    expect(criticalTasks(outline)).toEqual(['long'])
    expect(criticalTasks(plan([SUMMARY, child('a', 1), child('b', 2)]))).toEqual(['S', 'b'])
  })

  it('and its own no earlier than holds for its children', () => {
    const held = { ...SUMMARY, ...constraint('startNoEarlierThan', '4 08:00') }
    expect(dates(plan([held, child('a', 1)])).a).toBe('4 08:00 - 4 17:00')
  })
})

describe('rule 23: what is placed by hand stays there', () => {
  const manual = { manual: { start: at('3 10:00'), finish: at('4 15:00') } }

  it('whatever its links say, and drives what follows', () => {
    const placed = plan([task('A', 4), task('M', 2, manual), task('B', 1)], ['A FS M', 'M FS B'])
    expect(dates(placed)).toMatchObject({ M: '3 10:00 - 4 15:00', B: '4 15:00 - 5 15:00' })
  })

  it('and has late dates: just when what follows it must begin, and whatever follows its start', () => {
    const tasks = [task('M', 2, manual), task('B', 1), task('long', 5)]
    const late = (link: string) => text(scheduled(plan(tasks, [link]), 'M').lateFinish)
    expect(late('M FS B')).toBe('6 08:00')
    expect(late('M SS B')).toBe('6 17:00')
  })

  it('and is not critical as long as it has no dates', () => {
    const undated = { manual: { start: null, finish: null } }
    expect(scheduled(plan([task('M', 2, undated)]), 'M')).toMatchObject({ totalFloat: 0, isCritical: false })
  })

  it('with one date the other follows from the duration', () => {
    const start = task('M', 2, { manual: { start: at('3 08:00'), finish: null } })
    const finish = task('N', 2, { manual: { start: null, finish: at('5 17:00') } })
    expect(dates(plan([start, finish]))).toEqual({ M: '3 08:00 - 4 17:00', N: '4 08:00 - 5 17:00' })
  })

  it('without dates it lies where any other task would', () => {
    const neither = task('M', 2, { manual: { start: null, finish: null } })
    expect(dates(plan([task('A', 1), neither], ['A FS M'])).M).toBe('3 08:00 - 4 17:00')
  })
})

describe('rule 23: of a summary placed by hand', () => {
  it('the start holds for what lies below it', () => {
    const held = { ...SUMMARY, manual: { start: at('4 08:00'), finish: at('10 17:00') } }
    expect(dates(plan([held, child('a', 1)])).a).toBe('4 08:00 - 4 17:00')
  })
})

describe('rule 24: an inactive task has no say', () => {
  const off = { isActive: false }

  it('neither for what follows, nor for the finish', () => {
    const plain = plan([task('A', 1), task('off', 30, off), task('B', 1)], ['A FS off', 'off FS B'])
    expect(dates(plain)).toMatchObject({ A: '2 08:00 - 2 17:00', B: '2 08:00 - 2 17:00' })
    expect(schedule(plain).finish).toBe(at('2 17:00'))
  })

  it('nor for the late dates of what comes before', () => {
    const plain = plan([task('A', 1), task('off', 1, off), task('long', 5)], ['A FS off'])
    expect(totalFloats(plain).A).toBe(4)
  })

  it('nor for its summary', () => {
    expect(dates(plan([SUMMARY, child('a', 1), child('off', 30, off)])).S).toBe('2 08:00 - 2 17:00')
  })

  it('nor through the links of its summary', () => {
    const tasks = [SUMMARY, child('a', 1), child('off', 30, off), task('B', 1)]
    expect(dates(plan(tasks, ['S FS B'])).B).toBe('3 08:00 - 3 17:00')
  })
})

describe('rule 25: a recurring task is a summary with one task for each occurrence', () => {
  it('each held at its own date', () => {
    const mondays = ['2 09:00', '9 09:00', '16 09:00']
    const meetings = mondays.map((date, index) =>
      child(`meeting ${index + 1}`, 0.125, constraint('startNoEarlierThan', date)),
    )
    expect(dates(plan([SUMMARY, ...meetings]))).toEqual({
      S: '2 09:00 - 16 10:00',
      'meeting 1': '2 09:00 - 2 10:00',
      'meeting 2': '9 09:00 - 9 10:00',
      'meeting 3': '16 09:00 - 16 10:00',
    })
  })
})
