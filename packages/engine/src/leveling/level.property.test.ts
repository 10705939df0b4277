import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { REFERENCE_CALENDARS } from '../../test-support/arbitrary-plan.ts'
import { ALL_FEATURES, arbitraryRichPlan, type Features } from '../../test-support/arbitrary-rich-plan.ts'
import { workedMinutes } from '../../test-support/reference-calendar.ts'
import { ReferenceTime } from '../../test-support/reference-time.ts'
import type { Plan, PlanAssignment, PlanResource, PlanTask } from '../plan/types.ts'
import { type Schedule, schedule } from '../schedule/schedule.ts'
import { level } from './level.ts'
import type { LevelingOptions, LevelingResult, Overallocation } from './leveling-types.ts'
import { overallocations } from './overallocations.ts'

const FIRST_DAY = -100
const END_DAY = 400

const times = new Map(
  REFERENCE_CALENDARS.map((spec) => {
    const worked = workedMinutes([spec], FIRST_DAY, END_DAY)
    return [spec.id, new ReferenceTime((index) => worked[index] === true)]
  }),
)

/** Whether an assignment works in a minute at all, by rule 3. */
function worksIn(plan: Plan, task: PlanTask, resource: PlanResource, minute: number): boolean {
  if (task.isElapsed) return true
  const isOnOwn = task.effortType === 'fixedDuration' || (task.calendarId !== null && task.ignoresResourceCalendars)
  const ids = [task.calendarId, isOnOwn ? null : (resource.calendarId ?? null)]
  const own = ids.filter((id) => id !== null)
  return (own.length > 0 ? own : [plan.calendarId]).every((id) => times.get(id)?.works(minute))
}

/** By resource and minute, the thousandths used: every minute of every assignment, one by one. */
function usage(plans: readonly Plan[], schedules: readonly Schedule[]): Map<string, Map<number, number>> {
  const used = new Map<string, Map<number, number>>()
  plans.forEach((plan, at) => {
    for (const { taskId, resourceId, units } of plan.assignments ?? []) {
      const task = plan.tasks.find(({ id }) => id === taskId)
      const resource = plan.resources?.find(({ id }) => id === resourceId)
      const isSummary = plan.tasks.some(({ parentId }) => parentId === taskId)
      if (!task || !resource || isSummary || task.isActive === false || task.durationMinutes === 0) continue
      const { start, finish } = schedules[at]?.task(taskId) ?? { start: 0, finish: 0 }
      const own = used.get(resourceId) ?? new Map<number, number>()
      used.set(resourceId, own)
      let worked = 0
      const isPlaced = (task.progress?.actualStart ?? null) !== null || task.manual
      for (let minute = start; minute < finish; minute++) {
        if (!worksIn(plan, task, resource, minute)) continue
        worked++
        if (!isPlaced && worked > task.durationMinutes) break
        own.set(minute, (own.get(minute) ?? 0) + Math.round(units * 1000))
      }
    }
  })
  return used
}

function overloadedMinutes(plans: readonly Plan[], schedules: readonly Schedule[]): Set<string> {
  const found = new Set<string>()
  for (const [resourceId, minutes] of usage(plans, schedules)) {
    const resource = plans.flatMap(({ resources = [] }) => resources).find(({ id }) => id === resourceId)
    for (const [minute, units] of minutes) {
      const window = resource?.availability?.findLast(
        ({ from, to }) => (from ?? -Infinity) <= minute && minute < (to ?? Infinity),
      )
      if (units > Math.round((window?.units ?? resource?.maxUnits ?? 1) * 1000)) found.add(`${resourceId} ${minute}`)
    }
  }
  return found
}

function minutesOf(list: readonly Overallocation[]): Set<string> {
  const found = new Set<string>()
  for (const { resourceId, from, to } of list) {
    for (let minute = from; minute < to; minute++) found.add(`${resourceId} ${minute}`)
  }
  return found
}

const resources: fc.Arbitrary<PlanResource[]> = fc
  .tuple(
    ...['R0', 'R1'].map((id) =>
      fc.record({
        id: fc.constant(id),
        kind: fc.constant('work' as const),
        maxUnits: fc.constantFrom(1, 1, 1.5),
        calendarId: fc.constantFrom(null, null, 'six-days'),
        // Later there is always enough for anybody alone.
        availability: fc.constantFrom([], [{ from: 6000, to: 9000, units: 0.5 }], [{ from: null, to: 7000, units: 0 }]),
      }),
    ),
  )
  .map((list) => list)

const assignments = fc.array(fc.record({ task: fc.nat(6), resource: fc.nat(1), units: fc.constantFrom(0.5, 1, 1) }), {
  minLength: 5,
  maxLength: 14,
})

function arbitraryStaffedPlan(features: Features): fc.Arbitrary<Plan> {
  return fc
    .record({ plan: arbitraryRichPlan(features), resources, assignments, never: fc.nat(20) })
    .map(({ plan, resources: people, assignments: drafts, never }) => {
      const taken = new Set<string>()
      const list: PlanAssignment[] = []
      for (const { task, resource, units } of drafts) {
        if (task >= plan.tasks.length || taken.has(`${task} ${resource}`)) continue
        taken.add(`${task} ${resource}`)
        list.push({ taskId: `T${task}`, resourceId: `R${resource}`, units })
      }
      const tasks = plan.tasks.map(({ splits: _, ...task }, i) => (i === never ? { ...task, priority: 1000 } : task))
      // Nights and six days have no working time in common.
      const isAnyAtNight = tasks.some(({ calendarId }) => calendarId === 'nights')
      const crew = people.map((one) => (isAnyAtNight ? { ...one, calendarId: null } : one))
      return { ...plan, tasks, resources: crew, assignments: list }
    })
}

function withDelays(plans: readonly Plan[], { tasks }: LevelingResult): Plan[] {
  const delays = new Map(tasks.map((task) => [`${task.plan} ${task.id}`, task.levelingDelayMinutes]))
  return plans.map((plan, at) => ({
    ...plan,
    tasks: plan.tasks.map((task) => ({ ...task, levelingDelayMinutes: delays.get(`${at} ${task.id}`) ?? 0 })),
  }))
}

const options: fc.Arbitrary<LevelingOptions> = fc.record({
  schedules: fc.constantFrom(1, 1, 12),
  seed: fc.integer(),
  withinFloat: fc.boolean(),
})

/** Nothing that leveling cannot move. */
const MOVABLE: Features = {
  ...ALL_FEATURES,
  constraints: ['startNoEarlierThan', 'finishNoEarlierThan', 'asSoonAsPossible'],
  hasProgress: false,
  hasManual: false,
}

const WHATEVER: Features = { ...ALL_FEATURES, constraints: [...ALL_FEATURES.constraints, 'asLateAsPossible'] }

describe('level', () => {
  it('leaves nobody overloaded at any minute, and keeps what schedule holds to', () => {
    fc.assert(
      fc.property(arbitraryStaffedPlan(MOVABLE), options, (drawn, given) => {
        const plan = { ...drawn, tasks: drawn.tasks.map((task) => ({ ...task, priority: 500 })) }
        const result = level(plan, { ...given, withinFloat: false })
        const leveled = withDelays([plan], result)
        const schedules = leveled.map(schedule)
        expect(overloadedMinutes(leveled, schedules)).toEqual(new Set())
        expect(result.unresolved).toEqual([])
        expect(result.finishAfter).toEqual(schedules.map(({ finish }) => finish))
      }),
      { numRuns: 100 },
    )
  })

  it('gives the dates that schedule gives with its delays, and names every minute still overloaded', () => {
    fc.assert(
      fc.property(fc.array(arbitraryStaffedPlan(WHATEVER), { minLength: 1, maxLength: 2 }), options, (plans, given) => {
        const result = level(plans, given)
        const leveled = withDelays(plans, result)
        const schedules = leveled.map(schedule)
        for (const task of result.tasks) {
          const { start, finish } = schedules[task.plan]?.task(task.id) ?? {}
          expect([task.id, task.start, task.finish]).toEqual([task.id, start, finish])
        }
        // What is left of a started task may lie apart from what is done.
        const isPlain = plans.every(({ tasks }) => tasks.every(({ progress }) => progress?.actualFinish !== null))
        if (isPlain) expect(minutesOf(result.unresolved)).toEqual(overloadedMinutes(leveled, schedules))
        expect(overallocations(leveled, schedules)).toEqual(result.unresolved)
      }),
      { numRuns: 100 },
    )
  })

  it('moves no finish when it stays within float', () => {
    fc.assert(
      fc.property(arbitraryStaffedPlan(MOVABLE), options, (plan, given) => {
        const plain = { ...plan, tasks: plan.tasks.map(({ levelingDelayMinutes: _, ...task }) => task) }
        const result = level(plain, { ...given, withinFloat: true })
        expect(result.finishAfter).toEqual(result.finishBefore)
      }),
      { numRuns: 100 },
    )
  })
})
