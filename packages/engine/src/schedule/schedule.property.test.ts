import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryPlan } from '../../test-support/arbitrary-plan.ts'
import { type ReferenceDates, referenceSchedule } from '../../test-support/reference-scheduler.ts'
import { compileCalendar } from '../calendar/compile-calendar.ts'
import { workingMinutesBetween } from '../calendar/positions.ts'
import type { CalendarSpec, Plan, ScheduledTask } from '../plan/types.ts'
import { schedule } from './schedule.ts'

const oneCalendar = arbitraryPlan({ withStartsOfSummaries: false, withTaskCalendars: false })

function leaves(plan: Plan): ScheduledTask[] {
  return schedule(plan).tasks.filter((task) => !task.isSummary)
}

function finishOf(dates: ReferenceDates): number {
  return Math.max(...Array.from(dates.values(), ({ finish }) => finish))
}

function worked(plan: Plan, from: number, to: number): number {
  return workingMinutesBetween(compileCalendar(plan.calendars[0] as CalendarSpec), from, to)
}

/** How much working time a delay of one task moves all others by. */
function movedBy(plan: Plan, id: string, by: number): number {
  const before = referenceSchedule(plan)
  const after = referenceSchedule(plan, { id, by })
  const moves = [...after].map(([other, { start }]) =>
    other === id ? 0 : worked(plan, before.get(other)?.start as number, start),
  )
  return moves.reduce((sum, move) => sum + move, 0)
}

describe('any plan', () => {
  it('has the early dates of the reference', () => {
    fc.assert(
      fc.property(arbitraryPlan({ withStartsOfSummaries: true, withTaskCalendars: true }), (plan) => {
        const reference = referenceSchedule(plan)
        for (const { id, earlyStart, earlyFinish } of leaves(plan)) {
          expect({ id, start: earlyStart, finish: earlyFinish }).toEqual({ id, ...reference.get(id) })
        }
        expect(schedule(plan).finish).toBe(finishOf(reference))
      }),
    )
  })

  it('can use up total float, and no more, without moving its finish', () => {
    fc.assert(
      fc.property(oneCalendar, fc.nat(), (plan, pick) => {
        const tasks = leaves(plan)
        const { id, totalFloat } = tasks[pick % tasks.length] as ScheduledTask
        const finish = finishOf(referenceSchedule(plan))
        const delay = (by: number) => worked(plan, finish, finishOf(referenceSchedule(plan, { id, by })))
        expect([delay(totalFloat), delay(totalFloat + 1)]).toEqual([0, 1])
      }),
    )
  })

  it('can use up free float, and no more, without moving another task', () => {
    fc.assert(
      fc.property(oneCalendar, fc.nat(), (plan, pick) => {
        const tasks = leaves(plan)
        const { id, freeFloat, totalFloat } = tasks[pick % tasks.length] as ScheduledTask
        expect(movedBy(plan, id, freeFloat)).toBe(0)
        if (freeFloat < totalFloat) expect(movedBy(plan, id, freeFloat + 1)).toBeGreaterThan(0)
      }),
    )
  })

  it('is the same whatever the order of its tasks and links', () => {
    fc.assert(
      fc.property(arbitraryPlan({ withStartsOfSummaries: true, withTaskCalendars: true }), (plan) => {
        const turned = schedule({ ...plan, tasks: plan.tasks.toReversed(), links: plan.links.toReversed() })
        const withoutDriver = ({ driver: _, ...task }: ScheduledTask) => task
        expect(turned.tasks.toReversed().map(withoutDriver)).toEqual(schedule(plan).tasks.map(withoutDriver))
      }),
    )
  })
})
