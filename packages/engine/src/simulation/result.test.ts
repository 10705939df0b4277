import { expect, test } from 'vitest'
import { AROUND_THE_CLOCK, plan, task } from '../../test-support/plans.ts'
import { UnknownReferenceError } from '../errors.ts'
import { minuteOf, textOf } from '../time.ts'
import { simulate } from './simulate.ts'
import type { SimulationModel } from './types.ts'

const DAY = 480
const RUNS = 4000
const SUBJECT = plan(
  [task('phase', 0), task('A', 5, { parentId: 'phase' }), task('B', 5, { parentId: 'phase' })],
  ['A FS B'],
)
const MODEL: SimulationModel = {
  estimates: [
    { taskId: 'A', duration: { kind: 'uniform', min: 2 * DAY, max: 8 * DAY } },
    { taskId: 'B', duration: { kind: 'triangular', min: 2 * DAY, mode: 4 * DAY, max: 12 * DAY } },
  ],
}
const RESULT = simulate(SUBJECT, MODEL, { runs: RUNS, seed: 3 })

test('a histogram has all runs, up to the latest finish', () => {
  for (const [id, latest] of [
    [undefined, RESULT.project.latest],
    ['A', RESULT.tasks[1]?.finish.latest],
    ['phase', RESULT.tasks[0]?.finish.latest],
  ] as const) {
    const bins = RESULT.histogram(id, 12)
    expect(bins.length).toBeLessThanOrEqual(12)
    expect(bins.reduce((sum, { runs }) => sum + runs, 0)).toBe(RUNS)
    expect(bins[bins.length - 1]?.to).toBe(latest)
    expect([...bins].sort((a, b) => a.to - b.to)).toEqual(bins)
  }
  expect(() => RESULT.histogram('X')).toThrow(UnknownReferenceError)
})

test('a summary finishes with the last task below it, and is critical with any', () => {
  expect(RESULT.tasks[0]?.finish).toEqual(RESULT.tasks[2]?.finish)
  expect(RESULT.tasks.map(({ criticality }) => criticality)).toEqual([1, 1, 1])
})

test('confidences and percentiles say the same', () => {
  for (const { percentile, finish } of RESULT.project.percentiles) {
    expect(RESULT.confidenceOf(finish)).toBeGreaterThanOrEqual(percentile / 100)
    expect(RESULT.confidenceOf(finish - 1)).toBeLessThan(percentile / 100)
  }
  expect(RESULT.confidenceOf(RESULT.project.earliest - 1)).toBe(0)
  expect(RESULT.confidenceOf(RESULT.project.latest)).toBe(1)
})

test('the tornado is in order of size, without what has no influence', () => {
  const sizes = RESULT.tornado().map(({ sensitivity }) => Math.abs(sensitivity))
  expect(RESULT.tornado().map(({ id }) => id)).toEqual(['B', 'A'])
  expect([...sizes].sort((a, b) => b - a)).toEqual(sizes)
})

test('a project may finish where its own calendar has no work', () => {
  const subject = plan(
    [task('A', 4), task('night', 0, { durationMinutes: 60, calendarId: AROUND_THE_CLOCK.id })],
    ['A FS night'],
  )
  const estimates = [{ taskId: 'night', duration: { kind: 'uniform' as const, min: 1440, max: 1440 } }]
  const { project } = simulate(subject, { estimates }, { runs: 64, seed: 1, percentiles: [50] })
  // From Thursday 17:00, around the clock.
  expect(project.percentiles.map(({ finish }) => textOf(finish))).toEqual([textOf(minuteOf('2026-03-06T17:00'))])
  const weekend = simulate(
    subject,
    { estimates: [{ taskId: 'night', duration: { kind: 'uniform', min: 2880, max: 2880 } }] },
    { runs: 64, seed: 1, percentiles: [50] },
  )
  expect(weekend.project.percentiles.map(({ finish }) => textOf(finish))).toEqual([
    textOf(minuteOf('2026-03-07T17:00')),
  ])
})

test('the mean of the project counts working time of its calendar, also where tasks have other ones', () => {
  const mixed = plan(
    [task('A', 2), task('B', 2, { calendarId: AROUND_THE_CLOCK.id }), task('C', 5)],
    ['A FS B', 'B FS C'],
  )
  // B runs through the night to Wednesday 09:00; C ends on the Wednesday after, at 09:00.
  const { project } = simulate(mixed, { estimates: [] }, { runs: 8, seed: 1 })
  expect(project.meanMinutes).toBe(7 * DAY + 60)
  expect(project.standardDeviation).toBe(0)
})
