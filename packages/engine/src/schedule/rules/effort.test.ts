import { describe, expect, it } from 'vitest'
import { DAY, dates, plan, task } from '../../../test-support/worked-example.ts'
import { applyEffortChange } from '../../effort/apply-effort-change.ts'
import type { EffortType, PlanAssignment } from '../../plan/types.ts'

describe('rule 29: work is duration times units', () => {
  const resources = [
    { id: 'ann', kind: 'work' as const },
    { id: 'bob', kind: 'work' as const },
  ]
  const assigned = (...assignments: Omit<PlanAssignment, 'taskId'>[]) =>
    dates(plan([task('A', 2)], [], { resources, assignments: assignments.map((each) => ({ taskId: 'A', ...each })) })).A

  it('half of the time takes twice as long for the same work', () => {
    expect(assigned({ resourceId: 'ann', units: 0.5, workMinutes: 2 * DAY })).toBe('2 08:00 - 5 17:00')
  })

  it('work that nobody told is that of the duration', () => {
    expect(assigned({ resourceId: 'ann', units: 0.5 })).toBe('2 08:00 - 3 17:00')
  })

  it('the longest assignment ends the task, its delay included', () => {
    const bob = { resourceId: 'bob', units: 1, workMinutes: DAY }
    expect(assigned({ resourceId: 'ann', units: 1, workMinutes: 2 * DAY }, bob)).toBe('2 08:00 - 3 17:00')
    expect(assigned({ resourceId: 'ann', units: 1 }, { ...bob, delayMinutes: 3 * DAY })).toBe('2 08:00 - 5 17:00')
  })

  const ann = [{ taskId: 'A', resourceId: 'ann', units: 1, workMinutes: 2 * DAY }]
  const changed = (effortType: EffortType, isEffortDriven = false) => task('A', 2, { effortType, isEffortDriven })

  it.each([
    ['fixedUnits', 4 * DAY, 2 * DAY],
    ['fixedDuration', 2 * DAY, DAY],
    ['fixedWork', 4 * DAY, 2 * DAY],
  ] as const)('%s: which of the three yields to other units', (effortType, durationMinutes, workMinutes) => {
    const change = { kind: 'units', resourceId: 'ann', units: 0.5 } as const
    expect(applyEffortChange(changed(effortType), ann, change)).toMatchObject({ durationMinutes, workMinutes })
  })

  it.each([
    ['fixedUnits', 3 * DAY, 1],
    ['fixedDuration', 3 * DAY, 1],
    ['fixedWork', 2 * DAY, 2 / 3],
  ] as const)('%s: which of the three yields to another duration', (effortType, workMinutes, units) => {
    const result = applyEffortChange(changed(effortType), ann, { kind: 'duration', durationMinutes: 3 * DAY })
    expect(result.workMinutes).toBe(workMinutes)
    expect(result.assignments[0]?.units).toBeCloseTo(units)
  })

  it('driven by effort, a second pair of hands halves the duration', () => {
    const bob = { kind: 'add', assignments: [{ taskId: 'A', resourceId: 'bob', units: 1 }] } as const
    expect(applyEffortChange(changed('fixedUnits', true), ann, bob)).toMatchObject({ durationMinutes: DAY })
    expect(applyEffortChange(changed('fixedUnits', false), ann, bob)).toMatchObject({ durationMinutes: 2 * DAY })
  })
})
