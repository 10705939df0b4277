import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryPlan } from '../../test-support/arbitrary-plan.ts'
import { compileCalendar } from '../calendar/compile-calendar.ts'
import { addWorkingMinutes, workingMinutesBetween } from '../calendar/positions.ts'
import type { CalendarSpec, Plan, PlanLink } from '../plan/types.ts'
import { type Schedule, schedule } from './schedule.ts'

const FINISH = 20_000

/** Plans on one calendar, without constraints, that are to end by a date. */
const plans = arbitraryPlan({ withStartsOfSummaries: false, withTaskCalendars: false }).map(
  (plan): Plan => ({
    ...plan,
    start: 0,
    finish: FINISH,
    scheduleFrom: 'finish',
    tasks: plan.tasks.map((task) => ({ ...task, constraint: null })),
  }),
)

/** The task itself, or all leaves below it. */
function leavesOf({ tasks }: Plan, id: string): string[] {
  const ids = [id]
  for (const above of ids) ids.push(...tasks.filter(({ parentId }) => parentId === above).map((task) => task.id))
  return ids.filter((each) => !tasks.some(({ parentId }) => parentId === each))
}

/** Working minutes by which a link is kept, by each leaf that it binds (rule 10); below zero when it is broken. */
function roomOf(plan: Plan, result: Schedule, link: PlanLink): number {
  const calendar = compileCalendar(plan.calendars[0] as CalendarSpec)
  const from = result.task(link.predecessorId)
  const bound = addWorkingMinutes(calendar, link.type.startsWith('F') ? from.finish : from.start, link.lagMinutes)
  const rooms = leavesOf(plan, link.successorId).map((id) => {
    const to = result.task(id)
    return workingMinutesBetween(calendar, bound, link.type.endsWith('S') ? to.start : to.finish)
  })
  return Math.min(...rooms)
}

describe('a plan that is scheduled from its finish', () => {
  it('ends by it and keeps all links', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const result = schedule(plan)
        expect(result.finish).toBeLessThanOrEqual(FINISH)
        for (const link of plan.links) expect(roomOf(plan, result, link)).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 150 },
    )
  })

  it('leaves no task any room: each ends with the project, or holds a link that cannot give', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const result = schedule(plan)
        const calendar = compileCalendar(plan.calendars[0] as CalendarSpec)
        const lineage = (id: string): string[] => {
          const parentId = plan.tasks.find((task) => task.id === id)?.parentId ?? null
          return parentId === null ? [id] : [id, ...lineage(parentId)]
        }
        for (const task of result.tasks.filter(({ isSummary }) => !isSummary)) {
          const links = plan.links.filter(({ predecessorId }) => lineage(task.id).includes(predecessorId))
          const isLast = workingMinutesBetween(calendar, task.finish, FINISH) === 0
          // The finish of a summary may have room that this child of it has not.
          const isTight = links.some((link) => link.predecessorId !== task.id || roomOf(plan, result, link) === 0)
          expect([task.id, isLast || isTight]).toEqual([task.id, true])
        }
      }),
      { numRuns: 150 },
    )
  })

  it('starts when the first of its tasks does', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const result = schedule(plan)
        const leaves = result.tasks.filter(({ isSummary }) => !isSummary)
        expect(result.start).toBe(Math.min(...leaves.map(({ start }) => start)))
      }),
      { numRuns: 100 },
    )
  })
})
