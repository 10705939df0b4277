// Cases whose answer is known. Tolerances are five standard errors of what is measured.
import { expect, test } from 'vitest'
import { plan, task } from '../../test-support/plans.ts'
import { workingMinutesBetween } from '../calendar/positions.ts'
import { compileNetwork } from '../network/compile-network.ts'
import type { Minute, Plan } from '../plan/types.ts'
import { schedule } from '../schedule/schedule.ts'
import { normalQuantile } from './distribution/normal.ts'
import { simulate } from './simulate.ts'
import type { Distribution, FinishDistribution, SimulatedTask, SimulationModel, SimulationResult } from './types.ts'

const RUNS = 20_000
const ERRORS = 5
const DAY = 480

const uniform = (min: number, max: number): Distribution => ({ kind: 'uniform', min, max })
const triangular = (min: number, mode: number, max: number): Distribution => ({ kind: 'triangular', min, mode, max })

/** Tasks A, B … one after another. */
function chain(length: number): Plan {
  const ids = Array.from({ length }, (_, index) => `T${index}`)
  return plan(
    ids.map((id) => task(id, 10)),
    ids.slice(1).map((id, index) => `T${index} FS ${id}`),
  )
}

function run(subject: Plan, model: SimulationModel, percentiles = [5, 25, 50, 75, 95]): SimulationResult {
  return simulate(subject, model, { runs: RUNS, seed: 42, percentiles })
}

function minutesTo(subject: Plan, finish: Minute): number {
  return workingMinutesBetween(compileNetwork(subject).calendars[0] as never, subject.start, finish)
}

function expectMoments({ meanMinutes, standardDeviation }: FinishDistribution, mean: number, deviation: number): void {
  expect(Math.abs(meanMinutes - mean)).toBeLessThan((ERRORS * deviation) / Math.sqrt(RUNS))
  expect(Math.abs(standardDeviation - deviation)).toBeLessThan((ERRORS * deviation) / Math.sqrt(2 * RUNS))
}

function taskOf(result: SimulationResult, id: string): SimulatedTask {
  return result.tasks.find((candidate) => candidate.id === id) as SimulatedTask
}

test('a sum of uniform durations: mean, deviation and percentiles near the normal', () => {
  const subject = chain(12)
  const estimates = subject.tasks.map(({ id }) => ({ taskId: id, duration: uniform(5 * DAY, 15 * DAY) }))
  const { project } = run(subject, { estimates })
  const mean = 12 * 10 * DAY
  const deviation = 10 * DAY
  expectMoments(project, mean, deviation)
  for (const { percentile, finish } of project.percentiles) {
    const z = normalQuantile(percentile / 100)
    // Twelve uniforms are within 0.02 deviations of the normal here; the density at z gives the rest.
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
    const error = Math.sqrt(((percentile / 100) * (1 - percentile / 100)) / RUNS) / density
    expect(Math.abs(minutesTo(subject, finish) - (mean + z * deviation))).toBeLessThan(
      deviation * (ERRORS * error + 0.02),
    )
  }
})

test('the greatest of two triangular durations, by integrating the product of their functions', () => {
  const subject = plan([task('A', 10), task('B', 10), task('end', 0)], ['A FS end', 'B FS end'])
  const a = { min: 5 * DAY, mode: 8 * DAY, max: 20 * DAY }
  const b = { min: 7 * DAY, mode: 12 * DAY, max: 15 * DAY }
  const upTo = ({ min, mode, max }: typeof a, x: number): number => {
    if (x <= min) return 0
    if (x >= max) return 1
    if (x < mode) return (x - min) ** 2 / ((max - min) * (mode - min))
    return 1 - (max - x) ** 2 / ((max - min) * (max - mode))
  }
  let mean = 0
  let square = 0
  let isLater = 0
  for (let x = 0.5; x < 20 * DAY; x++) {
    const rest = 1 - upTo(a, x) * upTo(b, x)
    mean += rest
    square += 2 * x * rest
    isLater += (upTo(a, x + 0.5) - upTo(a, x - 0.5)) * upTo(b, x)
  }
  const estimates = [
    { taskId: 'A', duration: { kind: 'triangular' as const, ...a } },
    { taskId: 'B', duration: { kind: 'triangular' as const, ...b } },
  ]
  const result = run(subject, { estimates })
  expectMoments(result.project, mean, Math.sqrt(square - mean * mean))
  const error = ERRORS * Math.sqrt((isLater * (1 - isLater)) / RUNS) + 1 / DAY
  expect(Math.abs(taskOf(result, 'A').criticality - isLater)).toBeLessThan(error)
  expect(taskOf(result, 'end').criticality).toBe(1)
  expect(taskOf(result, 'A').cruciality).toBeCloseTo(
    taskOf(result, 'A').criticality * taskOf(result, 'A').sensitivity,
    12,
  )
})

test('PERT and lognormal have the mean and the deviation that their definition says', () => {
  const subject = chain(1)
  const duration: Distribution = { kind: 'pert', min: 4 * DAY, mode: 6 * DAY, max: 20 * DAY }
  const mean = 8 * DAY
  // Variance of the beta distribution: (mean - min) (max - mean) / 7.
  const pert = run(subject, { estimates: [{ taskId: 'T0', duration }] })
  expectMoments(pert.project, mean, Math.sqrt((4 * 12) / 7) * DAY)
  const lognormal: Distribution = { kind: 'lognormal', mean: 10 * DAY, standardDeviation: 3 * DAY }
  const { project } = run(subject, { estimates: [{ taskId: 'T0', duration: lognormal }] })
  expect(Math.abs(project.meanMinutes - 10 * DAY)).toBeLessThan((ERRORS * 3 * DAY) / Math.sqrt(RUNS))
  expect(project.standardDeviation / (3 * DAY)).toBeCloseTo(1, 1)
})

test('durations that rise together spread the sum, such that go against each other hold it', () => {
  const subject = chain(2)
  const estimates = ['T0', 'T1'].map((taskId) => ({ taskId, duration: uniform(10 * DAY, 20 * DAY) }))
  const deviation = (10 * DAY) / Math.sqrt(12)
  const correlated = (coefficient: number): FinishDistribution =>
    run(subject, { estimates, correlations: [{ taskIds: ['T0', 'T1'], coefficient }] }).project
  expectMoments(correlated(1), 30 * DAY, 2 * deviation)
  // For uniform durations the rank correlation is the correlation: variances add, plus twice 0.5.
  expectMoments(correlated(0.5), 30 * DAY, Math.sqrt(3) * deviation)
  expectMoments(correlated(0), 30 * DAY, Math.SQRT2 * deviation)
  const against = correlated(-1)
  expect(against.standardDeviation).toBeLessThan(1)
  expect(Math.abs(against.meanMinutes - 30 * DAY)).toBeLessThan(1)
})

test('a group of tasks that are correlated each with each', () => {
  const subject = chain(5)
  const estimates = subject.tasks.map(({ id }) => ({ taskId: id, duration: uniform(10 * DAY, 20 * DAY) }))
  const taskIds = subject.tasks.map(({ id }) => id)
  const { project } = run(subject, { estimates, correlations: [{ taskIds, coefficient: 0.3 }] })
  expectMoments(project, 75 * DAY, Math.sqrt((5 + 20 * 0.3) / 12) * 10 * DAY)
})

test('discrete durations happen as often as they should', () => {
  const subject = chain(1)
  const duration: Distribution = {
    kind: 'discrete',
    outcomes: [
      { minutes: 5 * DAY, probability: 0.2 },
      { minutes: 10 * DAY, probability: 0.5 },
      { minutes: 30 * DAY, probability: 0.3 },
    ],
  }
  const result = run(subject, { estimates: [{ taskId: 'T0', duration }] }, [19, 21, 69, 71])
  expect(result.project.percentiles.map(({ finish }) => minutesTo(subject, finish) / DAY)).toEqual([5, 10, 10, 30])
  expectMoments(result.project, 15 * DAY, Math.sqrt(0.2 * 100 + 0.5 * 25 + 0.3 * 225) * DAY)
})

test('a risk event adds its impact as often as it happens, to all its tasks in the same runs', () => {
  const subject = chain(2)
  const impact = triangular(10 * DAY, 10 * DAY, 10 * DAY)
  const impacts = [
    { taskId: 'T0', addedMinutes: impact },
    { taskId: 'T1', factor: 2 },
  ]
  const { project, confidenceOf } = run(subject, { estimates: [], risks: [{ id: 'R', probability: 0.3, impacts }] })
  expect(project.earliest).toBe(schedule(subject).finish)
  expect(minutesTo(subject, project.latest)).toBe(40 * DAY)
  expectMoments(project, (20 + 0.3 * 20) * DAY, Math.sqrt(0.3 * 0.7) * 20 * DAY)
  expect(Math.abs(confidenceOf(schedule(subject).finish) - 0.7)).toBeLessThan(ERRORS * Math.sqrt(0.21 / RUNS))
})

test('of the outcomes of a branch one happens', () => {
  const subject = plan(
    [task('test', 5), task('repair', 10), task('replace', 40), task('ship', 1)],
    ['test FS repair', 'test FS replace', 'repair FS ship', 'replace FS ship', 'test FS ship'],
  )
  const outcomes = [
    { probability: 0.6, taskIds: [] },
    { probability: 0.3, taskIds: ['repair'] },
    { probability: 0.1, taskIds: ['replace'] },
  ]
  const result = run(
    subject,
    { estimates: [], branches: [{ id: 'B', afterTaskId: 'test', outcomes }] },
    [55, 65, 85, 95],
  )
  expect(result.project.percentiles.map(({ finish }) => minutesTo(subject, finish) / DAY)).toEqual([6, 16, 16, 46])
  const mean = 6 + 0.3 * 10 + 0.1 * 40
  expectMoments(result.project, mean * DAY, Math.sqrt(0.6 * 36 + 0.3 * 256 + 0.1 * 46 ** 2 - mean ** 2) * DAY)
  expect(Math.abs(taskOf(result, 'replace').criticality - 0.1)).toBeLessThan(ERRORS * Math.sqrt(0.09 / RUNS))
})

test('upside counts: the plan is no floor', () => {
  const subject = chain(1)
  const { project } = run(subject, { estimates: [{ taskId: 'T0', duration: uniform(5 * DAY, 10 * DAY) }] })
  expect(project.latest).toBeLessThanOrEqual(schedule(subject).finish)
  expect(minutesTo(subject, project.earliest)).toBeLessThan(5.1 * DAY)
})

test('sensitivity is what a duration has to do with the finish', () => {
  const subject = plan([task('A', 10), task('B', 10), task('C', 1)], ['A FS B'])
  const estimates = [
    { taskId: 'A', duration: uniform(10 * DAY, 16 * DAY) },
    { taskId: 'B', duration: uniform(10 * DAY, 18 * DAY) },
    { taskId: 'C', duration: uniform(1 * DAY, 2 * DAY) },
  ]
  const result = run(subject, { estimates })
  // Of two independent parts each has its deviation's share of the sum's: 3-4-5.
  const error = ERRORS / Math.sqrt(RUNS)
  expect(Math.abs(taskOf(result, 'A').sensitivity - 0.6)).toBeLessThan(error)
  expect(Math.abs(taskOf(result, 'B').sensitivity - 0.8)).toBeLessThan(error)
  expect(Math.abs(taskOf(result, 'C').sensitivity)).toBeLessThan(error)
  expect(result.tornado(2).map(({ id }) => id)).toEqual(['B', 'A'])
  expect(taskOf(result, 'C').cruciality).toBe(0)
})

test('percentiles of a task are exact to the day', () => {
  const subject = chain(20)
  const estimates = subject.tasks.map(({ id }) => ({ taskId: id, duration: triangular(2 * DAY, 8 * DAY, 30 * DAY) }))
  const result = run(subject, { estimates }, [1, 5, 10, 33, 50, 66, 80, 95, 99])
  // The last task is the project, whose percentiles are those of all runs.
  const days = (finishes: FinishDistribution): number[] =>
    finishes.percentiles.map(({ finish }) => Math.ceil(minutesTo(subject, finish) / DAY))
  expect(days(taskOf(result, 'T19').finish)).toEqual(days(result.project))
})
