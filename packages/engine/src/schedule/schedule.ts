import { InvalidInputError, UnknownReferenceError } from '../errors.ts'
import { compileNetwork } from '../network/compile-network.ts'
import { LEAF, type Network, NO_MAXIMUM } from '../network/network.ts'
import type { Driver, Drivers, Minute, Plan, PlanTask, ScheduledTask } from '../plan/types.ts'
import { backwardPass } from './backward-pass.ts'
import { columnsOf, type ScheduleColumns } from './columns.ts'
import { criticalNodes } from './critical.ts'
import { type Dates, emptyDates } from './dates.ts'
import { explainTask } from './explain.ts'
import { computeFloats, emptyFloats, type Floats } from './floats.ts'
import { forwardPass, latestFinish } from './forward-pass.ts'
import { placeLateTasks } from './place-late.ts'

/**
 * Dates, floats and drivers of all tasks by the critical path method. Pure: the same plan always
 * gives the same schedule. Throws CycleError, UnknownReferenceError, DuplicateIdError,
 * InvalidCalendarError, InvalidInputError or HorizonError.
 */
export function schedule(plan: Plan): Schedule {
  return scheduleNetwork(compileNetwork(plan))
}

/** As `schedule`, for a plan that is compiled already. */
export function scheduleNetwork(network: Network): Schedule {
  return computeSchedule(network).schedule
}

/** A schedule with all that its next version can be worked out from. */
export interface Computed {
  readonly schedule: Schedule
  readonly floats: Floats
  readonly critical: Uint8Array
}

export function computeSchedule(network: Network): Computed {
  const dates = emptyDates(network)
  const project =
    network.plan.scheduleFrom === 'finish' ? passFromFinish(network, dates) : passFromStart(network, dates)
  const placed = network.hasLateTasks ? placeLateTasks(network, dates, project) : dates
  const floats = emptyFloats(network)
  computeFloats(network, placed, floats)
  const finish = network.hasLateTasks ? latestFinish(network, placed) : project.finish
  const span = { start: project.start, finish }
  const critical = criticalNodes(network, placed, floats, span)
  return {
    schedule: new Schedule(network, placed, columnsOf(network, placed, floats, critical), span),
    floats,
    critical,
  }
}

export interface Span {
  readonly start: Minute
  readonly finish: Minute
}

function passFromStart(network: Network, dates: Dates): Span {
  const { start } = network.plan
  forwardPass(network, dates, start)
  const finish = latestFinish(network, dates)
  backwardPass(network, dates, network.options.honorsProjectFinish ? (network.plan.finish ?? finish) : finish)
  return { start, finish }
}

/** The late dates come first; the project starts when the first task must, and early dates follow. */
function passFromFinish(network: Network, dates: Dates): Span {
  const finish = network.plan.finish ?? null
  if (finish === null) throw new InvalidInputError('plan', 'plan', 'is scheduled from a finish that it does not have')
  // Only what has started needs an early date by then: it is where its late dates begin.
  forwardPass(network, dates, finish)
  backwardPass(network, dates, finish)
  let start = NO_MAXIMUM
  for (let node = 0; node < network.nodeCount; node += 1) {
    if (network.nodeKind[node] !== LEAF || network.isActive[node] === 0) continue
    start = Math.min(start, dates.lateStart[node] as number)
  }
  if (start === NO_MAXIMUM) start = finish
  forwardPass(network, dates, start)
  backwardPass(network, dates, finish)
  return { start, finish }
}

/** Columns for programs, objects for people: `tasks` and drivers are made when asked for. */
export class Schedule {
  readonly network: Network
  readonly dates: Dates
  readonly columns: ScheduleColumns
  /** When the project starts: given, or found when scheduled from its finish. */
  readonly start: Minute
  /** The latest finish of all tasks; the start when there are none. */
  readonly finish: Minute
  #tasks: readonly ScheduledTask[] | null = null

  constructor(network: Network, dates: Dates, columns: ScheduleColumns, span: Span) {
    this.network = network
    this.dates = dates
    this.columns = columns
    this.start = span.start
    this.finish = span.finish
  }

  /** In the order of the plan's tasks. */
  get tasks(): readonly ScheduledTask[] {
    this.#tasks ??= this.network.plan.tasks.map((_, task) => this.taskAt(task))
    return this.#tasks
  }

  /** Throws UnknownReferenceError. */
  task(id: string): ScheduledTask {
    return this.taskAt(this.#indexOf(id))
  }

  /** Why the task lies where it lies. Throws UnknownReferenceError. */
  explain(id: string): Drivers {
    return this.explainAt(this.#indexOf(id))
  }

  explainAt(task: number): Drivers {
    const { network, dates, columns, start } = this
    return explainTask({ network, dates, columns, projectStart: start }, task)
  }

  taskAt(task: number): ScheduledTask {
    return new TaskOfSchedule(this, task)
  }

  #indexOf(id: string): number {
    const index = this.network.indexById.get(id)
    if (index === undefined) throw new UnknownReferenceError('task', id, 'a question')
    return index
  }
}

/** A row of a schedule; its driver is worked out when asked for. */
class TaskOfSchedule implements ScheduledTask {
  readonly id: string
  readonly start: Minute
  readonly finish: Minute
  readonly earlyStart: Minute
  readonly earlyFinish: Minute
  readonly lateStart: Minute
  readonly lateFinish: Minute
  readonly startFloat: number
  readonly finishFloat: number
  readonly totalFloat: number
  readonly freeFloat: number
  readonly isCritical: boolean
  readonly isSummary: boolean
  readonly #schedule: Schedule
  readonly #task: number

  constructor(schedule: Schedule, task: number) {
    const { columns, network } = schedule
    this.id = (network.plan.tasks[task] as PlanTask).id
    this.start = columns.start[task] as number
    this.finish = columns.finish[task] as number
    this.earlyStart = columns.earlyStart[task] as number
    this.earlyFinish = columns.earlyFinish[task] as number
    this.lateStart = columns.lateStart[task] as number
    this.lateFinish = columns.lateFinish[task] as number
    this.startFloat = columns.startFloat[task] as number
    this.finishFloat = columns.finishFloat[task] as number
    this.totalFloat = columns.totalFloat[task] as number
    this.freeFloat = columns.freeFloat[task] as number
    this.isCritical = columns.isCritical[task] === 1
    this.isSummary = network.isSummary[task] === 1
    this.#schedule = schedule
    this.#task = task
  }

  get driver(): Driver {
    return this.#schedule.explainAt(this.#task).start[0] ?? { kind: 'project-start' }
  }
}
