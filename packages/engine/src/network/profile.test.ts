import { describe, expect, it } from 'vitest'
import { plan, task } from '../../test-support/plans.ts'
import type { PlanAssignment, TaskSplit } from '../plan/types.ts'
import { schedule } from '../schedule/schedule.ts'

const invalid = expect.objectContaining({ name: 'InvalidInputError', kind: 'task', id: 'A' })

function assigned(parts: Partial<PlanAssignment>) {
  return plan([task('A', 1)], [], {
    resources: [{ id: 'r', kind: 'work' }],
    assignments: [{ taskId: 'A', resourceId: 'r', units: 1, ...parts }],
  })
}

describe('amounts that fit no array', () => {
  it.each<Partial<PlanAssignment>>([
    { units: -1 },
    { units: Number.NaN },
    { units: Number.POSITIVE_INFINITY },
    { units: 1e-9, workMinutes: 480 },
    { workMinutes: -1 },
    { workMinutes: Number.NaN },
    { delayMinutes: -1 },
    { delayMinutes: 0.5 },
  ])('are refused in an assignment: %o', (parts) => {
    expect(() => schedule(assigned(parts))).toThrow(invalid)
  })

  it.each<TaskSplit>([
    { afterMinutes: 60, gapMinutes: -1 },
    { afterMinutes: 60, gapMinutes: Number.NaN },
    { afterMinutes: 60, gapMinutes: 525_960_000 },
    { afterMinutes: -1, gapMinutes: 60 },
    { afterMinutes: 0.5, gapMinutes: 60 },
  ])('are refused as an interruption: %o', (split) => {
    expect(() => schedule(plan([task('A', 1, { splits: [split] })]))).toThrow(invalid)
  })
})
