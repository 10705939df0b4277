import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryPlan } from '../../test-support/arbitrary-plan.ts'
import { compileCalendar } from '../calendar/compile-calendar.ts'
import { addWorkingMinutes, nextWorkingMinute, workingMinutesBetween } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import type { CalendarSpec, Plan, ScheduledTask } from '../plan/types.ts'
import { schedule } from './schedule.ts'

const plans = arbitraryPlan({ withStartsOfSummaries: false, withTaskCalendars: false })

function calendarOf(plan: Plan): WorkingTime {
  return compileCalendar(plan.calendars[0] as CalendarSpec)
}

function leaf(plan: Plan, pick: number): ScheduledTask {
  const leaves = schedule(plan).tasks.filter(({ isSummary }) => !isSummary)
  return leaves[pick % leaves.length] as ScheduledTask
}

/** The plan with a task that starts so many working minutes after its early start. */
function held(plan: Plan, { id, earlyStart }: ScheduledTask, by: number): Plan {
  const calendar = calendarOf(plan)
  const moved = addWorkingMinutes(calendar, earlyStart, by)
  const isPoint = plan.tasks.some((task) => task.id === id && task.durationMinutes === 0)
  const date = isPoint ? moved : nextWorkingMinute(calendar, moved)
  return {
    ...plan,
    tasks: plan.tasks.map((task) =>
      task.id === id ? { ...task, constraint: { kind: 'startNoEarlierThan', date } } : task,
    ),
  }
}

/** How much working time a delay of one task moves the finish by, and all other tasks together. */
function moves(plan: Plan, task: ScheduledTask, by: number): { readonly finish: number; readonly others: number } {
  const calendar = calendarOf(plan)
  const [before, after] = [schedule(plan), schedule(held(plan, task, by))]
  const moved = (id: string) => workingMinutesBetween(calendar, before.task(id).earlyStart, after.task(id).earlyStart)
  const others = before.tasks.filter(({ id, isSummary }) => id !== task.id && !isSummary)
  return {
    finish: workingMinutesBetween(calendar, before.finish, after.finish),
    others: others.reduce((sum, { id }) => sum + moved(id), 0),
  }
}

describe('a task of any plan on one calendar', () => {
  it('can use up total float, and no more, without moving the finish', () => {
    fc.assert(
      fc.property(plans, fc.nat(), (plan, pick) => {
        const task = leaf(plan, pick)
        expect(moves(plan, task, task.totalFloat).finish).toBe(0)
        expect(moves(plan, task, task.totalFloat + 1).finish).toBe(1)
      }),
      { numRuns: 200 },
    )
  })

  it('can use up free float, and no more, without moving another task', () => {
    fc.assert(
      fc.property(plans, fc.nat(), (plan, pick) => {
        const task = leaf(plan, pick)
        expect(moves(plan, task, task.freeFloat).others).toBe(0)
        if (task.freeFloat < task.totalFloat) {
          expect(moves(plan, task, task.freeFloat + 1).others).toBeGreaterThan(0)
        }
      }),
      { numRuns: 200 },
    )
  })
})
