import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateInstance } from '../../test-support/generate-instance.ts'
import { createCrossover } from './crossover.ts'
import type { Direction } from './decoder.ts'
import { createOrderer } from './draft-orders.ts'
import { instanceProblem } from './instance-problem.ts'
import { createLinkOrder } from './link-order.ts'
import { createMutation } from './mutation.ts'
import { createRandom } from './random.ts'
import { createSampler } from './sampler.ts'
import { createDraft, type Draft, listFor, type SearchProblem } from './search-problem.ts'

/** Each activity once, none before one that it depends on. */
function isPossible(problem: SearchProblem, direction: Direction, list: Int32Array): boolean {
  const { offset, nodes } = direction === 0 ? problem.predecessors : problem.successors
  const seen = new Set<number>()
  for (const activity of list) {
    for (const before of nodes.subarray(offset[activity], offset[activity + 1])) if (!seen.has(before)) return false
    seen.add(activity)
  }
  return seen.size === problem.count && list.length === problem.count
}

const directions: fc.Arbitrary<Direction> = fc.constantFrom(0, 1)
const shape = { activities: 20, complexity: 1.6, resourceFactor: 0.7, resourceStrength: 0.2 }

describe('lists of the search', () => {
  it('stay possible when sampled, ordered, crossed and mutated', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(directions, { minLength: 3, maxLength: 3 }),
        fc.boolean(),
        (seed, to, isParallel) => {
          const problem = instanceProblem(generateInstance(shape, seed))
          const random = createRandom(seed)
          const sample = createSampler(problem, random)
          const order = createOrderer(problem)
          const list = new Int32Array(problem.count)
          const [mother, father] = [to[0], to[1]].map((direction = 0): Draft => {
            const draft = createDraft(problem.count)
            sample(direction, list)
            expect(isPossible(problem, direction, list)).toBe(true)
            draft.direction = direction
            problem.generate(direction, isParallel, list, draft, 0)
            order(draft)
            expect(isPossible(problem, 0, listFor(draft, 0))).toBe(true)
            expect(isPossible(problem, 1, listFor(draft, 1))).toBe(true)
            return draft
          })
          const direction = to[2] ?? 0
          createCrossover(problem, random)(mother as Draft, father as Draft, direction, list)
          expect(isPossible(problem, direction, list)).toBe(true)
          const mutation = createMutation(problem, random)
          for (let i = 0; i < 20; i++) mutation.learn(false)
          mutation.mutate(direction, list)
          expect(isPossible(problem, direction, list)).toBe(true)
        },
      ),
    )
  })

  it('are put in order of the links, and not changed when they are', () => {
    fc.assert(
      fc.property(fc.nat(), directions, (seed, direction) => {
        const problem = instanceProblem(generateInstance(shape, seed))
        // 20 and 7 have no divisor in common.
        const shuffled = Int32Array.from(problem.order, (_, i) => (i * 7 + seed) % problem.count)
        const inOrder = createLinkOrder(problem)
        inOrder(direction, shuffled)
        expect(isPossible(problem, direction, shuffled)).toBe(true)
        const again = shuffled.slice()
        inOrder(direction, again)
        expect(again).toEqual(shuffled)
      }),
    )
  })
})
