import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL_FEATURES, arbitraryRichPlan } from '../../test-support/arbitrary-rich-plan.ts'
import type { Driver, Plan } from '../plan/types.ts'
import { type Schedule, schedule } from './schedule.ts'

/** Nothing lies before the project starts, where its start would bind some tasks and others not. */
const plans = arbitraryRichPlan(ALL_FEATURES).map((plan): Plan => ({ ...plan, start: -3000 }))
const RUNS = { numRuns: 60 }

function leavesOf({ tasks }: Schedule) {
  return tasks.filter(({ isSummary }) => !isSummary)
}

function linkIdsOf(drivers: readonly Driver[]): string[] {
  return drivers.flatMap((driver) => (driver.kind === 'link' ? [driver.linkId] : []))
}

function without(plan: Plan, linkIds: readonly string[]): Plan {
  return { ...plan, links: plan.links.filter(({ id }) => !linkIds.includes(id)) }
}

describe('the drivers of any plan', () => {
  it('are there for every start and finish', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const result = schedule(plan)
        for (const { id } of result.tasks) {
          const { start, finish } = result.explain(id)
          expect(start.length).toBeGreaterThan(0)
          expect(finish.length).toBeGreaterThan(0)
        }
      }),
      RUNS,
    )
  })

  it('lead back to a cause that is no other task', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const result = schedule(plan)
        for (const { id } of result.tasks) {
          let at: string | null = id
          for (let steps = 0; at !== null; steps += 1) {
            expect(steps).toBeLessThanOrEqual(2 * plan.tasks.length)
            const first: Driver | undefined = result.explain(at).start[0]
            if (first?.kind === 'link') at = first.taskId
            else if (first?.kind === 'children') at = firstChild(plan, result, at)
            else at = null
          }
        }
      }),
      RUNS,
    )
  })

  it('are all the links that matter: without another one of its own a task lies where it lay', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        // A task as late as possible hangs on the finish of the project, and that on every link.
        if (plan.tasks.some(({ constraint }) => constraint?.kind === 'asLateAsPossible')) return
        const result = schedule(plan)
        for (const leaf of leavesOf(result)) {
          const { start, finish } = result.explain(leaf.id)
          // A constraint that caps the start only does so when something asks for a later one.
          if (start.some(({ kind }) => kind === 'constraint')) continue
          const binding = linkIdsOf([...start, ...finish])
          const others = plan.links.filter(({ id, successorId }) => successorId === leaf.id && !binding.includes(id))
          if (others.length === 0) continue
          const again = schedule(
            without(
              plan,
              others.map(({ id }) => id),
            ),
          ).task(leaf.id)
          expect([again.earlyStart, again.earlyFinish]).toEqual([leaf.earlyStart, leaf.earlyFinish])
        }
      }),
      RUNS,
    )
  })

  it('bind: when nothing but links holds a task back, it starts earlier without them', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const result = schedule(plan)
        for (const leaf of leavesOf(result)) {
          const { start } = result.explain(leaf.id)
          const isLate = plan.tasks.find(({ id }) => id === leaf.id)?.constraint?.kind === 'asLateAsPossible'
          if (isLate || start.some(({ kind }) => kind !== 'link')) continue
          const unlinked = schedule(without(plan, linkIdsOf(start)))
          // A lead may lead further back than the start of the project, which holds what has no link.
          if (unlinked.explain(leaf.id).start[0]?.kind === 'project-start') continue
          expect(unlinked.task(leaf.id).earlyStart).toBeLessThan(leaf.earlyStart)
        }
      }),
      RUNS,
    )
  })
})

function firstChild(plan: Plan, result: Schedule, summaryId: string): string | null {
  const { start } = result.task(summaryId)
  const child = plan.tasks.find(({ id, parentId }) => parentId === summaryId && result.task(id).start === start)
  return child?.id ?? null
}
