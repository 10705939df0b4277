import { ProblemError } from '@throughline/contract'
import { findPlanColumns } from '@throughline/database'
import { type Computation, computeSchedule } from '@throughline/domain'
import { PlanMemory } from '@throughline/domain/recompute'
import { freshDates, storedDates } from '@throughline/tests'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { engineInThisThread } from './testing/engine-in-this-thread.ts'
import { firstRows, operationsOf, type Past, type RandomChange, randomChange } from './testing/random-change.ts'
import { openRecomputeWorld } from './testing/recompute-world.ts'

const world = await openRecomputeWorld()
afterAll(() => world.database.close())

const step = fc.record({
  changes: fc.array(randomChange, { minLength: 1, maxLength: 3 }),
  /** Committed between load and write. */
  meanwhile: fc.option(randomChange, { freq: 3 }),
  /** The thread is replaced by one that remembers nothing. */
  forgets: fc.constantFrom(false, false, false, false, false, true),
  /** Another worker computes before this one does. */
  elsewhere: fc.constantFrom(false, false, false, false, false, true),
})

const minutes = 60_000
test('what is remembered leads to the result that a load of the whole plan leads to', {
  timeout: 5 * minutes,
}, async () => {
  let warmMoves = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 10 }), async (steps) => {
      const { id: projectId } = await world.create('Random')
      await world.change(projectId, firstRows())
      const plan = new RandomPlan(projectId)
      let memory = new PlanMemory(1_000)
      for (const { changes, meanwhile, forgets, elsewhere } of steps) {
        for (const change of changes) await plan.apply(change)
        if (forgets) memory = new PlanMemory(1_000)
        if (elsewhere) await world.run(projectId)
        warmMoves += await runBoth(projectId, memory, async () => {
          if (meanwhile) await plan.apply(meanwhile)
        })
      }
      await runBoth(projectId, memory, async () => undefined)
      const stored = await world.planOf(projectId)
      if (stored.project.scheduleError === null) expect(storedDates(stored)).toEqual(freshDates(stored))
    }),
    { numRuns: 15, seed: 20_261_121 },
  )
  // Else the property would say nothing.
  expect(warmMoves).toBeGreaterThan(100)
})

/** Runs by what the memory holds, compares with a computation of the whole plan, and answers how many moves were compared. */
async function runBoth(projectId: string, memory: PlanMemory, afterComputing: () => Promise<void>): Promise<number> {
  let warmMoves = 0
  const engine = engineInThisThread(undefined, memory)
  await world.run(projectId, {
    engine: {
      ...engine,
      compute: async (request) => {
        const answer = await engine.compute(request)
        if (answer.kind === 'forgotten') return answer
        const whole = await world.inTransaction((transaction) => findPlanColumns(transaction, projectId))
        expect(comparable(answer)).toEqual(comparable(computeSchedule(whole?.plan ?? '')))
        if (request.base && answer.kind === 'computed') warmMoves += answer.schedule.moves.taskId.length
        await afterComputing()
        return answer
      },
    },
  })
  return warmMoves
}

function comparable(computation: Computation) {
  if (computation.kind === 'invalid') return computation
  const { resultId: _, engineMilliseconds: __, ...differences } = computation.schedule
  return differences
}

/** A plan that takes those of the changes that its rules allow. */
class RandomPlan {
  readonly #projectId: string
  readonly #past: Past = { deleted: [], inverse: [] }

  constructor(projectId: string) {
    this.#projectId = projectId
  }

  async apply(change: RandomChange): Promise<void> {
    const before = await world.planOf(this.#projectId)
    const operations = operationsOf(before, this.#past, change)
    if (operations.length === 0) return
    const isTaken = await world.change(this.#projectId, operations).then(
      () => true,
      (error: unknown) => {
        if (error instanceof ProblemError) return false
        throw error
      },
    )
    if (isTaken) await this.#remember(before)
  }

  async #remember(before: Awaited<ReturnType<typeof world.planOf>>): Promise<void> {
    const after = await world.planOf(this.#projectId)
    const gone = (rows: { id: string }[], left: { id: string }[]) =>
      rows.filter(({ id }) => !left.some((row) => row.id === id)).map(({ id }) => id)
    for (const id of gone(before.tasks, after.tasks)) this.#past.deleted.push({ entity: 'task', id })
    for (const id of gone(before.links, after.links)) this.#past.deleted.push({ entity: 'link', id })
    for (const id of gone(before.calendars, after.calendars)) this.#past.deleted.push({ entity: 'calendar', id })
    for (const id of gone(before.resources, after.resources)) this.#past.deleted.push({ entity: 'resource', id })
    for (const id of gone(before.assignments, after.assignments)) this.#past.deleted.push({ entity: 'assignment', id })
    const last = await world.inTransaction((transaction) =>
      transaction
        .selectFrom('change_set')
        .select('inverse')
        .where('project_id', '=', this.#projectId)
        .orderBy('revision', 'desc')
        .limit(1)
        .executeTakeFirst(),
    )
    this.#past.inverse = (last?.inverse ?? []) as unknown as Past['inverse']
  }
}
