import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL_FEATURES, arbitraryRichPlan } from '../../test-support/arbitrary-rich-plan.ts'
import { type ReferenceTask, referenceSchedule } from '../../test-support/reference-schedule.ts'
import type { Plan, ScheduledTask } from '../plan/types.ts'
import { schedule } from './schedule.ts'

function datesAndFloats({ isSummary: _, driver: __, ...task }: ScheduledTask) {
  return task
}

/** Rule 22: the span of the active leaves below; of none, the start of the project. */
function rolledUp(plan: Plan, id: string, leaves: ReadonlyMap<string, ReferenceTask>) {
  const below: ReferenceTask[] = []
  const collect = (parentId: string): void => {
    for (const task of plan.tasks) {
      if (task.parentId !== parentId) continue
      const leaf = leaves.get(task.id)
      if (leaf === undefined) collect(task.id)
      else if (task.isActive !== false) below.push(leaf)
    }
  }
  collect(id)
  const least = (dates: number[]) => (dates.length === 0 ? plan.start : Math.min(...dates))
  const most = (dates: number[]) => (dates.length === 0 ? plan.start : Math.max(...dates))
  return {
    earlyStart: least(below.map(({ earlyStart }) => earlyStart)),
    earlyFinish: most(below.map(({ earlyFinish }) => earlyFinish)),
    lateStart: least(below.map(({ lateStart }) => lateStart)),
    lateFinish: most(below.map(({ lateFinish }) => lateFinish)),
  }
}

function expectReference(plan: Plan): void {
  const result = schedule(plan)
  const reference = referenceSchedule(plan)
  const leaves = result.tasks.filter(({ isSummary }) => !isSummary)
  expect(new Map(leaves.map((task) => [task.id, datesAndFloats(task)]))).toEqual(
    new Map([...reference.tasks].map(([id, task]) => [id, { id, ...task }])),
  )
  expect(result.finish).toBe(reference.finish)
  for (const summary of result.tasks.filter(({ isSummary }) => isSummary)) {
    expect(summary).toMatchObject(rolledUp(plan, summary.id, reference.tasks))
  }
}

describe('any plan', () => {
  it('is scheduled as by the reference', () => {
    fc.assert(fc.property(arbitraryRichPlan(ALL_FEATURES), expectReference), { numRuns: 100 })
  })

  it("is scheduled as by the reference in Primavera's way, or partly so", () => {
    const constraints = ALL_FEATURES.constraints.filter((kind) => kind !== 'asLateAsPossible')
    const ways = fc.record({
      statusDateMovesWork: fc.boolean(),
      startBindsAll: fc.boolean(),
      semantics: fc.constantFrom('microsoft' as const, 'primavera' as const),
    })
    fc.assert(
      fc.property(arbitraryRichPlan({ ...ALL_FEATURES, constraints }), ways, (plan, way) => {
        expectReference({ ...plan, options: { ...plan.options, ...way } })
      }),
      { numRuns: 100 },
    )
  })
})
