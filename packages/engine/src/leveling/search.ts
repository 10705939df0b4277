import { createCrossover } from './crossover.ts'
import type { Direction } from './decoder.ts'
import { createOrderer } from './draft-orders.ts'
import { InvalidBudgetError } from './leveling-errors.ts'
import { createMutation } from './mutation.ts'
import { Population } from './population.ts'
import { createRandom, type Random } from './random.ts'
import { createSampler } from './sampler.ts'
import { createDraft, type Draft, type SearchProblem } from './search-problem.ts'
import { SeenLists } from './seen-lists.ts'

/**
 * `schedules`: how many may be made, each pass counted, 1 unless given; `shouldStop` is asked between passes,
 * until it says so.
 */
export interface SearchOptions {
  readonly schedules?: number
  readonly shouldStop?: () => boolean
  readonly seed?: number
}

export interface SearchOutcome {
  /** The best solution: forward, or backward where that is one. */
  readonly best: Draft
  readonly schedules: number
}

const POPULATION_SHARE = 0.07
const INITIAL_SHARE = 0.15
const LEAST_POPULATION = 6
const MOST_POPULATION = 500
const SHIFTS_TO_NEW = 8
/** The largest budget without a `shouldStop`: hours, though not for ever. */
const MOST_UNSTOPPABLE = 1e9
const PARALLEL_SAMPLES = 0.5
const PARALLEL_CHILDREN = 0.3
/** Without a budget in schedules, the search begins anew after so many, then after twice as many. */
const FIRST_ROUND = 1000
const LONGEST_PLANNED_ROUND = 10_000

/**
 * A genetic algorithm over lists in which each child is generated in the direction opposite to its
 * mother's, so that justification costs no schedule of its own (Debels, Vanhoucke 2007), with peak
 * crossover (Valls, Ballestin, Quintanilla 2008). The population shrinks while the budget is used up.
 * Throws InvalidBudgetError.
 */
export function search(problem: SearchProblem, options: SearchOptions): SearchOutcome {
  const budget = options.schedules ?? 1
  const most = options.shouldStop === undefined ? MOST_UNSTOPPABLE : Number.MAX_SAFE_INTEGER
  if (!(Number.isInteger(budget) && budget >= 1 && budget <= most)) throw new InvalidBudgetError(budget, most)
  const run = new Search(problem, budget, options)
  run.generateFirst()
  if (budget === 1) return { best: run.best, schedules: 1 }
  let round = budget <= LONGEST_PLANNED_ROUND ? budget : FIRST_ROUND
  while (!run.isOver()) {
    run.evolve(Math.min(round, budget - run.made))
    round *= 2
  }
  return { best: run.best, schedules: run.made }
}

class Search {
  made = 0
  readonly best: Draft
  readonly #problem: SearchProblem
  readonly #budget: number
  readonly #shouldStop: () => boolean
  readonly #random: Random
  readonly #list: Int32Array
  readonly #orders: (draft: Draft) => void
  readonly #sample: (direction: Direction, list: Int32Array) => void
  readonly #seen = new SeenLists()
  #reference = 0
  #isOver = false

  constructor(problem: SearchProblem, budget: number, { seed = 1, shouldStop = () => false }: SearchOptions) {
    this.#problem = problem
    this.#budget = budget
    this.#shouldStop = shouldStop
    this.#random = createRandom(seed)
    this.#list = new Int32Array(problem.count)
    this.#orders = createOrderer(problem)
    this.#sample = createSampler(problem, this.#random)
    this.best = createDraft(problem.count)
  }

  /** Once over, it stays so, and `shouldStop` is not asked again. */
  isOver(): boolean {
    this.#isOver ||=
      this.made >= this.#budget || Math.floor(this.best.cost) <= this.#problem.lowerBound || this.#shouldStop()
    return this.#isOver
  }

  generateFirst(): void {
    this.#problem.generateFirst(this.best)
    this.#orders(this.best)
    this.made++
    this.#reference = this.best.length
  }

  generate(direction: Direction, isParallel: boolean, list: Int32Array, draft: Draft): void {
    draft.direction = direction
    this.#problem.generate(direction, isParallel, list, draft, this.#reference)
    this.#orders(draft)
    this.made++
    if (!draft.isSolution || draft.cost >= this.best.cost) return
    copyDraft(draft, this.best)
    if (direction === 0) this.#reference = draft.length
  }

  /** One population, from random beginnings to the end of its `schedules`. */
  evolve(schedules: number): void {
    const begun = this.made
    const size = Math.min(MOST_POPULATION, Math.max(LEAST_POPULATION, Math.round(POPULATION_SHARE * schedules)))
    const population = new Population(size)
    const own = createDraft(this.#problem.count)
    copyDraft(this.best, own)
    population.add(own)
    const initial = begun + Math.round(INITIAL_SHARE * schedules)
    while (this.made < initial && !this.isOver()) this.#begin(population)
    const crossover = createCrossover(this.#problem, this.#random)
    const mutation = createMutation(this.#problem, this.#random)
    const end = begun + schedules
    // With many schedules for each activity variety counts, with few of them speed (tuned on generated instances).
    const kept = Math.min(0.5, Math.max(0, schedules / this.#problem.count - 8) / 50)
    while (this.made < end && !this.isOver()) {
      const left = (end - this.made) / (end - initial)
      population.shrink(Math.max(LEAST_POPULATION, Math.round(size * (kept + (1 - kept) * left))))
      const mother = this.#pick(population)
      const father = this.#pick(population, mother)
      const direction = mother.direction === 0 ? 1 : 0
      crossover(mother, father, direction, this.#list)
      mutation.mutate(direction, this.#list)
      for (let tries = 0; tries < SHIFTS_TO_NEW && !this.#seen.add(direction, this.#list); tries++) {
        mutation.shiftOne(direction, this.#list)
      }
      const child = population.spare() ?? createDraft(this.#problem.count)
      this.generate(direction, this.#random() < PARALLEL_CHILDREN, this.#list, child)
      mutation.learn(population.add(child))
    }
  }

  /** A sampled schedule, justified to the other side and back. */
  #begin(population: Population): void {
    let direction: Direction = this.#random() < 0.5 ? 0 : 1
    this.#sample(direction, this.#list)
    const draft = population.spare() ?? createDraft(this.#problem.count)
    this.generate(direction, this.#random() < PARALLEL_SAMPLES, this.#list, draft)
    for (let turn = 0; turn < 2 && !this.isOver(); turn++) {
      direction = direction === 0 ? 1 : 0
      this.#list.set(draft.next)
      this.generate(direction, false, this.#list, draft)
    }
    population.add(draft)
  }

  #pick(population: Population, not: Draft | null = null): Draft {
    const { drafts } = population
    let choice = drafts[Math.floor(this.#random() * drafts.length)] as Draft
    for (let tries = 0; tries < 5 && choice === not; tries++) {
      choice = drafts[Math.floor(this.#random() * drafts.length)] as Draft
    }
    return choice
  }
}

function copyDraft(from: Draft, to: Draft): void {
  to.direction = from.direction
  to.starts.set(from.starts)
  to.ends.set(from.ends)
  to.own.set(from.own)
  to.next.set(from.next)
  to.length = from.length
  to.cost = from.cost
  to.isSolution = from.isSolution
}
