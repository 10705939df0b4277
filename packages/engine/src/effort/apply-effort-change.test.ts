import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EffortType } from '../plan/types.ts'
import { applyEffortChange } from './apply-effort-change.ts'
import type { EffortAssignment, EffortChange, EffortResult, EffortTask } from './effort-types.ts'

const HOUR = 60
const EIGHT_HOURS = 8 * HOUR

function task(parts: Partial<EffortTask> = {}): EffortTask {
  return { id: 't', durationMinutes: EIGHT_HOURS, effortType: 'fixedUnits', ...parts }
}

function at(resourceId: string, units: number, parts: Partial<EffortAssignment> = {}): EffortAssignment {
  return { taskId: 't', resourceId, units, ...parts }
}

/** [duration, work, units of each, work of each] */
function figures({ durationMinutes, workMinutes, assignments }: EffortResult): [number, number, number[], unknown[]] {
  return [
    durationMinutes,
    workMinutes,
    assignments.map(({ units }) => Math.round(units * 1000) / 1000),
    assignments.map((assignment) => assignment.workMinutes),
  ]
}

/** One resource at 100 % for a day of eight hours. */
function change(effortType: EffortType, edit: EffortChange): [number, number, number] {
  const [duration, work, units] = figures(applyEffortChange(task({ effortType }), [at('ann', 1)], edit))
  return [duration / HOUR, work / HOUR, units[0] as number]
}

describe('rule 29: work = duration x units; which of the three yields', () => {
  const halfUnits: EffortChange = { kind: 'units', resourceId: 'ann', units: 0.5 }
  const twoDays: EffortChange = { kind: 'duration', durationMinutes: 2 * EIGHT_HOURS }
  const twelveHours: EffortChange = { kind: 'work', workMinutes: 12 * HOUR }

  it.each<[EffortType, string, EffortChange, [number, number, number]]>([
    ['fixedUnits', 'units: duration', halfUnits, [16, 8, 0.5]],
    ['fixedUnits', 'duration: work', twoDays, [16, 16, 1]],
    ['fixedUnits', 'work: duration', twelveHours, [12, 12, 1]],
    ['fixedDuration', 'units: work', halfUnits, [8, 4, 0.5]],
    ['fixedDuration', 'duration: work', twoDays, [16, 16, 1]],
    ['fixedDuration', 'work: units', twelveHours, [8, 12, 1.5]],
    ['fixedWork', 'units: duration', halfUnits, [16, 8, 0.5]],
    ['fixedWork', 'duration: units', twoDays, [16, 8, 0.5]],
    ['fixedWork', 'work: duration', twelveHours, [12, 12, 1]],
  ])('%s, a change of %s', (effortType, _, edit, expected) => {
    expect(change(effortType, edit)).toEqual(expected)
  })

  it.each<[EffortType, [number, number, number]]>([
    ['fixedUnits', [4, 4, 1]],
    ['fixedDuration', [8, 4, 0.5]],
    ['fixedWork', [4, 4, 1]],
  ])('%s, a change of one assignment’s work', (effortType, expected) => {
    expect(change(effortType, { kind: 'assignment-work', resourceId: 'ann', workMinutes: 4 * HOUR })).toEqual(expected)
  })

  it('is of fixed units and not effort-driven unless it says so', () => {
    const { effortType: _, ...plain } = task()
    const result = applyEffortChange(plain, [at('ann', 1)], { kind: 'add', assignments: [at('bob', 1)] })
    expect(figures(result)).toEqual([480, 960, [1, 1], [480, 480]])
  })
})

describe('several assignments', () => {
  const team = [at('ann', 1), at('bob', 0.5, { workMinutes: 120 })]

  it('lasts as long as the longest of them', () => {
    const shorter = applyEffortChange(task(), team, { kind: 'assignment-work', resourceId: 'ann', workMinutes: 180 })
    expect(figures(shorter)).toEqual([240, 300, [1, 0.5], [180, 120]])
    const later = applyEffortChange(task(), [at('ann', 1), at('bob', 1, { delayMinutes: 120 })], {
      kind: 'units',
      resourceId: 'bob',
      units: 0.5,
    })
    expect(figures(later)).toEqual([840, 840, [1, 0.5], [480, 360]])
  })

  it('keeps the part of the duration that each fills', () => {
    const stretched = applyEffortChange(task(), team, { kind: 'duration', durationMinutes: 960 })
    expect(figures(stretched)).toEqual([960, 1200, [1, 0.5], [960, 240]])
  })

  it('gives work to a point in time that gets a duration, but not to an assignment without any', () => {
    const lasts: EffortChange = { kind: 'duration', durationMinutes: 60 }
    expect(figures(applyEffortChange(task({ durationMinutes: 0 }), [at('ann', 2)], lasts))).toEqual([
      60,
      120,
      [2],
      [120],
    ])
    const idle = at('bob', 1, { workMinutes: 0 })
    expect(figures(applyEffortChange(task(), [at('ann', 1), idle], lasts))).toEqual([60, 60, [1, 1], [60, 0]])
  })

  it('shares a change of the work as the work was shared', () => {
    const more = applyEffortChange(task(), team, { kind: 'work', workMinutes: 1200 })
    expect(figures(more)).toEqual([960, 1200, [1, 0.5], [960, 240]])
  })
})

describe('effort-driven tasks', () => {
  const driven = task({ isEffortDriven: true })

  it('says nothing about the first assignments, also when they come together', () => {
    const result = applyEffortChange(driven, [], { kind: 'add', assignments: [at('ann', 1), at('bob', 1)] })
    expect(figures(result)).toEqual([480, 960, [1, 1], [480, 480]])
  })

  it('keeps 24 hours of work when a second resource joins', () => {
    const result = applyEffortChange(task({ isEffortDriven: true, durationMinutes: 24 * HOUR }), [at('ann', 1)], {
      kind: 'add',
      assignments: [at('bob', 1)],
    })
    expect(figures(result)).toEqual([12 * HOUR, 24 * HOUR, [1, 1], [12 * HOUR, 12 * HOUR]])
  })

  it('shares 20 hours by units of 250 %, 100 % and 100 %', () => {
    const second = applyEffortChange(driven, [at('crew', 2.5)], { kind: 'add', assignments: [at('ann', 1)] })
    expect(figures(second)).toEqual([343, 1200, [2.5, 1], [857, 343]])
    const third = applyEffortChange({ ...driven, durationMinutes: second.durationMinutes }, second.assignments, {
      kind: 'add',
      assignments: [at('bob', 1)],
    })
    expect(figures(third)).toEqual([267, 1200, [2.5, 1, 1], [666, 267, 267]])
  })

  it('fixed duration: who joins takes units from the others', () => {
    const result = applyEffortChange(task({ isEffortDriven: true, effortType: 'fixedDuration' }), [at('ann', 1)], {
      kind: 'add',
      assignments: [at('bob', 1)],
    })
    expect(figures(result)).toEqual([480, 480, [0.5, 0.5], [240, 240]])
  })

  it('fixed work is effort-driven whatever it says', () => {
    const result = applyEffortChange(task({ effortType: 'fixedWork', isEffortDriven: false }), [at('ann', 1)], {
      kind: 'add',
      assignments: [at('bob', 0.5)],
    })
    expect(figures(result)).toEqual([320, 480, [1, 0.5], [320, 160]])
  })

  it('leaves the work of those who go to those who stay', () => {
    const result = applyEffortChange(driven, [at('ann', 1), at('bob', 0.5)], { kind: 'remove', resourceIds: ['ann'] })
    expect(figures(result)).toEqual([1440, 720, [0.5], [720]])
  })
})

describe('tasks that are not effort-driven', () => {
  it('takes the work of those who go away, and keeps a duration of its own', () => {
    const team = [at('ann', 1), at('bob', 1, { workMinutes: 120 })]
    const gone: EffortChange = { kind: 'remove', resourceIds: ['ann'] }
    expect(figures(applyEffortChange(task(), team, gone))).toEqual([120, 120, [1], [120]])
    const fixed = task({ effortType: 'fixedDuration' })
    expect(figures(applyEffortChange(fixed, team, gone))).toEqual([480, 120, [1], [120]])
  })

  it('keeps its duration when the last one goes', () => {
    const result = applyEffortChange(task(), [at('ann', 1)], { kind: 'remove', resourceIds: ['ann'] })
    expect(figures(result)).toEqual([480, 0, [], []])
  })

  it('fits work that somebody brings along to a fixed duration by units', () => {
    const result = applyEffortChange(task({ effortType: 'fixedDuration' }), [at('ann', 1)], {
      kind: 'add',
      assignments: [at('bob', 1, { workMinutes: 960 })],
    })
    expect(figures(result)).toEqual([480, 1440, [1, 2], [480, 960]])
  })

  it.each<[EffortType, [number, number, number[], number[]]]>([
    ['fixedUnits', [720, 720, [1], [720]]],
    ['fixedWork', [720, 720, [1], [720]]],
    ['fixedDuration', [480, 720, [1.5], [720]]],
  ])('%s: the first one takes the work that was estimated before', (effortType, expected) => {
    const result = applyEffortChange(task({ effortType, workMinutes: 720 }), [], {
      kind: 'add',
      assignments: [at('ann', 1)],
    })
    expect(figures(result)).toEqual(expected)
  })
})

describe('materials and costs', () => {
  it('change no duration and hold no work', () => {
    const cement = at('cement', 40, { resourceKind: 'material' })
    const driven = task({ isEffortDriven: true })
    const added = applyEffortChange(driven, [at('ann', 1)], { kind: 'add', assignments: [cement] })
    expect(added).toEqual({
      durationMinutes: 480,
      workMinutes: 480,
      assignments: [at('ann', 1, { workMinutes: 480 }), cement],
    })
    const more = applyEffortChange(driven, added.assignments, { kind: 'units', resourceId: 'cement', units: 0 })
    expect(more).toEqual({ ...added, assignments: [added.assignments[0], { ...cement, units: 0 }] })
  })
})

describe('started tasks', () => {
  const progress = { actualStart: 0, actualFinish: null, doneMinutes: 120 }
  const started = task({ progress })

  it('keeps what is done: the equation holds for the rest', () => {
    const doubled = applyEffortChange(started, [at('ann', 1)], { kind: 'units', resourceId: 'ann', units: 2 })
    expect(figures(doubled)).toEqual([120 + 180, 480, [2], [480]])
    const longer = applyEffortChange(started, [at('ann', 1)], { kind: 'duration', durationMinutes: 600 })
    expect(figures(longer)).toEqual([600, 600, [1], [600]])
    const fixedWork = applyEffortChange({ ...started, effortType: 'fixedWork' }, [at('ann', 1)], {
      kind: 'duration',
      durationMinutes: 840,
    })
    expect(figures(fixedWork)).toEqual([840, 480, [0.5], [480]])
  })

  it('shares remaining work only', () => {
    const result = applyEffortChange({ ...started, isEffortDriven: true }, [at('ann', 1)], {
      kind: 'add',
      assignments: [at('bob', 1)],
    })
    expect(figures(result)).toEqual([120 + 180, 480, [1, 1], [300, 180]])
  })

  it('gives those who join the rest of the duration', () => {
    const result = applyEffortChange(started, [at('ann', 1)], { kind: 'add', assignments: [at('bob', 1)] })
    expect(figures(result)).toEqual([480, 840, [1, 1], [480, 360]])
  })
})

describe('contradictions', () => {
  const progress = { actualStart: 0, actualFinish: null, doneMinutes: 120 }

  it.each<[string, EffortTask, EffortAssignment[], EffortChange]>([
    ['units-not-positive', task(), [at('ann', 1)], { kind: 'units', resourceId: 'ann', units: 0 }],
    ['units-not-positive', task(), [], { kind: 'add', assignments: [at('ann', Number.NaN)] }],
    ['work-negative', task(), [at('ann', 1)], { kind: 'work', workMinutes: -1 }],
    ['duration-negative', task(), [], { kind: 'duration', durationMinutes: -1 }],
    ['not-whole-minutes', task(), [], { kind: 'duration', durationMinutes: 0.5 }],
    ['less-than-actual', task({ progress }), [at('ann', 1)], { kind: 'duration', durationMinutes: 119 }],
    ['less-than-actual', task({ progress }), [at('ann', 1)], { kind: 'work', workMinutes: 119 }],
    [
      'work-without-duration',
      task({ effortType: 'fixedWork' }),
      [at('ann', 1)],
      { kind: 'duration', durationMinutes: 0 },
    ],
    [
      'work-without-duration',
      task({ effortType: 'fixedDuration', durationMinutes: 0 }),
      [at('ann', 1)],
      { kind: 'work', workMinutes: 60 },
    ],
    ['unknown-resource', task(), [at('ann', 1)], { kind: 'units', resourceId: 'bob', units: 1 }],
    ['unknown-resource', task(), [at('ann', 1)], { kind: 'remove', resourceIds: ['bob'] }],
    ['already-assigned', task(), [at('ann', 1)], { kind: 'add', assignments: [at('ann', 1)] }],
    ['has-actual-work', task({ progress }), [at('ann', 1)], { kind: 'remove', resourceIds: ['ann'] }],
    ['no-work-resource', task(), [at('c', 1, { resourceKind: 'cost' })], { kind: 'work', workMinutes: 60 }],
    [
      'complete',
      task({ progress: { ...progress, actualFinish: 480, doneMinutes: 480 } }),
      [at('ann', 1)],
      { kind: 'work', workMinutes: 60 },
    ],
  ])('throws %s', (problem, of, assignments, edit) => {
    expect(() => applyEffortChange(of, assignments, edit)).toThrow(
      expect.objectContaining({ name: 'EffortError', problem, taskId: 't' }),
    )
  })
})

describe('whatever is edited', () => {
  const types = fc.constantFrom<EffortType>('fixedUnits', 'fixedDuration', 'fixedWork')
  const units = fc.integer({ min: 1, max: 60 }).map((tenths) => tenths / 10)
  const team = fc
    .array(units, { minLength: 1, maxLength: 5 })
    .map((all) => all.map((each, index) => at(`r${index}`, each)))
  const duration = fc.integer({ min: 60, max: 10_000 })

  it('keeps the work when somebody joins an effort-driven task, and takes no longer', () => {
    fc.assert(
      fc.property(types, team, units, duration, (effortType, assignments, joins, durationMinutes) => {
        const before = assignments.reduce((sum, each) => sum + Math.round(each.units * durationMinutes), 0)
        const after = applyEffortChange(task({ effortType, isEffortDriven: true, durationMinutes }), assignments, {
          kind: 'add',
          assignments: [at('new', joins)],
        })
        expect(after.workMinutes).toBe(before)
        expect(after.durationMinutes).toBeLessThanOrEqual(durationMinutes)
      }),
    )
  })

  it('leaves nobody more work than units x duration holds, but for rounding', () => {
    const edit = fc.oneof(
      units.map((value): EffortChange => ({ kind: 'units', resourceId: 'r0', units: value })),
      duration.map((value): EffortChange => ({ kind: 'duration', durationMinutes: value })),
      duration.map((value): EffortChange => ({ kind: 'work', workMinutes: value })),
      duration.map((value): EffortChange => ({ kind: 'assignment-work', resourceId: 'r0', workMinutes: value })),
    )
    fc.assert(
      fc.property(types, team, duration, edit, (effortType, assignments, durationMinutes, changes) => {
        const after = applyEffortChange(task({ effortType, durationMinutes }), assignments, changes)
        for (const each of after.assignments) {
          expect(each.workMinutes as number).toBeLessThanOrEqual(each.units * after.durationMinutes + 1)
        }
      }),
    )
  })
})
