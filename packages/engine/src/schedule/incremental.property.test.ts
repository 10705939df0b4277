import fc from 'fast-check'
import { expect, it } from 'vitest'
import { arbitraryPlan } from '../../test-support/arbitrary-plan.ts'
import type { PlanTask } from '../plan/types.ts'
import { LiveSchedule } from './live-schedule.ts'
import { schedule } from './schedule.ts'

const edit = fc.record({
  pick: fc.nat(),
  durationMinutes: fc.option(fc.integer({ min: 0, max: 600 }), { nil: undefined }),
  deadline: fc.option(fc.integer({ min: 0, max: 8000 }), { nil: undefined }),
  constraint: fc.option(
    fc.record({
      kind: fc.constantFrom(
        'startNoEarlierThan' as const,
        'finishNoEarlierThan' as const,
        'startNoLaterThan' as const,
        'finishNoLaterThan' as const,
        'mustStartOn' as const,
        'mustFinishOn' as const,
        'asLateAsPossible' as const,
      ),
      date: fc.integer({ min: 0, max: 8000 }),
    }),
    { nil: undefined },
  ),
  isActive: fc.option(fc.boolean(), { nil: undefined, freq: 6 }),
  done: fc.option(fc.record({ actualStart: fc.integer({ min: 0, max: 4000 }), isComplete: fc.boolean() }), {
    nil: undefined,
  }),
})

function edited(task: PlanTask, { durationMinutes, deadline, constraint, isActive, done }: Edit): PlanTask {
  const minutes = durationMinutes ?? task.durationMinutes
  return {
    ...task,
    durationMinutes: minutes,
    ...(deadline === undefined ? {} : { deadline }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(isActive === undefined ? {} : { isActive }),
    ...(done === undefined
      ? {}
      : {
          progress: {
            actualStart: done.actualStart,
            actualFinish: done.isComplete ? done.actualStart + minutes : null,
            doneMinutes: done.isComplete ? minutes : Math.floor(minutes / 2),
          },
        }),
  }
}

type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never

it('a schedule that follows edits equals one made anew, row for row', () => {
  fc.assert(
    fc.property(
      arbitraryPlan({ withStartsOfSummaries: true, withTaskCalendars: true }),
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('totalFloat' as const, 'longestPath' as const),
      (base, edits, criticalBy) => {
        let plan = { ...base, options: { criticalBy } }
        const live = new LiveSchedule(plan)
        for (const each of edits) {
          const index = each.pick % plan.tasks.length
          const before = schedule(plan).columns
          const task = edited(plan.tasks[index] as PlanTask, each)
          plan = { ...plan, tasks: plan.tasks.with(index, task) }
          const { schedule: result, changed } = live.edit({ tasks: [task] })
          const full = schedule(plan)
          expect(result.columns).toEqual(full.columns)
          expect(result.finish).toBe(full.finish)
          if (changed === null) continue
          const differing = plan.tasks.flatMap((_, at) =>
            Object.entries(full.columns).some(([name, column]) => column[at] !== before[name as 'start'][at])
              ? [at]
              : [],
          )
          expect([...changed].sort((a, b) => a - b)).toEqual(differing)
        }
      },
    ),
    { numRuns: 150 },
  )
})
