import { describe, expect, it } from 'vitest'
import { at, DAY, plan as planOf, task } from '../../test-support/worked-example.ts'
import type { Plan, PlanResource } from '../plan/types.ts'
import { schedule } from '../schedule/schedule.ts'
import { resourceLoads } from './resource-load.ts'

const anna: PlanResource = { id: 'anna', kind: 'work' }
const midnights = (from: string, days: number) => Array.from({ length: days + 1 }, (_, day) => at(from) + day * 1440)
const staffed = (base: Plan, assignments: Plan['assignments'], resources: readonly PlanResource[] = [anna]): Plan => ({
  ...base,
  resources,
  assignments: assignments ?? [],
})
const loadsOf = (plan: Plan, edges: readonly number[]) => resourceLoads(plan, schedule(plan), edges)

describe('resourceLoads', () => {
  it('sums what tasks ask of a person day by day, beside what there is', () => {
    const plan = staffed(planOf([task('A', 2), task('B', 1)]), [
      { taskId: 'A', resourceId: 'anna', units: 1 },
      { taskId: 'B', resourceId: 'anna', units: 0.5 },
    ])
    const [load] = loadsOf(plan, midnights('2 00:00', 7))
    expect([...(load?.workMinutes ?? [])]).toEqual([720, 480, 0, 0, 0, 0, 0])
    expect([...(load?.availableMinutes ?? [])]).toEqual([480, 480, 480, 480, 480, 0, 0])
    expect(load?.parts).toEqual([
      { taskId: 'A', bucket: 0, workMinutes: 480 },
      { taskId: 'A', bucket: 1, workMinutes: 480 },
      { taskId: 'B', bucket: 0, workMinutes: 240 },
    ])
  })

  it('counts no work in a gap of a split task', () => {
    const split = task('A', 2, { splits: [{ afterMinutes: DAY, gapMinutes: DAY }] })
    const plan = staffed(planOf([split]), [{ taskId: 'A', resourceId: 'anna', units: 1 }])
    expect([...(loadsOf(plan, midnights('2 00:00', 4))[0]?.workMinutes ?? [])]).toEqual([480, 0, 480, 0])
  })

  it('takes units that change in time, and leaves out what is before and after the edges', () => {
    const part: PlanResource = {
      ...anna,
      maxUnits: 2,
      availability: [{ from: at('3 12:00'), to: at('4 00:00'), units: 0 }],
    }
    const plan = staffed(planOf([task('A', 5)]), [{ taskId: 'A', resourceId: 'anna', units: 1 }], [part])
    const [load] = loadsOf(plan, midnights('3 00:00', 2))
    expect([...(load?.availableMinutes ?? [])]).toEqual([2 * 240, 2 * 480])
    expect([...(load?.workMinutes ?? [])]).toEqual([480, 480])
  })

  it('leaves out material and those without work', () => {
    const plan = staffed(
      planOf([task('A', 1)]),
      [{ taskId: 'A', resourceId: 'steel', units: 3 }],
      [anna, { id: 'steel', kind: 'material' }],
    )
    expect(loadsOf(plan, midnights('2 00:00', 1))).toEqual([])
  })

  it('has no buckets without edges', () => {
    const plan = staffed(planOf([task('A', 1)]), [{ taskId: 'A', resourceId: 'anna', units: 1 }])
    expect(loadsOf(plan, [])).toEqual([])
  })
})
