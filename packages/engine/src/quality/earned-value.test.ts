import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileCalendar } from '../calendar/compile-calendar.ts'
import { minuteOf } from '../time.ts'
import type { Accrual, BaselineTask } from './baseline.ts'
import { earnedSchedule } from './earned-schedule.ts'
import { type EarnedValueInput, type EarnedValueTask, earnedValue } from './earned-value.ts'

const DAY = [
  { from: 480, to: 720 },
  { from: 780, to: 1020 },
]
const CALENDAR = compileCalendar({ id: 'standard', week: [DAY, DAY, DAY, DAY, DAY, [], []], exceptions: [] })

/** Monday to Friday of one week and Monday of the next, each day 1,000.00. */
function week(taskId: string, parts: Partial<BaselineTask> = {}): BaselineTask {
  return {
    taskId,
    start: minuteOf('2026-03-02T08:00'),
    finish: minuteOf('2026-03-09T17:00'),
    durationMinutes: 2880,
    workMinutes: 2880,
    costMinor: 600_000,
    ...parts,
  }
}

function task(taskId: string, parts: Partial<EarnedValueTask> = {}): EarnedValueTask {
  return { taskId, parentId: null, percentComplete: 0, actualCostMinor: 0, ...parts }
}

function at(statusDate: string, parts: Partial<EarnedValueInput>): EarnedValueInput {
  return { statusDate: minuteOf(statusDate), tasks: [], baseline: [], calendarOf: () => CALENDAR, ...parts }
}

describe('planned value', () => {
  const plannedAt = (date: string, accrual?: Accrual): number =>
    earnedValue(at(date, { tasks: [task('a')], baseline: [week('a', accrual === undefined ? {} : { accrual })] }))
      .project.pv

  it('grows with the working time of the baseline', () => {
    expect(plannedAt('2026-03-02T08:00')).toBe(0)
    expect(plannedAt('2026-03-02T12:00')).toBe(50_000)
    expect(plannedAt('2026-03-06T17:00')).toBe(500_000)
    expect(plannedAt('2026-03-08T12:00')).toBe(500_000)
    expect(plannedAt('2026-03-09T17:00')).toBe(600_000)
    expect(plannedAt('2026-05-01T00:00')).toBe(600_000)
  })

  it('falls due at once when the cost does', () => {
    expect(plannedAt('2026-03-02T07:59', 'start')).toBe(0)
    expect(plannedAt('2026-03-02T08:00', 'start')).toBe(600_000)
    expect(plannedAt('2026-03-09T16:59', 'end')).toBe(0)
    expect(plannedAt('2026-03-09T17:00', 'end')).toBe(600_000)
  })

  it('rounds to whole minor units', () => {
    const baseline = [week('a', { costMinor: 100 })]
    expect(earnedValue(at('2026-03-02T17:00', { tasks: [task('a')], baseline })).project.pv).toBe(17)
  })
})

describe('earned value', () => {
  const earned = (parts: Partial<EarnedValueTask>, baseline: Partial<BaselineTask> = {}): number =>
    earnedValue(at('2026-03-04T17:00', { tasks: [task('a', parts)], baseline: [week('a', baseline)] })).project.ev

  it('follows the method of the task', () => {
    expect(earned({ percentComplete: 40 })).toBe(240_000)
    expect(earned({ percentComplete: 40, method: 'physical-percent', physicalPercentComplete: 10 })).toBe(60_000)
    expect(earned({ percentComplete: 99, method: '0-100' })).toBe(0)
    expect(earned({ percentComplete: 100, method: '0-100' })).toBe(600_000)
    expect(earned({ percentComplete: 1, method: '50-50' })).toBe(300_000)
  })

  it('accrues as the cost does', () => {
    expect(earned({ percentComplete: 1 }, { accrual: 'start' })).toBe(600_000)
    expect(earned({ percentComplete: 99 }, { accrual: 'end' })).toBe(0)
  })
})

describe('an outline', () => {
  const tasks = [
    task('phase'),
    task('a', { parentId: 'phase', percentComplete: 50, actualCostMinor: 400_000 }),
    task('b', { parentId: 'phase', percentComplete: 0 }),
    task('extra', { actualCostMinor: 70_000, percentComplete: 100 }),
  ]
  const analysis = earnedValue(
    at('2026-03-04T17:00', { tasks, baseline: [week('a'), week('b', { costMinor: 300_000 })] }),
  )
  const of = (id: string) => analysis.tasks.find(({ taskId }) => taskId === id)

  it('sums up its leaves', () => {
    expect(of('a')).toMatchObject({ isSummary: false, bac: 600_000, pv: 300_000, ev: 300_000, ac: 400_000 })
    expect(of('phase')).toMatchObject({ isSummary: true, bac: 900_000, pv: 450_000, ev: 300_000, ac: 400_000 })
    expect(analysis.project).toMatchObject({ bac: 900_000, pv: 450_000, ev: 300_000, ac: 470_000 })
  })

  it('estimates a summary from its sums, not from the estimates below it', () => {
    expect(of('a')?.eac).toBe(800_000)
    expect(of('b')?.eac).toBe(300_000)
    expect(of('phase')?.eac).toBe(1_200_000)
  })

  it('counts the cost of what was never planned', () => {
    expect(of('extra')).toMatchObject({ bac: 0, pv: 0, ev: 0, ac: 70_000, cv: -70_000, eac: 70_000 })
  })

  it('counts in work when asked to', () => {
    const worked = [task('a', { percentComplete: 25, actualWorkMinutes: 900 })]
    const { project } = earnedValue(at('2026-03-04T17:00', { tasks: worked, baseline: [week('a')], valueBy: 'work' }))
    expect(project).toMatchObject({ bac: 2880, pv: 1440, ev: 720, ac: 900 })
  })

  it('adds up however the leaves are nested', () => {
    const leaf = fc.record({
      percent: fc.nat(100),
      cost: fc.nat(1_000_000),
      budget: fc.nat(1_000_000),
      parent: fc.nat(3),
    })
    fc.assert(
      fc.property(fc.array(leaf, { maxLength: 20 }), (leaves) => {
        const summaries = ['s0', 's1', 's2', 's3'].map((id, index) =>
          task(id, { parentId: index === 0 ? null : `s${index - 1}` }),
        )
        const all = leaves.map(({ percent, cost, parent }, index) =>
          task(`t${index}`, { parentId: `s${parent}`, percentComplete: percent, actualCostMinor: cost }),
        )
        const baseline = leaves.map(({ budget }, index) => week(`t${index}`, { costMinor: budget }))
        const result = earnedValue(
          at('2026-03-04T17:00', { tasks: [...summaries, ...all, task('s4', { parentId: 's3' })], baseline }),
        )
        const sum = (value: 'bac' | 'pv' | 'ev' | 'ac') =>
          result.tasks.filter((each) => !each.isSummary).reduce((total, each) => total + each[value], 0)
        for (const value of ['bac', 'pv', 'ev', 'ac'] as const) {
          expect(result.project[value]).toBe(sum(value))
          expect(result.tasks[0]?.[value]).toBe(sum(value))
        }
      }),
    )
  })
})

describe('what cannot be valued', () => {
  it.each<[string, Partial<EarnedValueInput>]>([
    ['DuplicateIdError', { tasks: [task('a'), task('a')] }],
    ['UnknownReferenceError', { tasks: [task('a', { parentId: 'b' })] }],
    ['CycleError', { tasks: [task('a', { parentId: 'b' }), task('b', { parentId: 'a' })] }],
    ['EarnedValueError', { tasks: [task('a', { percentComplete: 101 })] }],
    ['EarnedValueError', { tasks: [task('a', { actualCostMinor: 0.5 })] }],
  ])('throws %s', (name, parts) => {
    expect(() => earnedValue(at('2026-03-04T17:00', parts))).toThrow(expect.objectContaining({ name }))
  })
})

describe('earnedSchedule', () => {
  const at17 = minuteOf('2026-03-05T17:00')

  it('finds the day on which the earned value was planned', () => {
    expect(earnedSchedule([week('a')], 300_000, at17, CALENDAR, () => CALENDAR)).toEqual({
      plannedMinutes: 2880,
      actualMinutes: 1920,
      earnedMinutes: 1440,
      earnedDate: minuteOf('2026-03-04T17:00'),
      svMinutes: -480,
      spi: 0.75,
    })
  })

  it('is at the baseline’s end when all is earned, and has no index before its start', () => {
    const early = earnedSchedule([week('a')], 600_000, minuteOf('2026-03-01T00:00'), CALENDAR, () => CALENDAR)
    expect(early).toMatchObject({ earnedDate: minuteOf('2026-03-09T17:00'), earnedMinutes: 2880, spi: null })
    expect(earnedSchedule([], 0, at17, CALENDAR, () => CALENDAR)).toBeNull()
  })
})
