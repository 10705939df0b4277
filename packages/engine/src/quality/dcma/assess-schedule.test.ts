import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileCalendar } from '../../calendar/compile-calendar.ts'
import { addWorkingMinutes } from '../../calendar/positions.ts'
import type { Plan, PlanLink, PlanTask, ScheduledTask } from '../../plan/types.ts'
import { minuteOf } from '../../time.ts'
import type { BaselineTask } from '../baseline.ts'
import { assessSchedule } from './assess-schedule.ts'
import type { AssessedSchedule, DcmaCheck, DcmaInput } from './dcma-types.ts'

const DAY = [
  { from: 480, to: 720 },
  { from: 780, to: 1020 },
]
const SPEC = { id: 'standard', week: [DAY, DAY, DAY, DAY, DAY, [], []], exceptions: [] }
const CALENDAR = compileCalendar(SPEC)
const START = minuteOf('2026-03-02T08:00')
const DAYS = 480

/** The end of the working day that is the n-th from the start of the plan. */
function dayEnd(day: number): number {
  return addWorkingMinutes(CALENDAR, START, day * DAYS)
}

function task(id: string, days: number, parts: Partial<PlanTask> = {}): PlanTask {
  return { id, parentId: null, kind: 'task', durationMinutes: days * DAYS, calendarId: null, ...parts }
}

function link(predecessorId: string, successorId: string, parts: Partial<PlanLink> = {}): PlanLink {
  return { id: `${predecessorId}-${successorId}`, predecessorId, successorId, type: 'FS', lagMinutes: 0, ...parts }
}

function placed(id: string, fromDay: number, toDay: number, parts: Partial<ScheduledTask> = {}): ScheduledTask {
  const start = fromDay === 0 ? START : dayEnd(fromDay)
  const finish = dayEnd(toDay)
  return {
    id,
    start,
    finish,
    earlyStart: start,
    earlyFinish: finish,
    lateStart: start,
    lateFinish: finish,
    startFloat: 0,
    finishFloat: 0,
    totalFloat: 0,
    freeFloat: 0,
    isCritical: false,
    isSummary: false,
    driver: { kind: 'project-start' },
    ...parts,
  }
}

function baseline(taskId: string, fromDay: number, toDay: number): BaselineTask {
  return {
    taskId,
    start: fromDay === 0 ? START : dayEnd(fromDay),
    finish: dayEnd(toDay),
    durationMinutes: (toDay - fromDay) * DAYS,
    workMinutes: 0,
    costMinor: 0,
  }
}

function scheduleOf(tasks: readonly ScheduledTask[]): AssessedSchedule {
  return { finish: tasks.reduce((latest, { finish }) => Math.max(latest, finish), START), tasks }
}

interface Case extends Omit<DcmaInput, 'plan' | 'schedule'> {
  readonly plan: Partial<Plan>
  readonly tasks: readonly ScheduledTask[]
  readonly longer?: readonly ScheduledTask[]
}

function assess({ plan, tasks, longer, ...rest }: Case): DcmaCheck[] {
  const whole: Plan = { start: START, calendarId: 'standard', calendars: [SPEC], tasks: [], links: [], ...plan }
  return assessSchedule({ plan: whole, schedule: scheduleOf(tasks), ...rest }, () => scheduleOf(longer ?? tasks))
}

function check(number: number, of: Case): DcmaCheck {
  return assess(of)[number - 1] as DcmaCheck
}

const done = (start: number, finish: number, doneMinutes: number) => ({
  progress: { actualStart: start, actualFinish: finish, doneMinutes },
})

/** a, b, c of two days one after the other, d beside them; b is complete, m a milestone, off inactive. */
const five: Case = {
  plan: {
    tasks: [
      task('a', 2),
      task('b', 2, done(START, dayEnd(1), 960)),
      task('c', 2),
      task('d', 2),
      task('m', 0, { kind: 'milestone' }),
      task('off', 2, { isActive: false }),
    ],
    links: [link('a', 'b'), link('b', 'c'), link('a', 'off'), link('c', 'm')],
  },
  tasks: [
    placed('a', 0, 2),
    placed('b', 0, 1),
    placed('c', 2, 4),
    placed('d', 0, 2),
    placed('m', 4, 4),
    placed('off', 2, 4),
  ],
}

describe('1 logic', () => {
  it('counts incomplete tasks that lack a predecessor or a successor', () => {
    expect(check(1, five)).toMatchObject({ status: 'failed', count: 2, population: 3, taskIds: ['a', 'd'] })
    expect(check(1, five).value).toBeCloseTo(2 / 3, 12)
  })

  it('counts milestones when asked to', () => {
    expect(check(1, { ...five, options: { milestonesInLogic: true } })).toMatchObject({
      population: 4,
      taskIds: ['a', 'd', 'm'],
    })
  })

  it('takes the links of summaries for those of their tasks, or does not', () => {
    const outline: Case = {
      plan: {
        tasks: [task('s', 0), task('x', 1, { parentId: 's' }), task('p', 1), task('q', 1)],
        links: [link('p', 's'), link('s', 'q')],
      },
      tasks: [placed('s', 1, 2, { isSummary: true }), placed('x', 1, 2), placed('p', 0, 1), placed('q', 2, 3)],
    }
    expect(check(1, outline).taskIds).toEqual(['p', 'q'])
    expect(check(1, { ...outline, options: { summaryLinksAreLogic: false } }).taskIds).toEqual(['x', 'p', 'q'])
  })

  it('finds dangling ends when asked to', () => {
    const dangling: Case = {
      plan: {
        tasks: [task('p', 1), task('x', 1), task('q', 1)],
        links: [link('p', 'x', { type: 'FF' }), link('x', 'q', { type: 'SS' })],
      },
      tasks: [placed('p', 0, 1), placed('x', 0, 1), placed('q', 0, 1)],
    }
    expect(check(1, dangling).taskIds).toEqual(['p', 'q'])
    expect(check(1, { ...dangling, options: { danglingEndsAreOpen: true } }).taskIds).toEqual(['p', 'x', 'q'])
  })
})

describe('2 to 4: links', () => {
  const linked: Case = {
    ...five,
    plan: {
      ...five.plan,
      links: [
        link('a', 'b', { type: 'SS', lagMinutes: -60 }),
        link('b', 'c', { lagMinutes: 60 }),
        link('a', 'c', { type: 'FF' }),
        link('c', 'm', { lagMinutes: -50, lagUnit: 'percent' }),
        link('a', 'off', { lagMinutes: -60 }),
      ],
    },
  }

  it('counts links whose successor is not complete', () => {
    expect(check(2, linked)).toMatchObject({ status: 'failed', count: 1, population: 3, linkIds: ['c-m'] })
    expect(check(3, linked)).toMatchObject({ status: 'failed', count: 1, population: 3, linkIds: ['b-c'] })
    expect(check(4, linked)).toMatchObject({ status: 'failed', count: 2, population: 3, linkIds: ['a-c'] })
  })

  it('counts those of complete tasks when asked to', () => {
    const all = { ...linked, options: { linksOfCompleteTasks: true } }
    expect(check(2, all)).toMatchObject({ count: 2, population: 4, linkIds: ['a-b', 'c-m'] })
    expect(check(4, all)).toMatchObject({ value: 0.5, linkIds: ['a-b', 'a-c'] })
  })

  it('does not apply without links', () => {
    expect(check(4, { ...five, plan: { ...five.plan, links: [] } })).toMatchObject({
      status: 'not-applicable',
      value: null,
      reason: 'there are no links',
    })
  })
})

describe('5 to 8 and 10: tasks', () => {
  const of = (parts: Partial<PlanTask>, scheduled: Partial<ScheduledTask> = {}): Case => ({
    plan: { tasks: [task('a', 45, parts)] },
    tasks: [placed('a', 0, 45, scheduled)],
  })

  it.each([
    ['mustStartOn', 1],
    ['mustFinishOn', 1],
    ['startNoLaterThan', 1],
    ['finishNoLaterThan', 1],
    ['startNoEarlierThan', 0],
    ['finishNoEarlierThan', 0],
  ] as const)('5: %s is hard or not', (kind, count) => {
    expect(check(5, of({ constraint: { kind, date: START } })).count).toBe(count)
  })

  it('6: a float of 44 days is not high, a minute more is', () => {
    expect(check(6, of({}, { totalFloat: 44 * DAYS })).count).toBe(0)
    expect(check(6, of({}, { totalFloat: 44 * DAYS + 1 }))).toMatchObject({ status: 'failed', taskIds: ['a'] })
    expect(check(6, of({ isElapsed: true }, { totalFloat: 44 * 1440 })).count).toBe(0)
    expect(check(6, { ...of({}, { totalFloat: 44 * DAYS }), minutesPerDay: 420 }).count).toBe(1)
  })

  it('7: no float may be negative', () => {
    expect(check(7, of({}, { totalFloat: -1 }))).toMatchObject({
      status: 'failed',
      value: 1,
      threshold: 0,
      taskIds: ['a'],
    })
    expect(check(7, of({}, { totalFloat: 0 })).status).toBe('passed')
  })

  it('8: a baseline of more than 44 days is long, or what remains of today’s', () => {
    expect(check(8, of({}))).toMatchObject({ status: 'not-applicable', reason: 'there is no baseline' })
    expect(check(8, { ...of({}), baseline: [baseline('a', 0, 44)] }).count).toBe(0)
    expect(check(8, { ...of({}), baseline: [baseline('a', 0, 45)] }).count).toBe(1)
    const remaining = { highDurationBy: 'remaining' } as const
    expect(check(8, { ...of({}), options: remaining }).count).toBe(1)
    const begun = of({ progress: { actualStart: START, actualFinish: null, doneMinutes: DAYS } })
    expect(check(8, { ...begun, options: remaining }).count).toBe(0)
  })

  it('10: tasks of a day or more need a resource or a cost', () => {
    const case10: Case = {
      plan: {
        tasks: [task('none', 1), task('short', 0.5), task('staffed', 1), task('paid', 1)],
        assignments: [{ taskId: 'staffed', resourceId: 'r', units: 1 }],
      },
      tasks: ['none', 'short', 'staffed', 'paid'].map((id) => placed(id, 0, 1)),
      options: { costedTaskIds: ['paid'] },
    }
    expect(check(10, case10)).toMatchObject({ status: 'failed', value: 1, population: 4, taskIds: ['none'] })
  })

  it('leaves out what is excluded', () => {
    expect(check(7, { ...of({}, { totalFloat: -1 }), options: { excludedTaskIds: ['a'] } }).reason).toBe(
      'no task is incomplete',
    )
  })
})

describe('9, 11 and 14: the status date', () => {
  /** Status: the end of the fourth day. a is complete late, b unstarted before the status, c in progress. */
  const status: Case = {
    plan: {
      statusDate: dayEnd(4),
      tasks: [
        task('a', 2, done(START, dayEnd(3), 960)),
        task('b', 2),
        task('c', 4, { progress: { actualStart: dayEnd(3), actualFinish: null, doneMinutes: 480 } }),
        task('d', 1, done(START, dayEnd(5), 480)),
      ],
    },
    tasks: [placed('a', 0, 3), placed('b', 2, 4), placed('c', 3, 7), placed('d', 0, 5)],
    baseline: [baseline('a', 0, 2), baseline('b', 2, 4), baseline('c', 4, 8)],
  }

  it('9: forecasts before it and actual dates after it are invalid', () => {
    expect(check(9, status)).toMatchObject({ status: 'failed', value: 2, population: 4, taskIds: ['b', 'd'] })
  })

  it('11: tasks that were due and finish after their baseline', () => {
    expect(check(11, status)).toMatchObject({ value: 0.5, count: 1, population: 2, taskIds: ['a'] })
    expect(check(11, { ...status, options: { missedOf: 'all' } })).toMatchObject({ value: 0.25, population: 4 })
  })

  it('14: completed tasks over those due and those without a baseline', () => {
    const found = check(14, status)
    expect(found).toMatchObject({ status: 'failed', count: 2, population: 3, taskIds: ['b'] })
    expect(found.value).toBeCloseTo(2 / 3, 12)
  })

  it('do not apply without a status date or a baseline', () => {
    const undated: Case = { ...status, plan: { ...status.plan, statusDate: null } }
    expect([9, 11, 14].map((number) => check(number, undated).reason)).toEqual(Array(3).fill('there is no status date'))
    const unplanned: Case = { plan: status.plan, tasks: status.tasks }
    expect([8, 11, 14].map((number) => check(number, unplanned).reason)).toEqual(Array(3).fill('there is no baseline'))
  })
})

describe('12 critical path test', () => {
  const critical: Case = {
    plan: { tasks: [task('late', 1), task('first', 1), task('free', 1)] },
    tasks: [
      placed('late', 1, 2, { isCritical: true }),
      placed('first', 0, 1, { isCritical: true }),
      placed('free', 0, 1),
    ],
  }
  const moved = (days: number) => [placed('late', 1 + days, 2 + days), placed('first', 0, 601), placed('free', 0, 1)]

  it('passes when 600 days more of the first critical task arrive at the end', () => {
    expect(check(12, { ...critical, longer: moved(600) })).toMatchObject({ status: 'passed', value: 600, taskIds: [] })
    expect(check(12, { ...critical, longer: moved(570) })).toMatchObject({ status: 'passed', value: 570 })
  })

  it('fails when they do not', () => {
    expect(check(12, { ...critical, longer: moved(569) })).toMatchObject({ status: 'failed', value: 569 })
    const stuck = [placed('late', 1, 2), placed('first', 0, 1), placed('free', 0, 1)]
    expect(check(12, { ...critical, longer: stuck })).toMatchObject({
      status: 'failed',
      value: 0,
      threshold: 570,
      taskIds: ['first'],
    })
  })

  it('adds them to the work too, and only to that task', () => {
    const plans: Plan[] = []
    const plan: Plan = {
      start: START,
      calendarId: 'standard',
      calendars: [SPEC],
      links: [],
      tasks: critical.plan.tasks ?? [],
      assignments: [
        { taskId: 'first', resourceId: 'r', units: 0.5, workMinutes: 240 },
        { taskId: 'late', resourceId: 'r', units: 1, workMinutes: 480 },
      ],
    }
    assessSchedule({ plan, schedule: scheduleOf(critical.tasks) }, (longer) => {
      plans.push(longer)
      return scheduleOf(moved(600))
    })
    expect(plans).toHaveLength(1)
    expect(plans[0]?.tasks.map(({ durationMinutes }) => durationMinutes / DAYS)).toEqual([1, 601, 1])
    expect(plans[0]?.assignments?.map(({ workMinutes }) => workMinutes)).toEqual([240 + 300 * DAYS, 480])
  })

  it('does not apply when nothing is critical or the plan grows out of the years', () => {
    expect(check(12, five).reason).toBe('no incomplete task is critical')
    const throwing = assessSchedule(
      {
        plan: { start: START, calendarId: 'standard', calendars: [SPEC], links: [], tasks: critical.plan.tasks ?? [] },
        schedule: scheduleOf(critical.tasks),
      },
      () => {
        throw new RangeError('too far')
      },
    )
    expect(throwing[11]?.reason).toBe('the plan cannot be scheduled with it: too far')
  })
})

describe('13 critical path length index', () => {
  const length = (float: number, parts: Partial<Case> = {}): Case => ({
    plan: { tasks: [task('a', 20), task('b', 5)], statusDate: dayEnd(10) },
    tasks: [placed('a', 0, 20, { totalFloat: float * DAYS }), placed('b', 0, 5)],
    ...parts,
  })

  it('sets the float of what finishes last against the time that is left', () => {
    expect(check(13, length(0))).toMatchObject({ status: 'passed', value: 1, population: 10 * DAYS })
    expect(check(13, length(-2))).toMatchObject({ status: 'failed', value: 0.8, taskIds: ['a'] })
  })

  it('sets the baseline’s finish against it when asked to', () => {
    const options = { cpliBy: 'baseline-finish' } as const
    expect(check(13, length(0, { options, baseline: [baseline('a', 0, 15)] })).value).toBe(0.5)
    expect(check(13, length(0, { options })).reason).toBe('there is no baseline')
  })

  it('does not apply when no time is left', () => {
    const plan = { tasks: [task('a', 20)], statusDate: dayEnd(20) }
    expect(check(13, { plan, tasks: [placed('a', 0, 20)] }).reason).toBe('no time is left until the finish')
  })
})

describe('the assessment', () => {
  it('has 14 checks in order and throws for no plan', () => {
    const anyTask = fc.record({
      days: fc.integer({ min: 0, max: 60 }),
      parent: fc.option(fc.nat(5)),
      float: fc.integer({ min: -100, max: 50 }),
      isComplete: fc.boolean(),
      isActive: fc.boolean(),
      isCritical: fc.boolean(),
    })
    const anyLink = fc.tuple(
      fc.nat(7),
      fc.nat(7),
      fc.constantFrom('FS', 'SS', 'FF', 'SF' as const),
      fc.integer({ min: -9, max: 9 }),
    )
    const status = fc.option(fc.nat(80))
    fc.assert(
      fc.property(
        fc.array(anyTask, { maxLength: 6 }),
        fc.array(anyLink, { maxLength: 8 }),
        status,
        fc.boolean(),
        (tasks, links, day, hasBaseline) => {
          const found = assess({
            plan: {
              statusDate: day === null ? null : dayEnd(day + 1),
              tasks: tasks.map(({ days, parent, isComplete, isActive }, index) =>
                task(`t${index}`, days, {
                  parentId: parent === null ? null : `t${parent}`,
                  isActive,
                  ...(isComplete ? done(START, dayEnd(days + 1), days * DAYS) : {}),
                }),
              ),
              links: links.map(([from, to, type, lagMinutes]) => link(`t${from}`, `t${to}`, { type, lagMinutes })),
            },
            tasks: tasks.map(({ days, float, isCritical }, index) =>
              placed(`t${index}`, 1, days + 1, { totalFloat: float * DAYS, isCritical }),
            ),
            baseline: hasBaseline ? tasks.map(({ days }, index) => baseline(`t${index}`, 1, days + 1)) : null,
          })
          expect(found.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
          for (const { status: verdict, value, threshold, comparison, reason } of found) {
            const passes = value !== null && (comparison === 'at-most' ? value <= threshold : value >= threshold)
            expect(verdict).toBe(value === null ? 'not-applicable' : passes ? 'passed' : 'failed')
            expect(reason === null).toBe(value !== null)
          }
        },
      ),
    )
  })
})
