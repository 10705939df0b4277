import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateInstance } from '../../test-support/generate-instance.ts'
import { CycleError } from '../errors.ts'
import { createInstance, type Instance, type InstanceSpec } from './instance.ts'
import { levelInstance } from './level-instance.ts'
import { InvalidBudgetError, InvalidInstanceError } from './leveling-errors.ts'

/** Of each resource in each period what is used above what is there, by definition. */
function overloads(instance: Instance, starts: Int32Array): number {
  const finish = Math.max(...starts.map((start, i) => start + (instance.durations[i] ?? 0)))
  let total = 0
  for (let resource = 0; resource < instance.resourceCount; resource++) {
    for (let period = 0; period < finish; period++) {
      let used = 0
      starts.forEach((start, i) => {
        const runs = start <= period && period < start + (instance.durations[i] ?? 0)
        if (runs) used += instance.demands[i * instance.resourceCount + resource] ?? 0
      })
      const step = instance.steps[resource]?.findLast(({ from }) => from <= period)
      total += Math.max(0, used - (step?.capacity ?? instance.capacities[resource] ?? 0))
    }
  }
  return total
}

function brokenLinks(instance: Instance, starts: Int32Array): number {
  const { offset, nodes } = instance.successors
  let broken = 0
  for (let i = 0; i < instance.count; i++) {
    const end = (starts[i] ?? 0) + (instance.durations[i] ?? 0)
    broken += nodes.subarray(offset[i], offset[i + 1]).filter((next) => (starts[next] ?? 0) < end).length
  }
  return broken
}

/** The least makespan, by trying every start of every activity. */
function shortest(instance: Instance): number {
  const horizon = instance.lastChange + instance.durations.reduce((sum, duration) => sum + duration, 0)
  const starts = new Int32Array(instance.count)
  let best = horizon
  const place = (at: number, finish: number): void => {
    if (finish >= best) return
    if (at === instance.count) {
      if (overloads(instance, starts) === 0) best = finish
      return
    }
    const activity = instance.order[at] ?? 0
    const { offset, nodes } = instance.predecessors
    const before = [...nodes.subarray(offset[activity], offset[activity + 1])]
    const duration = instance.durations[activity] ?? 0
    const first = Math.max(0, ...before.map((i) => (starts[i] ?? 0) + (instance.durations[i] ?? 0)))
    for (let start = first; start + duration < best; start++) {
      starts[activity] = start
      place(at + 1, Math.max(finish, start + duration))
    }
  }
  place(0, 0)
  return best
}

const capacity = fc.oneof(
  fc.integer({ min: 3, max: 5 }),
  fc
    .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 3, max: 5 }))
    .map(([first, from, then]) => [
      { from: 0, capacity: first },
      { from, capacity: then },
    ]),
)

/** Links lead to later activities. */
const spec = (most: number): fc.Arbitrary<InstanceSpec> =>
  fc.integer({ min: 1, max: most }).chain((count) =>
    fc.record({
      durations: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: count, maxLength: count }),
      successors: fc.tuple(
        ...Array.from({ length: count }, (_, i) =>
          fc.subarray(Array.from({ length: count - i - 1 }, (_, j) => i + 1 + j)),
        ),
      ),
      demands: fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 2 }), {
        minLength: count,
        maxLength: count,
      }),
      capacities: fc.tuple(capacity, capacity),
    }),
  )

const shape = { activities: 30, complexity: 1.8, resourceFactor: 0.75, resourceStrength: 0.2 }

describe('levelInstance', () => {
  it('keeps links and capacities, which may change over time', () => {
    fc.assert(
      fc.property(spec(12), fc.integer({ min: 1, max: 60 }), fc.integer(), (problem, schedules, seed) => {
        const instance = createInstance(problem)
        const { starts, makespan, lowerBound } = levelInstance(instance, { schedules, seed })
        expect(overloads(instance, starts)).toBe(0)
        expect(brokenLinks(instance, starts)).toBe(0)
        expect(Math.min(...starts)).toBeGreaterThanOrEqual(0)
        expect(Math.max(...starts.map((start, i) => start + (instance.durations[i] ?? 0)))).toBe(makespan)
        expect(makespan).toBeGreaterThanOrEqual(lowerBound)
      }),
      { numRuns: 150 },
    )
  })

  it('finds the shortest schedule of small instances', () => {
    fc.assert(
      fc.property(spec(5), (problem) => {
        const instance = createInstance(problem)
        expect(levelInstance(instance, { schedules: 300 }).makespan).toBe(shortest(instance))
      }),
      { numRuns: 60 },
    )
  })

  it('is the same for the same seed, and better than one pass', () => {
    const instance = generateInstance(shape, 5)
    const one = levelInstance(instance, { schedules: 400, seed: 3 })
    expect(levelInstance(instance, { schedules: 400, seed: 3 })).toEqual(one)
    expect(one.makespan).toBeLessThan(levelInstance(instance).makespan)
  })

  it('makes as many schedules as it may, and no more', () => {
    const instance = generateInstance(shape, 5)
    for (const schedules of [1, 2, 3, 17, 100, 1234]) {
      expect(levelInstance(instance, { schedules }).schedules).toBe(schedules)
    }
  })

  it('refuses budgets that are no number of schedules, or have no end', () => {
    const instance = generateInstance(shape, 5)
    for (const schedules of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER]) {
      expect(() => levelInstance(instance, { schedules })).toThrow(InvalidBudgetError)
    }
  })

  it('stops when told to, with a plan at hand', () => {
    const instance = generateInstance(shape, 5)
    let asked = 0
    const result = levelInstance(instance, { schedules: Number.MAX_SAFE_INTEGER, shouldStop: () => ++asked === 2500 })
    expect(result.schedules).toBeGreaterThan(1000)
    expect(result.schedules).toBeLessThanOrEqual(2500)
    expect(overloads(instance, result.starts)).toBe(0)
  })

  it('stops at the lower bound', () => {
    const instance = generateInstance({ ...shape, resourceStrength: 1 }, 5)
    const result = levelInstance(instance, { schedules: 1000 })
    expect(result.makespan).toBe(result.lowerBound)
    expect(result.schedules).toBeLessThan(100)
  })

  it('has room for capacities of more than a word', () => {
    const big = 2 ** 20
    const instance = createInstance({
      durations: [2, 3, 4],
      successors: [[], [], []],
      demands: [
        [big, 1],
        [big, 1],
        [1, big],
      ],
      capacities: [2 * big - 1, big + 1],
    })
    expect(levelInstance(instance, { schedules: 50 }).makespan).toBe(5)
  })

  it('names what makes an instance impossible', () => {
    const one = { durations: [1], successors: [[]], demands: [[1]], capacities: [1] }
    expect(() => createInstance({ ...one, demands: [[2]] })).toThrow(InvalidInstanceError)
    expect(() => createInstance({ ...one, durations: [-1] })).toThrow(InvalidInstanceError)
    expect(() => createInstance({ ...one, successors: [[1]] })).toThrow(InvalidInstanceError)
    const circle = { durations: [1, 1, 1], successors: [[1], [2], [1]], demands: [[], [], []], capacities: [] }
    expect(() => createInstance(circle)).toThrow(CycleError)
    expect(() => createInstance(circle)).toThrow(/1 > 2|2 > 1/)
  })
})
