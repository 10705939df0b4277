import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL_FEATURES, arbitraryRichPlan } from '../../test-support/arbitrary-rich-plan.ts'
import { movedPlan } from '../../test-support/move-plan.ts'
import { constraint, dates, plan as workedPlan, task as workedTask } from '../../test-support/worked-example.ts'
import type { Plan, PlanTask, ScheduledTask } from '../plan/types.ts'
import { schedule } from './schedule.ts'

const WEEK = 7 * 1440
const plans = arbitraryRichPlan(ALL_FEATURES)

/** All but the first driver, which may be another one of those that bind. */
function result(plan: Plan): Map<string, Omit<ScheduledTask, 'driver'>> {
  return new Map(schedule(plan).tasks.map(({ driver: _, ...task }) => [task.id, task]))
}

describe('any plan', () => {
  it('moves with its start, as a whole', () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: -3, max: 60 }), (plan, weeks) => {
        const by = weeks * WEEK
        const expected = schedule(plan).tasks.map(({ driver: _, ...task }) => ({
          ...task,
          start: task.start + by,
          finish: task.finish + by,
          earlyStart: task.earlyStart + by,
          earlyFinish: task.earlyFinish + by,
          lateStart: task.lateStart + by,
          lateFinish: task.lateFinish + by,
        }))
        expect([...result(movedPlan(plan, weeks * 7)).values()]).toEqual(expected)
      }),
      { numRuns: 150 },
    )
  })

  it('is the same whatever the order of its tasks, links and calendars', () => {
    fc.assert(
      fc.property(plans, fc.gen(), (plan, gen) => {
        const shuffled = <T>(values: readonly T[]): T[] =>
          gen(fc.shuffledSubarray, [...values], { minLength: values.length })
        const turned = {
          ...plan,
          tasks: shuffled(plan.tasks),
          links: shuffled(plan.links),
          calendars: shuffled(plan.calendars),
        }
        expect(new Map([...result(turned)].sort())).toEqual(new Map([...result(plan)].sort()))
      }),
      { numRuns: 200 },
    )
  })

  it('is the same with another spelling of nothing', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const bare = {
          ...plan,
          tasks: plan.tasks.map((task): PlanTask => {
            const { splits, levelingDelayMinutes, isActive, isElapsed, constraint, ...more } = task
            return {
              ...more,
              ...(splits === undefined ? { splits: [] } : { splits }),
              ...(levelingDelayMinutes === 0 ? {} : { levelingDelayMinutes: levelingDelayMinutes ?? 0 }),
              ...(isActive === true ? {} : { isActive: isActive ?? true }),
              ...(isElapsed === false ? {} : { isElapsed: isElapsed ?? false }),
              constraint: constraint ?? { kind: 'asSoonAsPossible', date: null },
            }
          }),
          links: plan.links.map((each) => (each.lagMinutes === 0 ? { ...each, lagUnit: 'elapsed' as const } : each)),
        }
        expect(result(bare)).toEqual(result(plan))
      }),
      { numRuns: 150 },
    )
  })
})

/** Rule 3: a point lies on its own calendar; with a duration, on those of the people assigned. */
function becomesWorkOfOthers({ tasks, assignments = [] }: Plan, index: number): boolean {
  const { id, durationMinutes } = tasks[index] as PlanTask
  return durationMinutes === 0 && assignments.some(({ taskId }) => taskId === id)
}

describe('more duration', () => {
  const forward = arbitraryRichPlan({
    ...ALL_FEATURES,
    constraints: ['startNoEarlierThan', 'startNoLaterThan', 'mustStartOn', 'asSoonAsPossible'],
  }).map(
    (plan): Plan => ({
      ...plan,
      links: plan.links.filter(({ type, lagUnit, lagMinutes }) => {
        const isLeadOfShare = lagUnit === 'percent' && lagMinutes < 0
        return (type === 'FS' || type === 'SS') && !isLeadOfShare
      }),
    }),
  )

  it('never lets a task finish earlier', () => {
    fc.assert(
      fc.property(forward, fc.nat(), fc.integer({ min: 1, max: 400 }), (plan, pick, more) => {
        const index = pick % plan.tasks.length
        fc.pre(!becomesWorkOfOthers(plan, index))
        const longer = plan.tasks.map((task, at): PlanTask => {
          return at === index ? { ...task, durationMinutes: task.durationMinutes + more, kind: 'task' } : task
        })
        const before = result(plan)
        for (const [id, { earlyStart, earlyFinish }] of result({ ...plan, tasks: longer })) {
          expect(earlyStart).toBeGreaterThanOrEqual(before.get(id)?.earlyStart as number)
          expect(earlyFinish).toBeGreaterThanOrEqual(before.get(id)?.earlyFinish as number)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('save by rule 8: what is bound by its finish starts earlier, and so does what starts with it', () => {
    const of = (days: number) =>
      dates(workedPlan([workedTask('A', 4), workedTask('B', days), workedTask('C', 1)], ['A FF B', 'B SS C'])).C
    expect([of(1), of(3)]).toEqual(['5 08:00 - 5 17:00', '3 08:00 - 3 17:00'])
  })

  it('save by rule 12: the same for a task whose finish a constraint holds', () => {
    const of = (days: number) => {
      const held = workedTask('B', days, constraint('mustFinishOn', '6 17:00'))
      return dates(workedPlan([held, workedTask('C', 1)], ['B SS C'])).C
    }
    expect([of(1), of(3)]).toEqual(['6 08:00 - 6 17:00', '4 08:00 - 4 17:00'])
  })

  it('save by rule 11: the same for a task as late as possible', () => {
    const of = (days: number) => {
      const late = workedTask('B', days, constraint('asLateAsPossible'))
      return dates(workedPlan([workedTask('A', 5), late, workedTask('C', 1)], ['B SS C'])).B
    }
    expect([of(1), of(3)]).toEqual(['6 08:00 - 6 17:00', '4 08:00 - 6 17:00'])
  })

  it('save by rule 7: a lead that is a share of the duration grows with it', () => {
    const of = (days: number) => {
      const started = workedTask('A', days, { progress: { actualStart: 0, actualFinish: null, doneMinutes: 0 } })
      return workedPlan([started, workedTask('B', 1)], ['A SS-50% B'])
    }
    expect(schedule(of(4)).task('B').earlyStart).toBeLessThan(schedule(of(2)).task('B').earlyStart)
  })
})
