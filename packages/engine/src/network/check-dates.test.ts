import { describe, expect, it } from 'vitest'
import { plan, task } from '../../test-support/plans.ts'
import { END_MINUTE, FIRST_MINUTE } from '../calendar/horizon.ts'
import type { Plan, PlanTask } from '../plan/types.ts'
import { schedule } from '../schedule/schedule.ts'
import { checkPlanDates, checkTaskDates } from './check-dates.ts'

const started = { actualStart: 0, actualFinish: null, doneMinutes: 0 }

describe('dates that fit no array', () => {
  it.each<[string, (date: number) => Partial<PlanTask>]>([
    ['constraint date', (date) => ({ constraint: { kind: 'mustStartOn', date } })],
    ['deadline', (deadline) => ({ deadline })],
    ['start by hand', (start) => ({ manual: { start, finish: null } })],
    ['finish by hand', (finish) => ({ manual: { start: null, finish } })],
    ['actual start', (actualStart) => ({ progress: { ...started, actualStart } })],
    ['actual finish', (actualFinish) => ({ progress: { ...started, actualFinish } })],
    ['resume date', (resume) => ({ progress: { ...started, resume } })],
  ])('are refused as a %s', (_, parts) => {
    for (const date of [FIRST_MINUTE - 1, END_MINUTE, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      const invalid = expect.objectContaining({ name: 'InvalidInputError', kind: 'task', id: 'A' })
      expect(() => checkTaskDates(task('A', 1, parts(date)))).toThrow(invalid)
    }
    expect(() => checkTaskDates(task('A', 1, parts(FIRST_MINUTE)))).not.toThrow()
    expect(() => checkTaskDates(task('A', 1, parts(END_MINUTE - 1)))).not.toThrow()
  })

  it.each<Partial<Plan>>([{ start: Number.NaN }, { finish: END_MINUTE }, { statusDate: 0.5 }])(
    'nor in the plan: %o',
    (parts) => {
      expect(() => checkPlanDates(plan([], [], parts))).toThrow(
        expect.objectContaining({ name: 'InvalidInputError', kind: 'plan' }),
      )
    },
  )

  it('are found when a plan is scheduled', () => {
    const named = expect.objectContaining({ name: 'InvalidInputError' })
    expect(() => schedule(plan([task('A', 1, { deadline: 1e12 })]))).toThrow(named)
    expect(() => schedule(plan([task('A', 1)], [], { start: 1e12 }))).toThrow(named)
  })
})
