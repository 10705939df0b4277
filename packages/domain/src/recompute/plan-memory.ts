import type { PlanBase, PlanChanges, PlanColumns } from '@throughline/database'
import { BoundedMemory } from '../bounded-memory.ts'
import { type Computation, timed } from './compute-schedule.ts'
import { RememberedPlan } from './remembered-plan.ts'

/** What a thread computes: a whole plan, or what was written since the result that it remembers. */
export interface EngineRequest {
  projectId: string
  inputRevision: number
  /** The result that `input` builds on; null: it is whole. */
  base: PlanBase | null
  /** `PlanColumns` as JSON, or `PlanChanges`. */
  input: string
}

/** `forgotten`: the plan that the changes are to is not remembered any more; nothing but a whole plan will do. */
export type EngineAnswer = Computation | { kind: 'forgotten' }

interface Entry extends PlanBase {
  plan: RememberedPlan
}

/**
 * Plans that one engine thread computed last, each under the name of the result that it led to. Whether that result is
 * the one that is stored only the database can tell, when it is asked for changes; so nothing here has to be undone when
 * a result is not written. The plans used longest ago go when there are more than `mostTasks` tasks in all.
 */
export class PlanMemory {
  readonly #entries: BoundedMemory<Entry>

  constructor(mostTasks: number) {
    this.#entries = new BoundedMemory(mostTasks)
  }

  /** The result that is remembered of a project. */
  recall(projectId: string): PlanBase | null {
    const entry = this.#entries.get(projectId)
    return entry ? { resultId: entry.resultId, inputRevision: entry.inputRevision } : null
  }

  compute({ projectId, inputRevision, base, input }: EngineRequest): EngineAnswer {
    const entry = this.#entries.get(projectId)
    if (base !== null && entry?.resultId !== base.resultId) return { kind: 'forgotten' }
    this.#entries.forget(projectId)
    let plan = base === null ? undefined : entry?.plan
    const computation = timed(() => {
      if (plan) plan.apply(JSON.parse(input) as PlanChanges)
      else plan = RememberedPlan.of(JSON.parse(input) as PlanColumns)
      return plan.takeDifferences()
    })
    if (computation.kind === 'computed' && plan)
      this.#entries.keep(projectId, { resultId: computation.schedule.resultId, inputRevision, plan }, plan.taskCount)
    return computation
  }
}
