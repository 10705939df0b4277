import type { PlanChanges, PlanColumns, TaskColumns } from '@throughline/database'
import { type CalendarSpec, LiveSchedule, type Plan } from '@throughline/engine'
import { type Differences, findDifferences } from './find-differences.ts'
import { linkAt, planOf, taskAt } from './plan-of-columns.ts'
import { StoredValues } from './stored-values.ts'

/**
 * A plan, its schedule, and the computed values that are stored: all that the next run needs, besides what was written
 * since. Its rows are in the order of their ids, as a load has them, so that it answers what a load would lead to.
 */
export class RememberedPlan {
  #live: LiveSchedule
  #stored: StoredValues

  private constructor(live: LiveSchedule, stored: StoredValues) {
    this.#live = live
    this.#stored = stored
  }

  /** Throws what the engine throws. */
  static of(columns: PlanColumns): RememberedPlan {
    return new RememberedPlan(new LiveSchedule(planOf(columns)), StoredValues.of(columns.tasks))
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

  #changesNetwork({ start, calendarId, calendars, tasks, links }: PlanChanges): boolean {
    const { plan, indexById } = this.#live.schedule.network
    if (start !== plan.start || calendarId !== plan.calendarId) return true
    if (calendars.length > 0 || links.id.length > 0) return true
    return tasks.id.some((id, index) => tasks.isDeleted[index] || !indexById.has(id))
  }

  #rebuild({ start, calendarId, calendars, tasks, links }: PlanChanges): void {
    const { plan, indexById } = this.#live.schedule.network
    const next: Plan = {
      start,
      calendarId,
      calendars: merge(
        plan.calendars,
        calendars.map(({ isDeleted, ...calendar }) => [calendar as CalendarSpec, isDeleted]),
      ),
      tasks: merge(
        plan.tasks,
        tasks.id.map((_, index) => [taskAt(tasks, index), tasks.isDeleted[index] === true]),
      ),
      links: merge(
        plan.links,
        links.id.map((_, index) => [linkAt(links, index), links.isDeleted[index] === true]),
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
