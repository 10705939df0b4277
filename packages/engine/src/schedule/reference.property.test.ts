import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL_FEATURES, arbitraryRichPlan } from '../../test-support/arbitrary-rich-plan.ts'
import { referenceSchedule } from '../../test-support/reference-schedule.ts'
import type { Plan } from '../plan/types.ts'
import { schedule } from './schedule.ts'

/** Leaves as the engine has them, and as the reference has them. */
function both(plan: Plan) {
  const result = schedule(plan)
  const reference = referenceSchedule(plan)
  const leaves = result.tasks.filter((task) => !task.isSummary)
  const compared = leaves.map(({ id, isCritical: _, isSummary: __, driver: ___, ...task }) => [id, task] as const)
  return {
    engine: { finish: result.finish, tasks: new Map(compared) },
    reference,
  }
}

describe('any plan', () => {
  it('is scheduled as by the reference', () => {
    fc.assert(
      fc.property(arbitraryRichPlan(ALL_FEATURES), (plan) => {
        const { engine, reference } = both(plan)
        expect(engine).toEqual(reference)
      }),
      { numRuns: 300 },
    )
  })
})
