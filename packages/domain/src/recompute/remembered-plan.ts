import { isDeepStrictEqual } from 'node:util'
import { engineCalendarOf, engineProjectOf, engineResourceOf } from '@throughline/contract'
import type { PlanChanges, PlanColumns, TaskColumns } from '@throughline/database'
import { LiveSchedule } from '@throughline/engine'
import { type Differences, findDifferences } from './find-differences.ts'
import { assignmentAt, linkAt, type PlanInput, planOf, taskAt } from './plan-of-columns.ts'
import { StoredValues } from './stored-values.ts'

/**
 * A plan, its schedule, and the computed values that are stored: all that the next run needs, besides what was written
 * since. Its rows are in the order of their ids, as a load has them, so that it answers what a load would lead to.
 */
export class RememberedPlan {
  #live: LiveSchedule
  #stored: StoredValues

  private constructor(plan: PlanInput, stored: StoredValues) {
    this.#live = new LiveSchedule(plan)
    this.#stored = stored
  }

  /** Throws what the engine throws. */
  static of(columns: PlanColumns): RememberedPlan {
    return new RememberedPlan(planOf(columns), StoredValues.of(columns.tasks))
  }

  /** All that it was made of is in there, edits included. */
  get #plan(): PlanInput {
    return this.#live.schedule.network.plan as PlanInput
  }

  get taskCount(): number {
    return this.#live.schedule.network.taskCount
  }

  /** Brings the plan up to date. Throws what the engine throws; it is of no use then. */
  apply(changes: PlanChanges): void {
    if (this.#changesNetwork(changes)) this.#rebuild(changes)
    else this.#live.edit({ tasks: changes.tasks.id.map((_, index) => taskAt(changes.tasks, index)) })
    this.#takeStored(changes.tasks)
  }

  /** What the schedule changes of what is stored; it counts as stored from now on. */
  takeDifferences(): Differences {
    const { schedule } = this.#live
    const differences = findDifferences(this.#stored, schedule)
    this.#stored.setAll(schedule)
    return differences
  }

  #changesNetwork({ project, calendars, tasks, links, resources, assignments }: PlanChanges): boolean {
    const plan = this.#plan
    if (calendars.length + links.id.length + resources.length + assignments.id.length > 0) return true
    const next: Partial<PlanInput> = engineProjectOf(project)
    const names = Object.keys(next) as (keyof PlanInput)[]
    if (names.some((name) => !isDeepStrictEqual(next[name], plan[name]))) return true
    const { indexById } = this.#live.schedule.network
    return tasks.id.some((id, index) => tasks.isDeleted[index] || !indexById.has(id))
  }

  #rebuild({ project, calendars, tasks, links, resources, assignments }: PlanChanges): void {
    const { indexById } = this.#live.schedule.network
    const plan = this.#plan
    const next: PlanInput = {
      ...engineProjectOf(project),
      calendars: merge(
        plan.calendars,
        calendars.map(({ isDeleted, ...calendar }) => [engineCalendarOf(calendar), isDeleted]),
      ),
      tasks: merge(
        plan.tasks,
        tasks.id.map((_, index) => [taskAt(tasks, index), tasks.isDeleted[index] === true]),
      ),
      links: merge(
        plan.links,
        links.id.map((_, index) => [linkAt(links, index), links.isDeleted[index] === true]),
      ),
      resources: merge(
        plan.resources,
        resources.map(({ isDeleted, ...resource }) => [engineResourceOf(resource), isDeleted]),
      ),
      assignments: merge(
        plan.assignments,
        assignments.id.map((_, index) => [assignmentAt(assignments, index), assignments.isDeleted[index] === true]),
      ),
    }
    this.#stored = StoredValues.reorder(
      this.#stored,
      next.tasks.map(({ id }) => indexById.get(id) ?? -1),
    )
    this.#live = new LiveSchedule(next)
  }

  /** What was computed last may not have reached a row that was deleted meanwhile, and came back. */
  #takeStored(tasks: TaskColumns): void {
    const { indexById } = this.#live.schedule.network
    for (const [index, id] of tasks.id.entries()) {
      const row = indexById.get(id)
      if (row !== undefined) this.#stored.setFrom(row, tasks, index)
    }
  }
}

/** The rows with changes put in, and those gone left out, by id. */
function merge<Row extends { readonly id: string }>(
  rows: readonly Row[],
  changes: readonly (readonly [Row, isDeleted: boolean])[],
): readonly Row[] {
  if (changes.length === 0) return rows
  const touched = new Set(changes.map(([{ id }]) => id))
  const merged = rows.filter(({ id }) => !touched.has(id))
  for (const [row, isDeleted] of changes) if (!isDeleted) merged.push(row)
  return merged.sort((one, other) => (one.id < other.id ? -1 : 1))
}
