import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL_FEATURES, arbitraryRichPlan } from '../../test-support/arbitrary-rich-plan.ts'
import type { Plan, PlanLink, PlanTask } from '../plan/types.ts'
import { LiveSchedule } from './live-schedule.ts'
import { schedule } from './schedule.ts'

const plans = fc
  .record({
    plan: arbitraryRichPlan(ALL_FEATURES),
    scheduleFrom: fc.constantFrom('start' as const, 'start' as const, 'finish' as const),
    criticalBy: fc.constantFrom('totalFloat' as const, 'longestPath' as const),
    statusDateMovesWork: fc.boolean(),
    startBindsAll: fc.boolean(),
    semantics: fc.constantFrom('microsoft' as const, 'primavera' as const),
  })
  .map(({ plan, scheduleFrom, ...options }): Plan => {
    return { ...plan, scheduleFrom, finish: 9000, options: { ...plan.options, ...options } }
  })

/** The other task's values in the place of this one in the outline. */
function withValues(task: PlanTask, other: PlanTask): PlanTask {
  return { ...other, id: task.id, parentId: task.parentId }
}

/** The links of one plan, some with the lag and type of the link at the same place in another. */
function editedLinks(plan: Plan, other: Plan): PlanLink[] {
  return plan.links.flatMap((link, index) => {
    const { type, lagMinutes, lagUnit } = other.links[index] ?? link
    return [{ ...link, type, lagMinutes, ...(lagUnit === undefined ? {} : { lagUnit }) }]
  })
}

function expectSame(live: LiveSchedule, plan: Plan): void {
  const full = schedule(plan)
  expect(live.schedule.columns).toEqual(full.columns)
  expect([live.schedule.start, live.schedule.finish]).toEqual([full.start, full.finish])
}

describe('a schedule that follows edits', () => {
  it('equals one made anew, whatever the tasks become', () => {
    fc.assert(
      fc.property(plans, fc.array(fc.tuple(plans, fc.nat()), { minLength: 1, maxLength: 4 }), (base, edits) => {
        let plan = base
        const live = new LiveSchedule(plan)
        for (const [other, pick] of edits) {
          const index = pick % plan.tasks.length
          const edited = withValues(plan.tasks[index] as PlanTask, other.tasks[pick % other.tasks.length] as PlanTask)
          plan = { ...plan, tasks: plan.tasks.with(index, edited) }
          live.edit({ tasks: [edited] })
          expectSame(live, plan)
        }
      }),
      { numRuns: 80 },
    )
  })

  it('equals one made anew when many tasks and links change at once', () => {
    fc.assert(
      fc.property(plans, plans, (base, other) => {
        const tasks = base.tasks.map((task, index) => withValues(task, other.tasks[index] ?? task))
        const links = editedLinks(base, other)
        const live = new LiveSchedule(base)
        live.edit({ tasks, links })
        expectSame(live, { ...base, tasks, links })
        live.edit({ tasks: base.tasks, links: base.links })
        expectSame(live, base)
      }),
      { numRuns: 60 },
    )
  })

  it('stays as it was when an edit is refused', () => {
    fc.assert(
      fc.property(plans, fc.nat(), fc.integer({ max: -1 }), (plan, pick, durationMinutes) => {
        const leaves = plan.tasks.filter(({ id }) => plan.tasks.every(({ parentId }) => parentId !== id))
        const wrong = { ...(leaves[pick % leaves.length] as PlanTask), durationMinutes, splits: [] }
        const live = new LiveSchedule(plan)
        const right = { ...(plan.tasks[0] as PlanTask), deadline: 1000 }
        expect(() => live.edit({ tasks: [right, wrong] })).toThrow()
        expectSame(live, plan)
        live.edit({ tasks: [right] })
        expectSame(live, { ...plan, tasks: plan.tasks.with(0, right) })
      }),
      { numRuns: 60 },
    )
  })
})
