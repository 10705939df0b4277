import { expect, test } from 'vitest'
import { plan, task } from '../../../test-support/plans.ts'
import { InvalidSimulationError, UnknownReferenceError } from '../../errors.ts'
import { simulate } from '../simulate.ts'
import type { Distribution, SimulationModel, SimulationOptions } from '../types.ts'

const SUBJECT = plan([task('A', 5), task('B', 5), task('C', 5), task('S', 0), task('D', 1, { parentId: 'S' })])
const DURATION: Distribution = { kind: 'uniform', min: 100, max: 200 }
const ESTIMATES = ['A', 'B', 'C'].map((taskId) => ({ taskId, duration: DURATION }))

function faultOf(model: Partial<SimulationModel>, options: Partial<SimulationOptions> = {}): InvalidSimulationError {
  try {
    simulate(SUBJECT, { estimates: ESTIMATES, ...model }, { runs: 10, seed: 1, ...options })
  } catch (error) {
    if (error instanceof InvalidSimulationError) return error
    throw error
  }
  throw new Error('it went through')
}

test.each<[string, Distribution, RegExp]>([
  ['min above mode', { kind: 'triangular', min: 5, mode: 4, max: 6 }, /not in that order/],
  ['mode above max', { kind: 'pert', min: 1, mode: 7, max: 6 }, /not in that order/],
  ['below zero', { kind: 'uniform', min: -1, max: 6 }, /-1 is no whole number of minutes/],
  ['half a minute', { kind: 'uniform', min: 0.5, max: 6 }, /0.5 is no whole number/],
  ['not a number', { kind: 'pert', min: Number.NaN, mode: 1, max: 2 }, /not in that order/],
  ['too wide', { kind: 'uniform', min: 0, max: 5_000_000 }, /spans more than 4194303 minutes/],
  ['lambda', { kind: 'pert', min: 1, mode: 2, max: 3, lambda: -1 }, /lambda of -1/],
  ['deviation', { kind: 'normal', mean: 5, standardDeviation: -1 }, /standard deviation of -1/],
  ['lognormal of nothing', { kind: 'lognormal', mean: 0, standardDeviation: 1 }, /more than 0/],
  ['no outcomes', { kind: 'discrete', outcomes: [] }, /no outcomes/],
  ['outcomes in excess', { kind: 'discrete', outcomes: [{ minutes: 1, probability: 0.9 }] }, /add up to 0.9/],
])('an estimate that cannot be: %s', (_, duration, reason) => {
  const fault = faultOf({ estimates: [{ taskId: 'A', duration }] })
  expect([fault.input, fault.ids]).toEqual(['estimate', ['A']])
  expect(fault.message).toMatch(reason)
})

test('estimates are for leaves of the plan, one each', () => {
  expect(() => faultOf({ estimates: [{ taskId: 'X', duration: DURATION }] })).toThrow(UnknownReferenceError)
  expect(faultOf({ estimates: [{ taskId: 'S', duration: DURATION }] }).message).toMatch(/a summary has no duration/)
  expect(faultOf({ estimates: [...ESTIMATES, ...ESTIMATES] }).message).toMatch(/more than one/)
})

test('correlations that contradict each other are refused with their tasks', () => {
  const between = (a: string, b: string, coefficient: number) => ({ taskIds: [a, b], coefficient })
  const impossible = faultOf({
    correlations: [between('A', 'B', 0.9), between('B', 'C', 0.9), between('A', 'C', -0.9)],
  })
  expect([impossible.input, impossible.ids]).toEqual(['correlation', ['A', 'B', 'C']])
  expect(faultOf({ correlations: [between('A', 'B', 0.1), between('B', 'A', 0.2)] }).message).toMatch(
    /both 0.1 and 0.2/,
  )
  expect(faultOf({ correlations: [between('A', 'B', 1.1)] }).message).toMatch(/-1 and 1/)
  expect(faultOf({ correlations: [between('A', 'A', 0.1)] }).message).toMatch(/two or more different/)
  expect(faultOf({ correlations: [between('A', 'D', 0.1)] }).message).toMatch(/no estimate/)
})

test('a matrix at the edge of what can be is taken', () => {
  const correlations = [{ taskIds: ['A', 'B', 'C'], coefficient: 1 }]
  expect(simulate(SUBJECT, { estimates: ESTIMATES, correlations }, { runs: 10, seed: 1 }).runs).toBe(10)
})

test('risks and branches', () => {
  const impacts = [{ taskId: 'A', factor: 2 }]
  expect(faultOf({ risks: [{ id: 'R', probability: 1.5, impacts }] }).ids).toEqual(['R'])
  expect(faultOf({ risks: [{ id: 'R', probability: 1, impacts: [{ taskId: 'A', factor: -1 }] }] }).ids).toEqual([
    'R',
    'A',
  ])
  const branch = (probability: number, taskIds: string[]) => ({
    branches: [{ id: 'Q', afterTaskId: 'A', outcomes: [{ probability, taskIds }] }],
  })
  expect(faultOf(branch(0.5, ['B'])).message).toMatch(/add up to 0.5/)
  expect(faultOf(branch(1, ['A'])).ids).toEqual(['Q', 'A'])
  expect(() => faultOf(branch(1, ['X']))).toThrow(UnknownReferenceError)
})

test('options', () => {
  expect(faultOf({}, { runs: 0 }).input).toBe('runs')
  expect(faultOf({}, { runs: 2.5 }).input).toBe('runs')
  expect(faultOf({}, { seed: 0.5 }).input).toBe('seed')
  expect(faultOf({}, { percentiles: [50, 101] }).input).toBe('percentile')
})

test('limits are stated', () => {
  const risks = [{ id: 'R', probability: 1, impacts: [{ taskId: 'A', factor: 1000 }] }]
  const estimates = [{ taskId: 'A', duration: { kind: 'uniform' as const, min: 4_000_000, max: 4_100_000 } }]
  expect(faultOf({ estimates, risks }).input).toBe('limit')
})

test('a simulation that is stopped answers for the runs that are done', () => {
  const done: number[] = []
  const result = simulate(
    SUBJECT,
    { estimates: ESTIMATES },
    { runs: 5000, seed: 1, shouldStop: () => done.length === 3, onProgress: (runs) => done.push(runs) },
  )
  expect(done).toEqual([256, 512, 768])
  expect(result.runs).toBe(768)
  expect(result.project).toEqual(simulate(SUBJECT, { estimates: ESTIMATES }, { runs: 768, seed: 1 }).project)
})
