// Why a task lies where it lies (A7): everything that binds its start and its finish, so that the
// chain can be walked back to a cause that is no task's.
import {
  AS_LATE_AS_POSSIBLE,
  COMPOSITE,
  FINISH_NO_EARLIER_THAN,
  LEAF,
  MUST_FINISH_ON,
  MUST_START_ON,
  type Network,
  NO_MINIMUM,
  PINNED,
  STARTED,
} from '../network/network.ts'
import type { ConstraintKind, Driver, Drivers, Minute, PlanLink, PlanTask } from '../plan/types.ts'
import { MINUTES_PER_DAY } from '../time.ts'
import { type Bound, bindingBounds, boundsOf } from './bounds.ts'
import type { ScheduleColumns } from './columns.ts'
import type { Dates } from './dates.ts'
import { withoutLag } from './lag.ts'
import { finishFrom, finishOfPart, finishOfRest, isHonored, partsOf, settledStart } from './span.ts'
import { childrenOf } from './summary-rows.ts'

/** What an explanation needs: where the tasks lie, and from when on the project runs. */
export interface Placed {
  readonly network: Network
  /** Early dates hold where tasks lie, late dates how late they may. */
  readonly dates: Dates
  readonly columns: ScheduleColumns
  readonly projectStart: Minute
}

export function explainTask(placed: Placed, task: number): Drivers {
  const node = placed.network.nodeOfTask[task] as number
  if (node < 0) return explainSummary(placed, task)
  return explainLeaf(placed, node)
}

function explainSummary({ network, columns }: Placed, summary: number): Drivers {
  const { plan } = network
  const start: Driver[] = []
  const finish: Driver[] = []
  for (const task of childrenOf(network)[summary] ?? []) {
    const { id } = plan.tasks[task] as PlanTask
    if (columns.start[task] === columns.start[summary]) start.push({ kind: 'children', taskId: id })
    if (columns.finish[task] === columns.finish[summary]) finish.push({ kind: 'children', taskId: id })
  }
  const none: readonly Driver[] = [{ kind: 'project-start' }]
  return { start: start.length > 0 ? start : none, finish: finish.length > 0 ? finish : none }
}

function explainLeaf(placed: Placed, node: number): Drivers {
  const { network } = placed
  const mode = network.mode[node]
  if (mode === PINNED) {
    const driver: Driver = network.isComplete[node] === 1 ? { kind: 'actual' } : { kind: 'manual' }
    const hasStart = network.pinnedStart[node] !== NO_MINIMUM
    const hasFinish = network.pinnedFinish[node] !== NO_MINIMUM
    return {
      start: [hasStart ? driver : { kind: 'duration' }],
      finish: [hasFinish ? driver : { kind: 'duration' }],
    }
  }
  if (mode === STARTED) return { start: [{ kind: 'actual' }], finish: restDrivers(placed, node) }
  return openDrivers(placed, node)
}

function openDrivers(placed: Placed, node: number): Drivers {
  const { network, dates, projectStart } = placed
  const start = dates.earlyStart[node] as number
  const constraint = network.constraint[node] as number
  const wins = isHonored(network, node)
  const own = constraintDriver(placed, node)
  if (wins && constraint === MUST_START_ON) return { start: [own], finish: finishDrivers(placed, node) }
  if (wins && constraint === MUST_FINISH_ON) return { start: [own], finish: [own] }
  const bounds = bindingBounds(boundsOf(network, dates, node, projectStart))
  const delay = network.levelingDelay[node] as number
  const asked = (bounds[0] as Bound).start
  const unconstrained = delay === 0 ? asked : settledStart(network, node, asked + delay)
  // As late as possible, yet held where it is by what comes before: that is the cause then.
  if (constraint === AS_LATE_AS_POSSIBLE && (start > unconstrained || network.plan.scheduleFrom === 'finish')) {
    const late = lateDrivers(placed, node)
    if (late !== null) return late
  }
  if (start < unconstrained) return { start: [own], finish: finishDrivers(placed, node) }
  const drivers = bounds.flatMap((bound) => driversOf(placed, node, bound))
  const delayed: Driver[] = delay === 0 ? [] : [{ kind: 'leveling-delay', minutes: delay }]
  const gap = delay === 0 ? gapBefore(bounds, start) : []
  const byFinish = bounds.filter(({ bindsFinish }) => bindsFinish).flatMap((bound) => driversOf(placed, node, bound))
  return {
    start: [...delayed, ...drivers, ...gap],
    finish: byFinish.length > 0 ? byFinish : finishDrivers(placed, node),
  }
}

/** A day or more without work between the latest thing asked for and the start. */
function gapBefore(bounds: readonly Bound[], start: Minute): Driver[] {
  const asked = bounds.filter(({ bindsFinish }) => !bindsFinish).map(({ minute }) => minute)
  if (asked.length === 0) return []
  const from = Math.max(...asked)
  const days = Math.floor(start / MINUTES_PER_DAY) - Math.floor((from - 1) / MINUTES_PER_DAY)
  return days > 1 ? [{ kind: 'calendar-gap', from }] : []
}

function driversOf(placed: Placed, node: number, { source }: Bound): Driver[] {
  const { network } = placed
  if (source.kind === 'edge') return [linkDriver(network, source.edge, node)]
  if (source.kind === 'constraint') return [constraintDriver(placed, node)]
  if (source.kind === 'project-start') return [{ kind: 'project-start' }]
  return earliestDrivers(network, node)
}

function linkDriver(network: Network, edge: number, node: number): Driver {
  const { id, predecessorId, successorId } = network.plan.links[network.inLink[edge] as number] as PlanLink
  const driver = { kind: 'link', linkId: id, taskId: predecessorId } as const
  return successorId === taskIdOf(network, node) ? driver : { ...driver, onTaskId: successorId }
}

function taskIdOf({ plan, taskOfNode }: Network, node: number): string {
  return (plan.tasks[taskOfNode[node] as number] as PlanTask).id
}

function constraintDriver({ network }: Placed, node: number): Driver {
  const { constraint } = network.plan.tasks[network.taskOfNode[node] as number] as PlanTask
  return { kind: 'constraint', constraint: (constraint?.kind ?? 'asSoonAsPossible') as ConstraintKind }
}

/** "Start no earlier than", of the task or a summary above it, such a summary placed by hand, or the status date. */
function earliestDrivers({ plan, parent, taskOfNode, earliest, options }: Network, node: number): Driver[] {
  const own = taskOfNode[node] as number
  for (let task = own; task >= 0; task = parent[task] as number) {
    const { id, constraint, manual } = plan.tasks[task] as PlanTask
    if (task !== own && (manual?.start ?? null) === earliest[node]) return [{ kind: 'manual', onTaskId: id }]
    if (constraint?.kind !== 'startNoEarlierThan' || constraint.date !== earliest[node]) continue
    const driver = { kind: 'constraint', constraint: constraint.kind } as const
    return [task === own ? driver : { ...driver, onTaskId: id }]
  }
  return options.statusDateMovesWork ? [{ kind: 'status-date' }] : []
}

function finishDrivers({ network, dates }: Placed, node: number): Driver[] {
  if (network.mode[node] !== COMPOSITE) return [{ kind: 'duration' }]
  const start = dates.earlyStart[node] as number
  const finish = finishFrom(network, node, start)
  const last = partsOf(network, node).filter((part) => finishOfPart(network, part, start) === finish)
  return last.map(({ resourceId }) => ({ kind: 'assignment', resourceId }))
}

/** What keeps the rest of a started task from being done at once. */
function restDrivers(placed: Placed, node: number): Driver[] {
  const { network, dates, projectStart } = placed
  const finish = dates.earlyFinish[node] as number
  if (finishOfRest(network, node, NO_MINIMUM) === finish) return [{ kind: 'duration' }]
  const resume = network.resume[node] as number
  if (resume !== NO_MINIMUM && finishOfRest(network, node, resume) === finish) {
    const isStatusDate = network.options.statusDateMovesWork && resume === network.plan.statusDate
    return [{ kind: isStatusDate ? 'status-date' : 'resume' }]
  }
  if (network.constraint[node] === FINISH_NO_EARLIER_THAN && network.constraintDate[node] === finish) {
    return [constraintDriver(placed, node)]
  }
  const links = boundsOf(network, dates, node, projectStart).filter(({ source, minute, bindsFinish }) => {
    if (source.kind !== 'edge') return false
    return bindsFinish ? minute === finish : finishOfRest(network, node, minute) === finish
  })
  return links.length === 0 ? [{ kind: 'resume' }] : links.flatMap((bound) => driversOf(placed, node, bound))
}

/** As late as possible: the successor whose late dates hold the task, or the end of the project. */
function lateDrivers({ network, dates }: Placed, node: number): Drivers | null {
  if (dates.earlyStart[node] !== dates.lateStart[node]) return null
  const holding: Driver[] = []
  const end = network.outOffset[node + 1] as number
  for (let at = network.outOffset[node] as number; at < end; at += 1) {
    const to = network.outNode[at] as number
    if (network.nodeKind[to] !== LEAF || !holds(network, dates, network.outEdge[at] as number, node, to)) continue
    holding.push({ kind: 'late-as-possible', taskId: taskIdOf(network, to) })
  }
  const start: Driver[] = holding.length > 0 ? holding : [{ kind: 'late-as-possible', taskId: null }]
  return { start, finish: start }
}

function holds(network: Network, { lateStart, lateFinish }: Dates, edge: number, node: number, to: number): boolean {
  const type = network.inType[edge] as number
  const target = (type <= 1 ? lateStart[to] : lateFinish[to]) as number
  const limit = withoutLag(network, edge, to, target)
  const own = (type === 0 || type === 2 ? lateFinish[node] : lateStart[node]) as number
  return settledStart(network, node, own) >= settledStart(network, node, limit)
}
