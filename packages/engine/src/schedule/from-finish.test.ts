import { describe, expect, it } from 'vitest'
import { at, constraint, DAY, dates, lateDates, plan, task } from '../../test-support/worked-example.ts'
import { schedule } from './schedule.ts'

/** Finishes on Friday the 20th at 17:00. */
const fromFinish = { scheduleFrom: 'finish', finish: at('20 17:00') } as const

describe('scheduled from the finish', () => {
  it('every task lies as late as what follows allows, and the project starts with the first', () => {
    const chain = plan([task('A', 2), task('B', 3), task('C', 1)], ['A FS B', 'A FS C'], fromFinish)
    expect(dates(chain)).toEqual({ A: '16 08:00 - 17 17:00', B: '18 08:00 - 20 17:00', C: '20 08:00 - 20 17:00' })
    expect(schedule(chain).start).toBe(at('16 08:00'))
  })

  it('a task as soon as possible lies early between them', () => {
    const early = { constraint: { kind: 'asSoonAsPossible', date: null } } as const
    const chain = plan([task('A', 2), task('B', 3), task('C', 1, early)], ['A FS B', 'A FS C'], fromFinish)
    expect(dates(chain).C).toBe('18 08:00 - 18 17:00')
    expect(lateDates(chain).C).toBe('20 08:00 - 20 17:00')
  })

  it('what has started starts where it did, and the project with it', () => {
    const progress = { actualStart: at('4 08:00'), actualFinish: null, doneMinutes: DAY }
    const begun = plan([task('A', 2, { progress }), task('B', 3)], ['A FS B'], fromFinish)
    expect(dates(begun)).toEqual({ A: '4 08:00 - 5 17:00', B: '18 08:00 - 20 17:00' })
    expect(schedule(begun).start).toBe(at('4 08:00'))
  })

  it('a latest start pulls the project forward', () => {
    const held = plan([task('A', 2, constraint('startNoLaterThan', '11 08:00')), task('B', 3)], ['A FS B'], fromFinish)
    expect(dates(held).A).toBe('11 08:00 - 12 17:00')
  })

  it('needs a finish', () => {
    expect(() => schedule(plan([task('A', 1)], [], { scheduleFrom: 'finish' }))).toThrow(
      expect.objectContaining({ name: 'InvalidInputError', kind: 'plan' }),
    )
  })
})
