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
  totalFloats,
} from '../../../test-support/worked-example.ts'
import type { ConstraintKind } from '../../plan/types.ts'

/** A of three days drives B of two, which is constrained; both float against nine days. */
function constrained(kind: ConstraintKind, date: string, honorsConstraints = true) {
  return plan([task('A', 3), task('B', 2, constraint(kind, date)), task('long', 9)], ['A FS B'], {
    options: { honorsConstraints },
  })
}

describe('rule 11: as soon and as late as possible', () => {
  it('a task lies as early as its links allow', () => {
    const tasks = [
      task('A', 1),
      task('B', 1, { constraint: { kind: 'asSoonAsPossible', date: null } }),
      task('long', 5),
    ]
    expect(dates(plan(tasks, ['A FS B'])).B).toBe('3 08:00 - 3 17:00')
  })

  it('or as late as what follows allows, without float', () => {
    const tasks = [
      task('A', 1),
      task('B', 1, { constraint: { kind: 'asLateAsPossible', date: null } }),
      task('long', 5),
    ]
    const late = plan(tasks, ['A FS B'])
    expect(dates(late).B).toBe('6 08:00 - 6 17:00')
    expect(totalFloats(late)).toMatchObject({ A: 3, B: 0 })
  })

  it('and then uses up the float of what follows', () => {
    const tasks = [
      task('A', 1),
      task('B', 1, { constraint: { kind: 'asLateAsPossible', date: null } }),
      task('C', 1),
      task('long', 5),
    ]
    expect(dates(plan(tasks, ['A FS B', 'B FS C']))).toMatchObject({ B: '5 08:00 - 5 17:00', C: '6 08:00 - 6 17:00' })
  })
})

describe('rule 12: constraints in the forward pass', () => {
  it('no earlier than is a bound among others', () => {
    expect(dates(constrained('startNoEarlierThan', '9 08:00')).B).toBe('9 08:00 - 10 17:00')
    expect(dates(constrained('startNoEarlierThan', '3 08:00')).B).toBe('5 08:00 - 6 17:00')
    expect(dates(constrained('finishNoEarlierThan', '10 17:00')).B).toBe('9 08:00 - 10 17:00')
    expect(dates(constrained('finishNoEarlierThan', '4 17:00')).B).toBe('5 08:00 - 6 17:00')
  })

  it('must wins over links, both ways', () => {
    expect(dates(constrained('mustStartOn', '3 08:00')).B).toBe('3 08:00 - 4 17:00')
    expect(dates(constrained('mustStartOn', '9 08:00')).B).toBe('9 08:00 - 10 17:00')
    expect(dates(constrained('mustFinishOn', '4 17:00')).B).toBe('3 08:00 - 4 17:00')
    expect(dates(constrained('mustFinishOn', '10 17:00')).B).toBe('9 08:00 - 10 17:00')
  })

  it('no later than wins over links that say later', () => {
    expect(dates(constrained('startNoLaterThan', '3 08:00')).B).toBe('3 08:00 - 4 17:00')
    expect(dates(constrained('startNoLaterThan', '9 08:00')).B).toBe('5 08:00 - 6 17:00')
    expect(dates(constrained('finishNoLaterThan', '4 17:00')).B).toBe('3 08:00 - 4 17:00')
    expect(dates(constrained('finishNoLaterThan', '10 17:00')).B).toBe('5 08:00 - 6 17:00')
  })

  it('and its float, as that of what comes before, turns negative', () => {
    // A ends on the 4th at 17:00 and would have to end on the 2nd at 17:00.
    for (const early of [constrained('mustStartOn', '3 08:00'), constrained('startNoLaterThan', '3 08:00')]) {
      expect(totalFloats(early)).toMatchObject({ A: -2, B: -2 })
    }
    for (const early of [constrained('mustFinishOn', '4 17:00'), constrained('finishNoLaterThan', '4 17:00')]) {
      expect(totalFloats(early)).toMatchObject({ A: -2, B: -2 })
    }
  })
})

describe('rule 13: constraints in the backward pass', () => {
  it.each([
    ['mustStartOn', '9 08:00', '9 08:00 - 10 17:00'],
    ['mustFinishOn', '10 17:00', '9 08:00 - 10 17:00'],
    ['startNoLaterThan', '9 08:00', '9 08:00 - 10 17:00'],
    ['finishNoLaterThan', '10 17:00', '9 08:00 - 10 17:00'],
  ] as const)('%s caps late dates', (kind, date, expected) => {
    expect(lateDates(constrained(kind, date)).B).toBe(expected)
  })

  it.each(['startNoEarlierThan', 'finishNoEarlierThan'] as const)('%s does not', (kind) => {
    expect(lateDates(constrained(kind, '9 08:00')).B).toBe('11 08:00 - 12 17:00')
  })

  it('no later than a date beyond the project does not either', () => {
    expect(lateDates(constrained('finishNoLaterThan', '20 17:00')).B).toBe('11 08:00 - 12 17:00')
  })
})

describe('rule 14: constraints that are not honored', () => {
  it.each([
    ['mustStartOn', '3 08:00'],
    ['mustFinishOn', '4 17:00'],
    ['startNoLaterThan', '3 08:00'],
    ['finishNoLaterThan', '4 17:00'],
  ] as const)('%s leaves the dates to the links and shows as negative float', (kind, date) => {
    const ignored = constrained(kind, date, false)
    expect(dates(ignored).B).toBe('5 08:00 - 6 17:00')
    expect(totalFloats(ignored)).toMatchObject({ A: -2, B: -2 })
  })

  it.each([
    ['mustStartOn', '9 08:00'],
    ['mustFinishOn', '10 17:00'],
  ] as const)('%s still moves the task later than its links do', (kind, date) => {
    expect(dates(constrained(kind, date, false)).B).toBe('9 08:00 - 10 17:00')
  })
})

describe('rule 15: constraints of a started task', () => {
  const started = { progress: { actualStart: at('2 08:00'), actualFinish: null, doneMinutes: 240 } }

  it.each(['startNoEarlierThan', 'startNoLaterThan', 'mustStartOn'] as const)('%s is void', (kind) => {
    expect(dates(plan([task('A', 2, { ...started, ...constraint(kind, '5 08:00') })])).A).toBe('2 08:00 - 3 17:00')
  })

  it('finish no earlier than still acts on an unfinished one', () => {
    const later = task('A', 2, { ...started, ...constraint('finishNoEarlierThan', '5 17:00') })
    expect(dates(plan([later])).A).toBe('2 08:00 - 5 17:00')
  })
})

describe('rule 16: deadlines', () => {
  it('move nothing and cap the late finish', () => {
    const missed = plan([task('A', 3, { deadline: at('3 17:00') }), task('B', 1), task('long', 9)], ['A FS B'])
    expect(dates(missed).A).toBe('2 08:00 - 4 17:00')
    expect(lateDates(missed)).toMatchObject({ A: '2-27 08:00 - 3 17:00', B: '12 08:00 - 12 17:00' })
    expect(totalFloats(missed)).toMatchObject({ A: -1, B: 5 })
  })

  it('do nothing where the late finish is earlier anyway', () => {
    expect(lateDates(plan([task('A', 3, { deadline: at('20 17:00') })])).A).toBe('2 08:00 - 4 17:00')
  })

  it('once started leave no start float and finish float up to the deadline', () => {
    const progress = { actualStart: at('2 08:00'), actualFinish: null, doneMinutes: 480 }
    const started = plan([task('A', 3, { deadline: at('6 17:00'), progress }), task('long', 9)])
    expect(scheduled(started, 'A')).toMatchObject({ startFloat: 0, finishFloat: 2 * DAY, totalFloat: 2 * DAY })
  })
})

describe('rule 17: a date is a minute, moved to working time by what it is about', () => {
  it('the start of a day is the start of its work, and the end of the work of the day before', () => {
    expect(dates(constrained('startNoEarlierThan', '9 00:00')).B).toBe('9 08:00 - 10 17:00')
    expect(dates(constrained('mustStartOn', '9 00:00')).B).toBe('9 08:00 - 10 17:00')
    expect(dates(constrained('mustFinishOn', '11 00:00')).B).toBe('9 08:00 - 10 17:00')
    expect(text(scheduled(constrained('finishNoLaterThan', '11 00:00'), 'B').lateFinish)).toBe('10 17:00')
  })
})
