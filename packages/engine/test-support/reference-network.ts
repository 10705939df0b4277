import { microsoftOptions } from '../src/plan/options.ts'
import type { Minute, Plan, PlanLink, PlanOptions, PlanTask } from '../src/plan/types.ts'
import { type Placement, placementOf, type TimeOf } from './reference-placement.ts'
import { type ReferenceTime, referenceTimes } from './reference-time.ts'

export interface Span {
  readonly start: Minute
  readonly finish: Minute
}

/** What a plan says, looked up as plainly as possible. */
export class ReferenceNetwork {
  readonly plan: Plan
  readonly options: PlanOptions
  readonly leaves: readonly PlanTask[]
  readonly #timeOf: (id: string | null) => ReferenceTime
  readonly #sharedTime: TimeOf
  readonly #placements = new Map<PlanTask, Placement>()

  constructor(plan: Plan) {
    this.plan = plan
    this.options = { ...microsoftOptions, ...plan.options }
    this.leaves = plan.tasks.filter(({ id }) => !plan.tasks.some(({ parentId }) => parentId === id))
    this.#timeOf = referenceTimes(plan.calendars)
    this.#sharedTime = ([id, ...others]) =>
      others.reduce((time, other) => time.and(this.#timeOf(other)), this.#timeOf(id ?? null))
  }

  /** The calendar that the task's floats are told in. */
  time(task: PlanTask): ReferenceTime {
    return this.#timeOf(task.isElapsed === true ? null : (task.calendarId ?? this.plan.calendarId))
  }

  /** On what a task is done; of tasks that lie fixed the parts do not matter any more. */
  placement(task: PlanTask): Placement {
    const { time, duration } = this.assignedPlacement(task)
    if (isPlaced(task) || isStarted(task)) return { time, duration, parts: null }
    return this.assignedPlacement(task)
  }

  assignedPlacement(task: PlanTask): Placement {
    const known = this.#placements.get(task)
    if (known !== undefined) return known
    const placement = placementOf(this.plan, task, this.time(task), this.#sharedTime)
    this.#placements.set(task, placement)
    return placement
  }

  /** The duration and its gaps, or what assignments make of it. */
  duration(task: PlanTask): number {
    return this.placement(task).duration
  }

  /** What is left of a started task; a gap that has been reached is over when it is resumed. */
  rest(task: PlanTask): number {
    const done = task.progress?.doneMinutes ?? 0
    const past = (task.splits ?? []).filter(({ afterMinutes }) => afterMinutes <= done)
    return Math.max(
      0,
      past.reduce((sum, { gapMinutes }) => sum - gapMinutes, this.duration(task) - done),
    )
  }

  /** The task and the summaries above it. */
  lineage(task: PlanTask): PlanTask[] {
    const parent = this.plan.tasks.find(({ id }) => id === task.parentId)
    return parent === undefined ? [task] : [task, ...this.lineage(parent)]
  }

  /** The active leaves below a task, or the task itself. */
  members(id: string): PlanTask[] {
    return this.leaves.filter((leaf) => isActive(leaf) && this.lineage(leaf).some((each) => each.id === id))
  }

  /** Links into the task or into a summary above it. */
  linksInto(task: PlanTask): PlanLink[] {
    const ids = this.lineage(task).map(({ id }) => id)
    return this.#links().filter(({ successorId }) => ids.includes(successorId))
  }

  /** Links out of the task or of a summary above it. */
  linksOutOf(task: PlanTask): PlanLink[] {
    const ids = isActive(task) ? this.lineage(task).map(({ id }) => id) : []
    return this.#links().filter(({ predecessorId }) => ids.includes(predecessorId))
  }

  /** Links out of inactive tasks say nothing (rule 24). */
  #links(): PlanLink[] {
    return this.plan.links.filter(({ predecessorId }) => isActive(this.#task(predecessorId)))
  }

  /** Where the lag of a link leads, on its way to one of the tasks that it acts on (rule 7). */
  withLag(link: PlanLink, from: Minute, successor: PlanTask): Minute {
    return this.#lagTime(link, successor).walk(from, this.#lag(link))
  }

  /** A lead may end on the other side of a gap in working time, if the successor has the same gap. */
  isOnlyGap(link: PlanLink, successor: PlanTask, from: Minute, to: Minute): boolean {
    const { time } = this.placement(successor)
    return this.#lag(link) < 0 && this.#lagTime(link, successor) === time && time.worked(from, to) === 0
  }

  #lag({ predecessorId, lagMinutes, lagUnit }: PlanLink): number {
    if (lagUnit !== 'percent') return lagMinutes
    return Math.round((this.#task(predecessorId).durationMinutes * lagMinutes) / 100)
  }

  #lagTime({ predecessorId, lagUnit }: PlanLink, successor: PlanTask): ReferenceTime {
    const { calendarId: ofPredecessor, isElapsed } = this.#task(predecessorId)
    const { lagCalendar } = this.options
    if (lagUnit === 'elapsed' || (lagUnit === 'percent' && isElapsed)) return this.#timeOf(null)
    if (lagCalendar === 'aroundTheClock') return this.#timeOf(null)
    const whose = { predecessor: ofPredecessor, successor: successor.calendarId, project: null }[lagCalendar]
    return this.#timeOf(whose ?? this.plan.calendarId)
  }

  #task(id: string): PlanTask {
    return this.plan.tasks.find((task) => task.id === id) as PlanTask
  }
}

export function isActive(task: PlanTask): boolean {
  return task.isActive !== false
}

export function isComplete(task: PlanTask): boolean {
  return (task.progress?.actualFinish ?? null) !== null
}

/** Complete tasks and those by hand have their dates. */
export function isPlaced(task: PlanTask): boolean {
  return isComplete(task) || (task.manual?.start ?? task.manual?.finish ?? null) !== null
}

export function isStarted(task: PlanTask): boolean {
  return !isPlaced(task) && (task.progress?.actualStart ?? null) !== null
}

export function isLate(task: PlanTask): boolean {
  return task.constraint?.kind === 'asLateAsPossible' && !isPlaced(task) && !isStarted(task)
}
