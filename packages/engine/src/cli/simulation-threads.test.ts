import { afterAll, expect, test } from 'vitest'
import { plan, task } from '../../test-support/plans.ts'
import { simulate } from '../simulation/simulate.ts'
import type { SimulationModel, SimulationResult } from '../simulation/types.ts'
import { endSimulationThreads, simulateInThreads } from './simulation-threads.ts'

const IDS = Array.from({ length: 30 }, (_, index) => `T${index}`)
const SUBJECT = plan(
  IDS.map((id) => task(id, 5)),
  IDS.slice(2).map((id, index) => `T${index} FS ${id}`),
)
const MODEL: SimulationModel = {
  estimates: IDS.map((taskId) => ({ taskId, duration: { kind: 'pert', min: 480, mode: 1440, max: 9600 } })),
}
const WITH_RISK: SimulationModel = {
  ...MODEL,
  risks: [{ id: 'R', probability: 0.5, impacts: [{ taskId: 'T3', factor: 3 }] }],
}
const OPTIONS = { runs: 70_000, seed: 5 }

function plain({ project, tasks, runs }: SimulationResult): unknown {
  return { project, tasks, runs }
}

afterAll(endSimulationThreads)

test('any number of threads gives the answer of one', async () => {
  const answer = plain(simulate(SUBJECT, MODEL, OPTIONS))
  for (const threads of [1, 2, 3, 2]) {
    expect(plain(await simulateInThreads(SUBJECT, MODEL, { ...OPTIONS, threads }))).toEqual(answer)
  }
})

test('so it does where threads need all of the engine', async () => {
  const answer = plain(simulate(SUBJECT, WITH_RISK, { ...OPTIONS, runs: 3000 }))
  expect(plain(await simulateInThreads(SUBJECT, WITH_RISK, { ...OPTIONS, runs: 3000, threads: 2 }))).toEqual(answer)
})

test('threads stop where they are told to', async () => {
  let blocks = 0
  const result = await simulateInThreads(SUBJECT, MODEL, { ...OPTIONS, threads: 2, shouldStop: () => ++blocks > 5 })
  expect(result.runs).toBeGreaterThanOrEqual(6 * 256)
  expect(result.runs).toBeLessThan(OPTIONS.runs)
})
