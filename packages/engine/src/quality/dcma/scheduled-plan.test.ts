import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL_FEATURES, arbitraryRichPlan } from '../../../test-support/arbitrary-rich-plan.ts'
import { plan, task } from '../../../test-support/plans.ts'
import type { Plan } from '../../plan/types.ts'
import { schedule } from '../../schedule/schedule.ts'
import { minuteOf } from '../../time.ts'
import { assessSchedule } from './assess-schedule.ts'

function critical(of: Plan) {
  return assessSchedule({ plan: of, schedule: schedule(of) })[11]
}

describe('check 12 on schedules of the engine', () => {
  it('passes when the critical path carries 600 days to the end', () => {
    expect(critical(plan([task('a', 2), task('b', 3), task('c', 1)], ['a FS b', 'a SS c']))).toMatchObject({
      status: 'passed',
      value: 600,
    })
  })

  it('passes on an assignment whose work decides the duration', () => {
    const staffed = plan([task('a', 2)], [], {
      resources: [{ id: 'r', kind: 'work' }],
      assignments: [{ taskId: 'a', resourceId: 'r', units: 0.5, workMinutes: 480 }],
    })
    expect(critical(staffed)).toMatchObject({ status: 'passed', value: 600 })
  })

  it('passes on a plan that is scheduled from its finish', () => {
    const finish = minuteOf('2026-03-31T17:00')
    expect(critical(plan([task('a', 2), task('b', 3)], ['a FS b'], { scheduleFrom: 'finish', finish }))).toMatchObject({
      status: 'passed',
      value: 600,
    })
  })

  it('fails when a date that must be held cuts the path', () => {
    const fixed = task('b', 3, { constraint: { kind: 'mustStartOn', date: minuteOf('2026-03-04T08:00') } })
    const failed = { status: 'failed', value: 0, threshold: 570, taskIds: ['a'] }
    expect(critical(plan([task('a', 2), fixed], ['a FS b']))).toMatchObject(failed)
  })
})

describe('any plan', () => {
  it('is assessed', () => {
    fc.assert(
      fc.property(arbitraryRichPlan(ALL_FEATURES), (of) => {
        expect(assessSchedule({ plan: of, schedule: schedule(of) })).toHaveLength(14)
      }),
      { numRuns: 40 },
    )
  })
})
