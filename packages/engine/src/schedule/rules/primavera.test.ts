import { describe, expect, it } from 'vitest'
import {
  at,
  constraint,
  dates,
  lateDates,
  plan,
  scheduled,
  task,
  totalFloats,
} from '../../../test-support/worked-example.ts'
import { primaveraOptions } from '../../plan/options.ts'
import type { Plan, PlanOptions } from '../../plan/types.ts'

/** With the data date on the morning of the 2nd, unless the options say otherwise. */
function primavera(tasks: Plan['tasks'], links: readonly string[], options: Partial<PlanOptions> = {}): Plan {
  return plan(tasks, [...links], {
    statusDate: at('2 08:00'),
    options: { ...primaveraOptions, honorsConstraints: false, ...options },
  })
}

describe('rule 5 in Primavera: milestones of starts and of finishes', () => {
  const between = (pointAt: 'start' | 'finish') =>
    primavera([task('A', 2), task('M', 0, { pointAt }), task('B', 1)], ['A FS M', 'M FS B'])

  it('lie where working periods start, early and late', () => {
    expect(dates(between('start')).M).toBe('4 08:00 - 4 08:00')
    expect(lateDates(between('start')).M).toBe('4 08:00 - 4 08:00')
  })

  it('or where they end', () => {
    expect(dates(between('finish')).M).toBe('3 17:00 - 3 17:00')
    expect(lateDates(between('finish')).M).toBe('3 17:00 - 3 17:00')
  })
})

describe('rule 11 in Primavera: as late as possible uses up free float alone', () => {
  const late = (days: number) => task('L', days, constraint('asLateAsPossible'))

  it('as late as what follows starts early, not late', () => {
    const tasks = [late(1), task('A', 3), task('B', 1), task('long', 9)]
    const found = primavera(tasks, ['L FS B', 'A FS B'])
    expect(dates(found)).toMatchObject({ L: '4 08:00 - 4 17:00', B: '5 08:00 - 5 17:00' })
    expect(totalFloats(found).L).toBe(5)
  })

  it('one waits for the next', () => {
    const tasks = [late(1), task('K', 1, constraint('asLateAsPossible')), task('A', 3), task('B', 1)]
    const found = primavera(tasks, ['L FS K', 'K FS B', 'A FS B'])
    expect(dates(found)).toMatchObject({ L: '3 08:00 - 3 17:00', K: '4 08:00 - 4 17:00' })
  })

  it('with nothing to follow, to the finish of the project', () => {
    expect(dates(primavera([late(1), task('A', 3)], [])).L).toBe('4 08:00 - 4 17:00')
  })
})

describe('rule 12 in Primavera: links win', () => {
  const tasks = (isMandatory: boolean) => {
    const { constraint: held } = constraint('mustStartOn', '3 08:00')
    return [task('A', 3), task('B', 1, { constraint: { ...held, isMandatory } })]
  }

  it('over a date to start on', () => {
    expect(dates(primavera(tasks(false), ['A FS B'])).B).toBe('5 08:00 - 5 17:00')
    expect(totalFloats(primavera(tasks(false), ['A FS B'])).B).toBe(-2)
  })

  it('but for one that is mandatory', () => {
    const mandatory = primavera(tasks(true), ['A FS B'])
    expect(dates(mandatory).B).toBe('3 08:00 - 3 17:00')
    expect(totalFloats(mandatory).A).toBe(-2)
  })
})

describe('rule 19 in Primavera: free float', () => {
  it('of an open end is up to the finish of the project, whatever its total float', () => {
    const due = task('A', 1, { deadline: at('2 17:00') })
    const { totalFloat, freeFloat } = scheduled(primavera([due, task('long', 4)], []), 'A')
    expect([totalFloat, freeFloat]).toEqual([0, 3 * 480])
  })
})

describe('rule 21 in Primavera: a date to finish by', () => {
  const withFinish = (finish: string) => ({
    ...primavera([task('A', 2), task('B', 3)], [], { honorsProjectFinish: true }),
    finish: at(finish),
  })

  it('is what late dates are counted from', () => {
    expect(lateDates(withFinish('10 17:00'))).toEqual({ A: '9 08:00 - 10 17:00', B: '6 08:00 - 10 17:00' })
    expect(totalFloats(withFinish('3 17:00'))).toEqual({ A: 0, B: -1 })
  })
})
