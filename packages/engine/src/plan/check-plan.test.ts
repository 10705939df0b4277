import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { END_MINUTE } from '../calendar/horizon.ts'
import { minuteOf } from '../time.ts'
import { checkPlan } from './check-plan.ts'
import type { CalendarSpec, Plan, PlanAssignment, PlanLink, PlanTask } from './types.ts'

const DAY = [
  { from: 480, to: 720 },
  { from: 780, to: 1020 },
]
const START = minuteOf('2026-03-02T08:00')

function plan(parts: Partial<Plan>): Plan {
  return {
    start: START,
    calendarId: 'standard',
    calendars: [{ id: 'standard', week: [DAY, DAY, DAY, DAY, DAY, [], []], exceptions: [] }],
    tasks: [],
    links: [],
    ...parts,
  }
}

function task(id: string, parts: Partial<PlanTask> = {}): PlanTask {
  return { id, parentId: null, kind: 'task', durationMinutes: 480, calendarId: null, ...parts }
}

function link(predecessorId: string, successorId: string, parts: Partial<PlanLink> = {}): PlanLink {
  return {
    id: `${predecessorId}-${successorId}`,
    predecessorId,
    successorId,
    type: 'FS',
    lagMinutes: 0,
    ...parts,
  }
}

function codes(parts: Partial<Plan>): string[] {
  return checkPlan(plan(parts)).map(({ severity, code, taskIds }) => `${severity} ${code} ${taskIds.join(' ')}`.trim())
}

describe('checkPlan', () => {
  it('finds nothing in a plan that can be scheduled', () => {
    expect(checkPlan(plan({ tasks: [task('a'), task('b')], links: [link('a', 'b')] }))).toEqual([])
  })

  it('finds tasks that share no working time with those assigned', () => {
    const evenings = {
      id: 'evenings',
      week: Array.from({ length: 7 }, () => [{ from: 1080, to: 1320 }]),
      exceptions: [],
    }
    const parts = {
      calendars: [...plan({}).calendars, evenings],
      resources: [{ id: 'r', kind: 'work' as const, calendarId: 'evenings' }],
      assignments: [{ taskId: 'a', resourceId: 'r', units: 1 }],
    }
    const day = { calendarId: 'standard' }
    expect(codes({ ...parts, tasks: [task('a', day)] })).toEqual(['error invalid-calendar a'])
    expect(codes({ ...parts, tasks: [task('a', { ...day, ignoresResourceCalendars: true })] })).toEqual([])
    expect(codes({ ...parts, tasks: [task('a')] })).toEqual([])
  })

  it('finds kinds that are none', () => {
    const constraint = { kind: 'whenever', date: START } as unknown as NonNullable<PlanTask['constraint']>
    const links = [link('a', 'b', { type: 'XX' as 'FS' }), link('b', 'a', { lagUnit: 'moons' as 'elapsed' })]
    expect(codes({ tasks: [task('a', { constraint }), task('b')], links })).toEqual([
      'error unknown-kind a',
      'error unknown-kind a b',
      'error unknown-kind b a',
      'error link-cycle a b',
    ])
  })

  it('names every unknown id and every repeated one, not only the first', () => {
    const found = checkPlan(
      plan({
        tasks: [task('a', { parentId: 'nobody' }), task('b', { calendarId: 'night' }), task('b')],
        links: [link('a', 'x'), link('y', 'b')],
        resources: [{ id: 'r', kind: 'work', calendarId: 'lost' }],
        assignments: [
          { taskId: 'z', resourceId: 'r', units: 1 },
          { taskId: 'a', resourceId: 's', units: 1 },
        ],
      }),
    )
    expect(found.map(({ message }) => message)).toEqual([
      '2 tasks have the id b',
      'task b refers to calendar night, which the plan does not have',
      'resource r refers to calendar lost, which the plan does not have',
      'task a refers to task nobody, which the plan does not have',
      'link a-x refers to task x, which the plan does not have',
      'link y-b refers to task y, which the plan does not have',
      'the assignment of resource r refers to task z, which the plan does not have',
      'the assignment to task a refers to resource s, which the plan does not have',
    ])
    expect(found[1]).toMatchObject({ taskIds: ['b'], calendarIds: ['night'] })
    expect(found[4]).toMatchObject({ taskIds: ['x'], linkIds: ['a-x'] })
  })

  it('names each circle task by task, with its links', () => {
    const found = checkPlan(
      plan({
        tasks: ['a', 'b', 'c', 'd', 'e'].map((id) => task(id)),
        links: [link('a', 'b'), link('b', 'a'), link('b', 'c'), link('c', 'd'), link('d', 'e'), link('e', 'c')],
      }),
    )
    expect(found.map(({ code, taskIds, linkIds }) => [code, taskIds, linkIds])).toEqual([
      ['link-cycle', ['a', 'b'], ['a-b', 'b-a']],
      ['link-cycle', ['c', 'd', 'e'], ['c-d', 'd-e', 'e-c']],
    ])
  })

  it('rule 10: refuses links between a summary and what lies below it, apart from circles', () => {
    expect(
      codes({
        tasks: [task('top'), task('middle', { parentId: 'top' }), task('leaf', { parentId: 'middle' })],
        links: [link('leaf', 'top'), link('top', 'middle'), link('leaf', 'leaf')],
      }),
    ).toEqual([
      'error link-within-outline leaf top',
      'error link-within-outline top middle',
      'error link-to-itself leaf leaf',
    ])
  })

  it('names an outline that runs in a circle', () => {
    expect(codes({ tasks: [task('a', { parentId: 'b' }), task('b', { parentId: 'a' })] })).toEqual([
      'error outline-cycle a b',
    ])
  })

  it('finds repeated links and links of inactive tasks', () => {
    expect(
      codes({
        tasks: [task('a'), task('b'), task('off', { isActive: false })],
        links: [
          link('a', 'b'),
          link('a', 'b', { id: 'again' }),
          link('a', 'b', { id: 'ss', type: 'SS' }),
          link('a', 'off'),
        ],
      }),
    ).toEqual(['warning link-of-inactive-task a off', 'warning repeated-link a b'])
  })

  it.each<[string, Partial<PlanTask>, string]>([
    ['a negative duration', { durationMinutes: -1 }, 'error invalid-number a'],
    ['a broken minute', { durationMinutes: 0.5 }, 'error invalid-number a'],
    ['no number', { durationMinutes: Number.NaN }, 'error invalid-number a'],
    ['a duration beyond the limit', { durationMinutes: 2 ** 31 }, 'error out-of-range a'],
    [
      'a constraint without date',
      { constraint: { kind: 'mustStartOn', date: null } },
      'error constraint-without-date a',
    ],
    [
      'a latest finish before the start of the plan',
      { constraint: { kind: 'finishNoLaterThan', date: START - 1 } },
      'warning constraint-before-start a',
    ],
    ['a deadline before the start of the plan', { deadline: START - 1 }, 'warning deadline-before-start a'],
    [
      'an earliest start after the deadline',
      { deadline: START + 60, constraint: { kind: 'startNoEarlierThan', date: START + 61 } },
      'warning constraints-out-of-order a',
    ],
    [
      'an actual finish without start',
      { progress: { actualStart: null, actualFinish: START, doneMinutes: 0 } },
      'error finish-without-start a',
    ],
    [
      'an actual finish before the start',
      { progress: { actualStart: START, actualFinish: START - 1, doneMinutes: 480 } },
      'error finish-before-start a',
    ],
    [
      'more done than there is',
      { progress: { actualStart: START, actualFinish: null, doneMinutes: 481 } },
      'warning done-beyond-duration a',
    ],
    [
      'an actual start after the status date',
      { progress: { actualStart: START + 1441, actualFinish: null, doneMinutes: 0 } },
      'warning actual-after-status-date a',
    ],
    [
      'something done without a start',
      { progress: { actualStart: null, actualFinish: null, doneMinutes: 1 } },
      'error done-without-start a',
    ],
    ['a split outside the duration', { splits: [{ afterMinutes: 480, gapMinutes: 60 }] }, 'error invalid-split a'],
    [
      'splits out of order',
      {
        splits: [
          { afterMinutes: 240, gapMinutes: 60 },
          { afterMinutes: 120, gapMinutes: 60 },
        ],
      },
      'error invalid-split a',
    ],
    [
      'dates by hand out of order',
      { manual: { start: START, finish: START - 1 } },
      'error manual-dates-out-of-order a',
    ],
    ['a date beyond the horizon', { deadline: END_MINUTE }, 'error out-of-range a'],
  ])('finds %s', (_, parts, expected) => {
    expect(codes({ tasks: [task('a', parts)], statusDate: START + 1440 })).toEqual([expected])
  })

  it('finds calendars that make no sense, never work, derive in a circle or from nothing', () => {
    const week = [DAY, DAY, DAY, DAY, DAY, [], []]
    const none = [[], [], [], [], [], [], []]
    const [standard] = plan({}).calendars
    const found = checkPlan(
      plan({
        tasks: [task('a', { calendarId: 'off' })],
        calendars: [
          standard as CalendarSpec,
          { id: 'short', week: [], exceptions: [] },
          { id: 'off', week: none, exceptions: [] },
          { id: 'loop', baseId: 'pool', week, exceptions: [] },
          { id: 'pool', baseId: 'loop', week, exceptions: [] },
          { id: 'child', baseId: 'short', week, exceptions: [] },
          { id: 'orphan', baseId: 'gone', week, exceptions: [] },
        ],
      }),
    )
    expect(found.map(({ severity, code, calendarIds }) => [severity, code, calendarIds])).toEqual([
      ['error', 'unknown-reference', ['orphan', 'gone']],
      ['error', 'invalid-calendar', ['off']],
      ['warning', 'invalid-calendar', ['short']],
      ['warning', 'invalid-calendar', ['loop']],
      ['warning', 'invalid-calendar', ['pool']],
      ['warning', 'invalid-calendar', ['child']],
    ])
  })

  it.each<Partial<PlanAssignment>>([
    { units: -1 },
    { units: 1e-9 },
    { workMinutes: Number.NaN },
    { delayMinutes: 0.5 },
  ])('finds an assignment of %o', (parts) => {
    const assignment = { taskId: 'a', resourceId: 'r', units: 1, workMinutes: 480, ...parts }
    const found = codes({ tasks: [task('a')], resources: [{ id: 'r', kind: 'work' }], assignments: [assignment] })
    expect(found).toEqual(['error invalid-number a'])
  })

  it('says what a summary does not use', () => {
    const tasks = [task('top', { constraint: { kind: 'mustFinishOn', date: START } }), task('a', { parentId: 'top' })]
    expect(codes({ tasks })).toEqual(['warning ignored-on-summary top'])
  })

  it('asks for the finish that a plan is scheduled from', () => {
    expect(codes({ scheduleFrom: 'finish' })).toEqual(['error missing-finish'])
  })

  it('puts errors before warnings', () => {
    const found = codes({ tasks: [task('a', { deadline: START - 1 }), task('b', { durationMinutes: -1 })] })
    expect(found).toEqual(['error invalid-number b', 'warning deadline-before-start a'])
  })

  it('throws for no plan', () => {
    const ids = ['a', 'b', 'c', 'd', 'none']
    const anyTask = fc.record({
      id: fc.constantFrom(...ids.slice(0, 4)),
      parentId: fc.option(fc.constantFrom(...ids), { freq: 2 }),
      durationMinutes: fc.oneof(fc.integer(), fc.double()),
    })
    const anyLink = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids))
    fc.assert(
      fc.property(fc.array(anyTask, { maxLength: 6 }), fc.array(anyLink, { maxLength: 8 }), (tasks, links) => {
        const found = checkPlan(
          plan({
            tasks: tasks.map(({ id, ...rest }) => task(id, rest)),
            links: links.map(([from, to]) => link(from, to)),
          }),
        )
        expect(found.every(({ message }) => message.length > 0)).toBe(true)
      }),
    )
  })
})
