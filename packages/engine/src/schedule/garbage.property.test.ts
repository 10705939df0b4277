import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { garbagePlan } from '../../test-support/arbitrary-garbage.ts'
import * as errors from '../errors.ts'
import { checkPlan } from '../plan/check-plan.ts'
import { schedule } from './schedule.ts'

const TYPED = Object.values(errors)
const DATES = ['start', 'finish', 'earlyStart', 'earlyFinish', 'lateStart', 'lateFinish'] as const
const FLOATS = ['startFloat', 'finishFloat', 'totalFloat', 'freeFloat'] as const
/** The years 1600 to 3000. */
const [FIRST, LAST] = [-195_000_000, 543_000_000]

describe('a plan of nonsense', () => {
  it('gets a typed error or sound dates, and never a schedule without end', () => {
    let scheduled = 0
    fc.assert(
      fc.property(garbagePlan, (plan) => {
        try {
          const { tasks, finish } = schedule(plan)
          scheduled += 1
          expect(Number.isSafeInteger(finish)).toBe(true)
          for (const task of tasks) {
            for (const name of DATES) {
              expect([name, Number.isInteger(task[name]) && task[name] > FIRST && task[name] < LAST]).toEqual([
                name,
                true,
              ])
            }
            for (const name of FLOATS) expect([name, Math.abs(task[name]) < LAST]).toEqual([name, true])
            expect(task.freeFloat).toBeGreaterThanOrEqual(0)
          }
        } catch (error) {
          if (!TYPED.some((type) => error instanceof type)) throw error
        }
      }),
      { numRuns: 400 },
    )
    expect(scheduled).toBeGreaterThan(40)
  })

  it('is found to be nonsense before it is scheduled', () => {
    fc.assert(
      fc.property(garbagePlan, (plan) => {
        const isFound = checkPlan(plan).some(({ severity }) => severity === 'error')
        try {
          schedule(plan)
        } catch (error) {
          // Sums of amounts that are sound each for itself may leave the years of the calendars.
          expect(isFound || error instanceof errors.HorizonError).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })
})
