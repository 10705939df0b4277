import type { ScheduleError } from '@throughline/contract'
import { findPlanUnlessKnown, type PlanColumns, type Transaction } from '@throughline/database'
import { type Schedule, schedule } from '@throughline/engine'
import { BoundedMemory } from '../bounded-memory.ts'
import { explainEngineError } from './explain-engine-error.ts'
import { planOf } from './plan-of-columns.ts'

/** The schedule of a plan, or why it has none; neither where there is no plan. */
export interface ComputedPlan {
  readonly schedule: Schedule | null
  readonly error: ScheduleError | null
}

/** Of `PlanColumns` as JSON. */
export function computePlan(planJson: string | null): ComputedPlan {
  if (planJson === null) return { schedule: null, error: null }
  try {
    return { schedule: schedule(planOf(JSON.parse(planJson) as PlanColumns)), error: null }
  } catch (error) {
    return { schedule: null, error: explainEngineError(error) }
  }
}

interface Kept {
  resultId: string
  schedule: Schedule
}

/** A plan as it was read, perhaps without its rows, since they are known. */
export interface LoadedSchedule {
  readonly projectId: string
  readonly resultId: string | null
  readonly planJson: string | null
  readonly known: Kept | null
}

/**
 * Schedules of the plans that were asked about last, each under the name of the result that is stored for it. Only while
 * the database has that very result, and nothing was edited since, is what is kept the schedule of the plan; then its
 * rows are not read again. The schedules asked for longest ago go when there are more than `mostTasks` tasks in all.
 */
export class ScheduleMemory {
  readonly #kept: BoundedMemory<Kept>

  constructor(mostTasks: number) {
    this.#kept = new BoundedMemory(mostTasks)
  }

  /** One statement; computes nothing. */
  async load(transaction: Transaction, projectId: string): Promise<LoadedSchedule> {
    const known = this.#kept.get(projectId) ?? null
    const loaded = await findPlanUnlessKnown(transaction, projectId, known?.resultId ?? null)
    const { resultId = null, plan: planJson = null } = loaded ?? {}
    return { projectId, resultId, planJson, known: loaded?.isKnown ? known : null }
  }

  compute({ projectId, resultId, planJson, known }: LoadedSchedule): ComputedPlan {
    const computed = known ? { schedule: known.schedule, error: null } : computePlan(planJson)
    const { schedule } = computed
    if (resultId !== null && schedule) this.#kept.keep(projectId, { resultId, schedule }, schedule.network.taskCount)
    return computed
  }
}
