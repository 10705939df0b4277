import { describe, expect, it } from 'vitest'
import { at, constraint, DAY, dates, lateDates, plan, task, totalFloats } from '../../../test-support/worked-example.ts'
import type { PlanOptions, TaskProgress } from '../../plan/types.ts'

/** Started on a date, with so many days of the duration done. */
function started(date: string, doneDays: number, more: Partial<TaskProgress> = {}) {
  return { progress: { actualStart: at(date), actualFinish: null, doneMinutes: doneDays * DAY, ...more } }
}

describe('rule 26: progress', () => {
  it('puts the start where it was, whatever links and constraints say', () => {
    const tasks = [task('A', 3), task('B', 2, { ...started('3 08:00', 0), ...constraint('mustStartOn', '9 08:00') })]
    expect(dates(plan(tasks, ['A FS B'])).B).toBe('3 08:00 - 4 17:00')
  })

  it('may have begun before the project does', () => {
    expect(dates(plan([task('A', 3, started('2-26 08:00', 1))])).A).toBe('2-26 08:00 - 2 17:00')
  })

  it('is complete with an actual finish, however long it was to be', () => {
    const done = { actualStart: at('2 08:00'), actualFinish: at('5 12:00'), doneMinutes: DAY }
    expect(dates(plan([task('A', 1, { progress: done })])).A).toBe('2 08:00 - 5 12:00')
  })

  const outOfSequence = (option: PlanOptions['outOfSequence']) =>
    dates(
      plan([task('A', 3), task('B', 2, started('2 08:00', 1)), task('C', 1)], ['A FS B', 'B FS C'], {
        options: { outOfSequence: option },
      }),
    )

  it('out of sequence leaves the rest where it is', () => {
    expect(outOfSequence('keep')).toMatchObject({ B: '2 08:00 - 3 17:00', C: '4 08:00 - 4 17:00' })
  })

  it('or lets the rest wait for the predecessor', () => {
    expect(outOfSequence('retainedLogic')).toMatchObject({ B: '2 08:00 - 5 17:00', C: '6 08:00 - 6 17:00' })
  })
})

describe("rule 27: Primavera's ways out of sequence", () => {
  // B started although A is not done; the data date is Wednesday the 4th.
  const tasks = [task('A', 5, started('2 08:00', 2)), task('B', 3, started('3 08:00', 1)), task('C', 1)]
  const by = (outOfSequence: PlanOptions['outOfSequence']) =>
    dates(
      plan(tasks, ['A FS B', 'B FS C'], {
        statusDate: at('4 08:00'),
        options: { outOfSequence, statusDateMovesWork: true },
      }),
    )

  it('the rest waits for its predecessor with retained logic', () => {
    expect(by('retainedLogic')).toEqual({ A: '2 08:00 - 6 17:00', B: '3 08:00 - 10 17:00', C: '11 08:00 - 11 17:00' })
  })

  it('the rest is done from the data date on with progress override', () => {
    expect(by('progressOverride')).toEqual({ A: '2 08:00 - 6 17:00', B: '3 08:00 - 5 17:00', C: '6 08:00 - 6 17:00' })
  })
})

describe('rule 27: the status date', () => {
  const tasks = [task('A', 3, started('2 08:00', 1)), task('B', 1), task('C', 1)]
  const status = { statusDate: at('5 08:00') }

  it('moves nothing by itself', () => {
    expect(dates(plan(tasks, ['A FS B'], status))).toEqual({
      A: '2 08:00 - 4 17:00',
      B: '5 08:00 - 5 17:00',
      C: '2 08:00 - 2 17:00',
    })
  })

  it('or lets no remaining work lie before it', () => {
    const moved = plan(tasks, ['A FS B'], { ...status, options: { statusDateMovesWork: true } })
    expect(dates(moved)).toEqual({ A: '2 08:00 - 6 17:00', B: '9 08:00 - 9 17:00', C: '5 08:00 - 5 17:00' })
  })
})

describe('rule 28: resumed and split tasks', () => {
  it('what is left begins when the task is resumed', () => {
    expect(dates(plan([task('A', 3, started('2 08:00', 1, { resume: at('5 08:00') }))])).A).toBe('2 08:00 - 6 17:00')
  })

  it('gaps come on top of the duration, and what follows waits for the last part', () => {
    const split = task('A', 3, {
      splits: [
        { afterMinutes: DAY, gapMinutes: DAY },
        { afterMinutes: 2 * DAY, gapMinutes: 2 * DAY },
      ],
    })
    expect(dates(plan([split, task('B', 1)], ['A FS B']))).toEqual({ A: '2 08:00 - 9 17:00', B: '10 08:00 - 10 17:00' })
  })

  it('late dates know the gaps', () => {
    const split = task('A', 2, { splits: [{ afterMinutes: DAY, gapMinutes: DAY }] })
    expect(lateDates(plan([split, task('long', 5)])).A).toBe('4 08:00 - 6 17:00')
  })
})

describe('rule 9: what comes before a started task', () => {
  // B, half done on the 3rd, is to end on the 5th; the long task ends on the 10th.
  const tasks = [task('A', 1), task('B', 2, started('4 08:00', 1)), task('long', 7)]

  it('may last until the rest is to be done as scheduled', () => {
    expect(lateDates(plan(tasks, ['A FS B'])).A).toBe('4 08:00 - 4 17:00')
  })

  it('in Primavera until it must be done', () => {
    const options = { statusDateMovesWork: true, semantics: 'primavera' } as const
    const moved = plan(tasks, ['A FS B'], { statusDate: at('2 08:00'), options })
    expect(lateDates(moved).A).toBe('9 08:00 - 9 17:00')
  })
})

describe('rule 30: leveling delay runs by the clock, after links and before working time', () => {
  it('after a link', () => {
    // Monday 17:00 and a day is Tuesday 17:00.
    const tasks = [task('A', 1), task('B', 1, { levelingDelayMinutes: 1440 })]
    expect(dates(plan(tasks, ['A FS B'])).B).toBe('4 08:00 - 4 17:00')
  })

  it('after the start of the project', () => {
    expect(dates(plan([task('A', 1, { levelingDelayMinutes: 1440 })])).A).toBe('3 08:00 - 3 17:00')
    expect(dates(plan([task('A', 1, { levelingDelayMinutes: 5 * 1440 })])).A).toBe('9 08:00 - 9 17:00')
  })

  it('is no time that what comes before could use', () => {
    const tasks = [task('A', 1), task('B', 1, { levelingDelayMinutes: 1440 })]
    expect(lateDates(plan(tasks, ['A FS B'])).A).toBe('2 08:00 - 2 17:00')
    expect(totalFloats(plan(tasks, ['A FS B']))).toEqual({ A: 0, B: 0 })
  })

  it('takes nothing from late dates', () => {
    const tasks = [task('A', 1, { levelingDelayMinutes: 1440 }), task('long', 5)]
    expect(lateDates(plan(tasks)).A).toBe('6 08:00 - 6 17:00')
    expect(totalFloats(plan(tasks)).A).toBe(3)
  })
})
