// The general way: each run of a tile is scheduled as any plan is, with the durations drawn for it.
// What is complete or placed by hand stays.
import { aroundTheClock } from '../../calendar/compile-calendar.ts'
import { positionOf } from '../../calendar/positions.ts'
import type { WorkingTime } from '../../calendar/working-time.ts'
import { compileNetwork } from '../../network/compile-network.ts'
import { LEAF, type Network, PINNED, type ProfilePart, STARTED } from '../../network/network.ts'
import type { Plan, PlanLink, PlanTask } from '../../plan/types.ts'
import { scheduleNetwork } from '../../schedule/schedule.ts'
import { HEADER, type Layout, ROW_BYTES, ROWS_BYTES, TILE_RUNS } from '../layout.ts'
import { copyFinishes, tallyNode } from '../plain/tally.ts'
import type { Views } from '../views.ts'

export interface Finishes {
  readonly finish: Int32Array
  readonly isCritical: Uint8Array
  readonly project: number
}

/** Schedules a plan with other durations of the tasks listed, again and again. */
export function redrawableNetwork(network: Network, tasks: Int32Array): (durations: ArrayLike<number>) => Finishes {
  const copy = {
    ...network,
    duration: network.duration.slice(),
    remaining: network.remaining.slice(),
    inLag: network.inLag.slice(),
    profiles: [...network.profiles],
  }
  const edges = percentEdges(network, tasks)
  const withWork = tasksWithWork(network.plan)
  const planned = Array.from(tasks, (task) => plannedDuration(network, task, withWork))
  const whole = new Int32Array(tasks.length)
  return (durations) => {
    for (let place = 0; place < planned.length; place++) {
      whole[place] = setDuration(network, copy, planned[place] as PlannedDuration, durations[place] as number)
    }
    for (let index = 0; index < edges.length; index++) {
      const { edge, place, percent } = edges[index] as PercentEdge
      copy.inLag[edge] = Math.round(((whole[place] as number) * percent) / 100)
    }
    const { columns, finish } = scheduleNetwork(copy)
    return { finish: columns.finish, isCritical: columns.isCritical, project: finish }
  }
}

interface PlannedDuration {
  readonly node: number
  readonly minutes: number
  /** What does not change with the duration: interruptions, and delays of those assigned. */
  readonly extra: number
}

function plannedDuration(network: Network, task: number, withWork: ReadonlySet<string>): PlannedDuration {
  const { id, durationMinutes, splits = [] } = network.plan.tasks[task] as PlanTask
  const node = network.nodeOfTask[task] as number
  const gaps = splits.reduce((sum, { gapMinutes }) => sum + gapMinutes, 0)
  const extra = withWork.has(id) ? gaps : (network.duration[node] as number) - durationMinutes
  return { node, minutes: durationMinutes, extra }
}

/** Tasks whose work is given by those assigned, so that a drawn duration scales it. */
export function tasksWithWork({ assignments = [] }: Plan): ReadonlySet<string> {
  return new Set(assignments.flatMap(({ taskId, workMinutes = null }) => (workMinutes === null ? [] : [taskId])))
}

function scaled(worked: number, drawn: number, planned: number): number {
  return planned === 0 ? drawn : Math.round((worked * drawn) / planned)
}

/** Tasks whose duration may still change. */
export function isOpen(network: Network, task: number): boolean {
  const node = network.nodeOfTask[task] as number
  return node >= 0 && network.mode[node] !== PINNED && network.isActive[node] === 1
}

type Redrawn = Pick<Network, 'duration' | 'remaining'> & { profiles: (readonly ProfilePart[])[] }

/** Of a started task what is left has been drawn. Returns the task's duration. */
function setDuration(network: Network, copy: Redrawn, planned: PlannedDuration, drawn: number): number {
  const { node, minutes, extra } = planned
  const duration = network.duration[node] as number
  const worked = duration - extra
  let whole = drawn
  if (network.mode[node] === STARTED) {
    copy.remaining[node] = drawn
    copy.duration[node] = duration + drawn - (network.remaining[node] as number)
    whole = minutes + drawn - (network.remaining[node] as number)
  } else {
    copy.duration[node] = extra + scaled(worked, drawn, minutes)
    copy.remaining[node] = copy.duration[node] as number
  }
  const profile = network.profile[node] as number
  if (profile < 0) return whole
  const now = (copy.duration[node] as number) - extra
  const parts = network.profiles[profile] as readonly ProfilePart[]
  copy.profiles[profile] = parts.map((part) => ({
    ...part,
    minutes: extra + scaled(part.minutes - extra, now, worked),
  }))
  return whole
}

interface PercentEdge {
  readonly edge: number
  /** Where the predecessor is among the tasks drawn. */
  readonly place: number
  readonly percent: number
}

/** Rule 7: a percentage lag is of the duration drawn. */
function percentEdges({ plan, inLink, inNode, nodeKind, taskOfNode }: Network, tasks: Int32Array): PercentEdge[] {
  const found: PercentEdge[] = []
  const placeOf = new Map(Array.from(tasks, (task, place) => [task, place]))
  for (let edge = 0; edge < inLink.length; edge++) {
    const link = plan.links[inLink[edge] as number] as PlanLink | undefined
    const node = inNode[edge] as number
    if (link?.lagUnit !== 'percent' || nodeKind[node] !== LEAF) continue
    const place = placeOf.get(taskOfNode[node] as number)
    if (place !== undefined) found.push({ edge, place, percent: link.lagMinutes })
  }
  return found
}

/** What the general way needs of a plan; can be handed to a thread. */
export interface NetworkTiles {
  readonly plan: Plan
  /** The tasks whose durations are drawn, by number; nodes of the program are tasks. */
  readonly tasks: Int32Array
  /** Places in `tasks` of those that a branch may leave out; they are not critical in runs without them. */
  readonly optional: Int32Array
}

/** Schedules the runs of a tile and counts them. */
export function networkTiles(
  shared: NetworkTiles,
  views: Views,
  layout: Layout,
): (valid: number, offset: number) => void {
  const network = compileNetwork(shared.plan)
  const { taskCount } = network
  const redraw = redrawableNetwork(network, shared.tasks)
  const durations = new Int32Array(shared.tasks.length)
  const { tasks: axes, project } = axesOf(network)
  const zero = positionOf(project, network.plan.start)
  const zeros = axes.map((calendar) => positionOf(calendar, network.plan.start))
  const { words } = views
  const rows = layout.rows >> 2
  const dates = rows + (ROW_BYTES >> 2)
  const stride = ROWS_BYTES >> 2
  const late = layout.scratch >> 2
  const critical = new Uint8Array(taskCount * TILE_RUNS)
  return (valid, offset) => {
    for (let lane = 0; lane < valid; lane++) {
      for (let place = 0; place < shared.tasks.length; place++) {
        durations[place] = words[rows + (shared.tasks[place] as number) * stride + lane] as number
      }
      const { finish, isCritical, project: last } = redraw(durations)
      leaveOut(network, shared, durations, isCritical)
      words[(layout.projectFinish >> 2) + lane] = positionOf(project, last) - zero
      for (let task = 0; task < taskCount; task++) {
        const axis = axes[task] as WorkingTime
        words[dates + task * stride + lane] = positionOf(axis, finish[task] as number) - (zeros[task] as number)
        critical[task * TILE_RUNS + lane] = isCritical[task] as number
      }
    }
    copyFinishes(views, valid, offset)
    const slack = words[HEADER.criticalFloat] as number
    for (let task = 0; task < taskCount; task++) {
      for (let lane = 0; lane < valid; lane++) {
        const isCritical = critical[task * TILE_RUNS + lane] === 1
        words[late + lane] = (words[dates + task * stride + lane] as number) + slack + (isCritical ? 0 : 1)
      }
      tallyNode(views, task, valid)
    }
  }
}

function leaveOut(
  { isSummary, outline, parent }: Network,
  { tasks, optional }: NetworkTiles,
  durations: Int32Array,
  isCritical: Uint8Array,
): void {
  if (optional.length === 0) return
  for (const place of optional) if (durations[place] === 0) isCritical[tasks[place] as number] = 0
  for (const task of outline) if (isSummary[task] === 1) isCritical[task] = 0
  for (let place = outline.length - 1; place >= 0; place--) {
    const task = outline[place] as number
    const above = parent[task] as number
    if (above >= 0 && isCritical[task] === 1) isCritical[above] = 1
  }
}

/** What finishes are counted in: working minutes of the calendars, or of the clock where they meet. */
export interface Axes {
  readonly tasks: readonly WorkingTime[]
  readonly project: WorkingTime
}

/** A leaf is on its own calendar; summaries and the project on the one that all leaves share, if they do. */
export function axesOf({ taskCount, nodeCount, nodeKind, nodeOfTask, calendar, calendars }: Network): Axes {
  const used = new Set<number>()
  for (let node = 0; node < nodeCount; node++) if (nodeKind[node] === LEAF) used.add(calendar[node] as number)
  const [only = 0] = used
  const project = used.size > 1 ? aroundTheClock() : (calendars[only] as WorkingTime)
  const tasks: WorkingTime[] = []
  for (let task = 0; task < taskCount; task++) {
    const node = nodeOfTask[task] as number
    tasks.push(node < 0 ? project : (calendars[calendar[node] as number] as WorkingTime))
  }
  return { tasks, project }
}
