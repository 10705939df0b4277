import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryPlan } from '../../test-support/arbitrary-plan.ts'
import { ALL_FEATURES, arbitraryRichPlan } from '../../test-support/arbitrary-rich-plan.ts'
import type { Plan } from '../plan/types.ts'
import { schedule } from '../schedule/schedule.ts'
import { prepareSimulation } from './prepare.ts'
import { finishSimulation } from './result.ts'
import { blockCount, mergePartials, type PartialResult, simulateBlocks } from './run/blocks.ts'
import { simulate } from './simulate.ts'
import type { Distribution, SimulationModel, SimulationOptions, SimulationResult } from './types.ts'

const threePoint = fc
  .tuple(fc.constantFrom('pert' as const, 'triangular' as const), fc.nat(200), fc.nat(200), fc.nat(300))
  .map(([kind, min, more, most]): Distribution => ({ kind, min, mode: min + more, max: min + more + most }))

const distribution: fc.Arbitrary<Distribution> = fc.oneof(
  threePoint,
  fc.record({ kind: fc.constant('uniform' as const), min: fc.nat(100), max: fc.integer({ min: 100, max: 400 }) }),
  fc.record({ kind: fc.constant('normal' as const), mean: fc.nat(400), standardDeviation: fc.nat(100) }),
  fc.record({
    kind: fc.constant('lognormal' as const),
    mean: fc.integer({ min: 1, max: 400 }),
    standardDeviation: fc.nat(100),
  }),
  fc.constant<Distribution>({
    kind: 'discrete',
    outcomes: [
      { minutes: 240, probability: 0.25 },
      { minutes: 60, probability: 0.5 },
      { minutes: 480, probability: 0.25 },
    ],
  }),
)

interface Drafts {
  readonly distributions: readonly Distribution[]
  readonly hasExtras: boolean
}

const drafts: fc.Arbitrary<Drafts> = fc.record({
  distributions: fc.array(distribution, { minLength: 8, maxLength: 8 }),
  hasExtras: fc.boolean(),
})

function modelFor(plan: Plan, { distributions, hasExtras }: Drafts): SimulationModel {
  const leaves = plan.tasks.filter(({ id }) => !plan.tasks.some(({ parentId }) => parentId === id))
  const estimates = leaves
    .slice(0, -1)
    .map(({ id }, index) => ({ taskId: id, duration: distributions[index] as Distribution }))
  const [first, second] = estimates
  const last = leaves[leaves.length - 1]
  if (!hasExtras || first === undefined || second === undefined || last === undefined) return { estimates }
  return {
    estimates,
    correlations: [{ taskIds: [first.taskId, second.taskId], coefficient: -0.5 }],
    risks: [
      {
        id: 'R',
        probability: 0.3,
        impacts: [
          { taskId: first.taskId, factor: 1.5 },
          { taskId: last.id, addedMinutes: distributions[0] as Distribution },
        ],
      },
    ],
    branches: [
      {
        id: 'B',
        afterTaskId: first.taskId,
        outcomes: [
          { probability: 0.4, taskIds: [last.id] },
          { probability: 0.6, taskIds: [] },
        ],
      },
    ],
  }
}

const singleCalendar = arbitraryPlan({ withStartsOfSummaries: false, withTaskCalendars: false }).map((plan) => {
  const summaries = new Set(plan.tasks.map(({ parentId }) => parentId))
  const links = plan.links.filter((link) => !summaries.has(link.predecessorId) && !summaries.has(link.successorId))
  return { ...plan, links }
})

/** Tasks that have started or are complete, on one calendar, with what the kernels can do. */
const inProgress = arbitraryRichPlan({
  ...ALL_FEATURES,
  constraints: ['startNoEarlierThan', 'finishNoEarlierThan'],
  hasManual: false,
  options: fc.record({
    outOfSequence: fc.constantFrom('keep', 'retainedLogic'),
    statusDateMovesWork: fc.boolean(),
    startBindsAll: fc.boolean(),
    criticalFloatMinutes: fc.constantFrom(0, 60),
  }),
}).map((plan): Plan => {
  const summaries = new Set(plan.tasks.map(({ parentId }) => parentId))
  const links = plan.links.filter((link) => !summaries.has(link.predecessorId) && !summaries.has(link.successorId))
  return {
    ...plan,
    links: links.map((link) => ({ ...link, lagUnit: 'working' })),
    tasks: plan.tasks.map(({ splits, ...task }) => ({
      ...task,
      calendarId: null,
      isElapsed: false,
      isActive: true,
      levelingDelayMinutes: 0,
    })),
  }
})

const OPTIONS: SimulationOptions = { runs: 300, seed: 11 }

function plain({ histogram, confidenceOf, tornado, ...result }: SimulationResult): unknown {
  return { ...result, bins: histogram(), half: confidenceOf(result.project.mean), tornado: tornado() }
}

function expectOneAnswer(plan: Plan, model: SimulationModel): void {
  const answer = plain(simulate(plan, model, OPTIONS))
  expect(plain(simulate(plan, model, { ...OPTIONS, usesWebAssembly: false }))).toEqual(answer)
  const general = prepareSimulation(plan, model, OPTIONS, false)
  const partial = simulateBlocks(general.shared, 0, blockCount(general.shared))
  expect(plain(finishSimulation(general, partial as PartialResult))).toEqual(answer)
}

test('the kernels, their plain twins and the passes give the same answer', () => {
  fc.assert(
    fc.property(singleCalendar, drafts, (plan, draft) => {
      const model = modelFor(plan, draft)
      expect(prepareSimulation(plan, model, OPTIONS).shared.networkTiles).toBeNull()
      expectOneAnswer(plan, model)
    }),
    { numRuns: 40 },
  )
})

test('so they do for plans in progress', () => {
  let throughKernels = 0
  fc.assert(
    fc.property(inProgress, drafts, (plan, draft) => {
      const model = modelFor(plan, draft)
      if (prepareSimulation(plan, model, OPTIONS).shared.networkTiles !== null) return
      throughKernels += 1
      expectOneAnswer(plan, model)
    }),
    { numRuns: 60 },
  )
  expect(throughKernels).toBeGreaterThan(20)
})

test('without uncertainty the answer is the schedule, whatever the plan', () => {
  fc.assert(
    fc.property(fc.oneof(singleCalendar, arbitraryRichPlan(ALL_FEATURES)), (plan) => {
      const planned = schedule(plan)
      const { project, tasks } = simulate(plan, { estimates: [] }, { runs: 70, seed: 1, percentiles: [5, 50, 100] })
      for (const { finish } of project.percentiles) expect(finish).toBe(planned.finish)
      for (const [index, { finish, criticality }] of tasks.entries()) {
        expect(finish.percentiles.map((percentile) => percentile.finish)).toEqual(
          finish.percentiles.map(() => planned.tasks[index]?.finish),
        )
        expect(finish.standardDeviation).toBe(0)
        expect(criticality).toBe(planned.tasks[index]?.isCritical ? 1 : 0)
      }
    }),
    { numRuns: 100 },
  )
})

test('it makes no difference who does which runs', () => {
  fc.assert(
    fc.property(fc.oneof(singleCalendar, arbitraryRichPlan(ALL_FEATURES)), drafts, (plan, draft) => {
      const prepared = prepareSimulation(plan, modelFor(plan, draft), { runs: 1700, seed: 3 })
      const { shared } = prepared
      const inParts = (parts: number): unknown => {
        const bounds = Array.from({ length: parts + 1 }, (_, part) => Math.round((part * 7) / parts))
        const partials = bounds.slice(1).map((to, part) => simulateBlocks(shared, bounds[part] as number, to))
        return plain(finishSimulation(prepared, mergePartials((partials as PartialResult[]).reverse())))
      }
      const whole = inParts(1)
      expect(inParts(2)).toEqual(whole)
      expect(inParts(7)).toEqual(whole)
    }),
    { numRuns: 8 },
  )
})

test('the order of the input makes no difference', () => {
  fc.assert(
    fc.property(singleCalendar, drafts, (plan, draft) => {
      const model = modelFor(plan, draft)
      const turned: Plan = { ...plan, tasks: [...plan.tasks].reverse(), links: [...plan.links].reverse() }
      const answer = simulate(plan, model, OPTIONS)
      const other = simulate(turned, { ...model, estimates: [...model.estimates].reverse() }, OPTIONS)
      expect(other.project).toEqual(answer.project)
      expect([...other.tasks].reverse()).toEqual(answer.tasks)
    }),
    { numRuns: 20 },
  )
})
