import { CycleError, InvalidInputError } from '../errors.ts'
import { planOptions } from '../plan/options.ts'
import type { ConstraintKind, Plan, PlanLink, PlanOptions, PlanTask } from '../plan/types.ts'
import { CalendarRegistry } from './calendar-registry.ts'
import { collectEdges, type Edges } from './edges.ts'
import { linkedTasks, successorsOf } from './find-cycle.ts'
import {
  AS_LATE_AS_POSSIBLE,
  AS_SOON_AS_POSSIBLE,
  COLLECTOR,
  COMPOSITE,
  ELAPSED,
  FINISH_NO_EARLIER_THAN,
  FINISH_NO_LATER_THAN,
  GATE,
  LEAF,
  MUST_FINISH_ON,
  MUST_START_ON,
  type Network,
  NO_MAXIMUM,
  NO_MINIMUM,
  PINNED,
  PLAIN,
  type ProfilePart,
  START_NO_EARLIER_THAN,
  START_NO_LATER_THAN,
  STARTED,
} from './network.ts'
import { buildOutline, type Outline } from './outline.ts'
import { placements } from './profile.ts'
import { orderPoints } from './topological-order.ts'

const CONSTRAINTS: Readonly<Record<ConstraintKind, number>> = {
  asSoonAsPossible: AS_SOON_AS_POSSIBLE,
  asLateAsPossible: AS_LATE_AS_POSSIBLE,
  startNoEarlierThan: START_NO_EARLIER_THAN,
  startNoLaterThan: START_NO_LATER_THAN,
  finishNoEarlierThan: FINISH_NO_EARLIER_THAN,
  finishNoLaterThan: FINISH_NO_LATER_THAN,
  mustStartOn: MUST_START_ON,
  mustFinishOn: MUST_FINISH_ON,
}

/** No duration, lag or delay is longer: a thousand years of minutes. */
const MOST_MINUTES = 525_960_000

/**
 * Resolves all ids and puts the tasks in order. Throws UnknownReferenceError, DuplicateIdError,
 * InvalidCalendarError, InvalidInputError, or CycleError with the tasks of a circle.
 */
export function compileNetwork(plan: Plan): Network {
  const outline = buildOutline(plan.tasks)
  if (outline.circle !== null) throw cycleError(plan, outline.circle)
  const edges = collectEdges(outline, plan.links, (task) => plan.tasks[task]?.isActive === false)
  const order = orderPoints(edges)
  if (order.kind === 'circle')
    throw cycleError(plan, linkedTasks(outline, edges, order.edges, successorsOf(outline, plan.links)))
  const options = planOptions(plan)
  const registry = new CalendarRegistry(plan)
  const nodes = buildNodes(plan, options, outline, registry, order.points)
  const links = buildLinks(plan, options, edges, order.points, nodes, registry)
  return {
    plan,
    options,
    taskCount: plan.tasks.length,
    nodeCount: order.points.length,
    indexById: outline.indexById,
    parent: outline.parent,
    isSummary: outline.isSummary,
    outline: outline.order,
    summaryCalendar: summaryCalendars(plan, outline, registry),
    calendars: registry.calendars,
    ...nodes,
    ...links,
  }
}

/** By task: a summary's own calendar or the project's (rule 22). */
function summaryCalendars(plan: Plan, { isSummary }: Outline, registry: CalendarRegistry): Int32Array {
  const calendars = new Int32Array(plan.tasks.length)
  for (let task = 0; task < calendars.length; task += 1) {
    const { id, calendarId } = plan.tasks[task] as PlanTask
    if (isSummary[task] === 1 && calendarId !== null) calendars[task] = registry.numberOf(calendarId, `task ${id}`)
  }
  return calendars
}

function cycleError(plan: Plan, circle: readonly number[]): CycleError {
  return new CycleError(circle.map((task) => (plan.tasks[task] as PlanTask).id))
}

type NodeArrays = Pick<
  Network,
  | 'nodeKind'
  | 'taskOfNode'
  | 'nodeOfTask'
  | 'calendar'
  | 'floatCalendar'
  | 'duration'
  | 'mode'
  | 'isActive'
  | 'earliest'
  | 'constraint'
  | 'constraintDate'
  | 'deadline'
  | 'levelingDelay'
  | 'pinnedStart'
  | 'pinnedFinish'
  | 'remaining'
  | 'resume'
  | 'isComplete'
  | 'profile'
  | 'profiles'
  | 'hasLateTasks'
>

function emptyNodes(nodes: number, tasks: number) {
  return {
    nodeKind: new Uint8Array(nodes),
    taskOfNode: new Int32Array(nodes),
    nodeOfTask: new Int32Array(tasks).fill(-1),
    calendar: new Int32Array(nodes),
    floatCalendar: new Int32Array(nodes),
    duration: new Int32Array(nodes),
    mode: new Uint8Array(nodes),
    isActive: new Uint8Array(nodes).fill(1),
    earliest: new Int32Array(nodes).fill(NO_MINIMUM),
    constraint: new Uint8Array(nodes),
    constraintDate: new Int32Array(nodes),
    deadline: new Int32Array(nodes).fill(NO_MAXIMUM),
    levelingDelay: new Int32Array(nodes),
    pinnedStart: new Int32Array(nodes).fill(NO_MINIMUM),
    pinnedFinish: new Int32Array(nodes).fill(NO_MINIMUM),
    remaining: new Int32Array(nodes),
    resume: new Int32Array(nodes).fill(NO_MINIMUM),
    isComplete: new Uint8Array(nodes),
    profile: new Int32Array(nodes).fill(-1),
  }
}

function buildNodes(
  plan: Plan,
  options: PlanOptions,
  outline: Outline,
  registry: CalendarRegistry,
  points: Int32Array,
): NodeArrays {
  const size = plan.tasks.length
  const nodes = emptyNodes(points.length, size)
  const profiles: (readonly ProfilePart[])[] = []
  const placementOf = placements(plan, registry, (id) => outline.indexById.has(id))
  const notBefore = inheritedMinimum(plan, outline)
  const statusDate = options.statusDateMovesWork ? (plan.statusDate ?? NO_MINIMUM) : NO_MINIMUM
  const isFromFinish = plan.scheduleFrom === 'finish'
  let hasLateTasks = false
  for (let node = 0; node < points.length; node += 1) {
    const point = points[node] as number
    const index = point % size
    const task = plan.tasks[index] as PlanTask
    nodes.taskOfNode[node] = index
    if (outline.isSummary[index] === 1) {
      nodes.nodeKind[node] = point < size ? GATE : COLLECTOR
      nodes.calendar[node] = registry.numberOf(task.calendarId ?? plan.calendarId, `task ${task.id}`)
      nodes.floatCalendar[node] = nodes.calendar[node] as number
      continue
    }
    nodes.nodeKind[node] = LEAF
    nodes.nodeOfTask[index] = node
    checkAmount('task', task.id, 'a duration', task.durationMinutes, 0)
    const { calendar, duration, parts } = placementOf(task)
    nodes.calendar[node] = calendar
    nodes.floatCalendar[node] =
      task.isElapsed === true ? calendar : registry.numberOf(task.calendarId ?? plan.calendarId, `task ${task.id}`)
    nodes.duration[node] = duration
    nodes.remaining[node] = duration
    nodes.earliest[node] = Math.max(statusDate, notBefore[index] as number)
    nodes.mode[node] = PLAIN
    if (parts !== null) {
      nodes.mode[node] = COMPOSITE
      nodes.profile[node] = profiles.length
      profiles.push(parts)
    }
    if (task.isActive === false) nodes.isActive[node] = 0
    if (task.deadline !== undefined && task.deadline !== null) nodes.deadline[node] = task.deadline
    if (task.levelingDelayMinutes !== undefined) {
      nodes.levelingDelay[node] = checkAmount('task', task.id, 'a leveling delay', task.levelingDelayMinutes, 0)
    }
    if (setConstraint(nodes, node, task, isFromFinish)) hasLateTasks = true
    if (task.manual) setManual(nodes, node, task)
    if (task.progress) setProgress(nodes, node, task, statusDate)
  }
  return { ...nodes, profiles, hasLateTasks }
}

/** By task: "start no earlier than" of the task and of the summaries above it. */
function inheritedMinimum(plan: Plan, { order, parent }: Outline): Int32Array {
  const minimum = new Int32Array(plan.tasks.length).fill(NO_MINIMUM)
  for (const index of order) {
    const { constraint } = plan.tasks[index] as PlanTask
    const above = parent[index] as number
    const own = constraint?.kind === 'startNoEarlierThan' ? (constraint.date ?? NO_MINIMUM) : NO_MINIMUM
    minimum[index] = above < 0 ? own : Math.max(own, minimum[above] as number)
  }
  return minimum
}

type Nodes = ReturnType<typeof emptyNodes>

/** Tells whether the task lies as late as possible. */
function setConstraint(nodes: Nodes, node: number, task: PlanTask, isFromFinish: boolean): boolean {
  const kind = task.constraint?.kind ?? (isFromFinish ? 'asLateAsPossible' : 'asSoonAsPossible')
  const code = CONSTRAINTS[kind]
  if (code === undefined) throw new InvalidInputError('task', task.id, `has a constraint of an unknown kind: ${kind}`)
  nodes.constraint[node] = code
  if (code === AS_SOON_AS_POSSIBLE || code === AS_LATE_AS_POSSIBLE) return code === AS_LATE_AS_POSSIBLE
  const date = task.constraint?.date ?? null
  if (date === null) throw new InvalidInputError('task', task.id, `has a constraint ${kind} without a date`)
  nodes.constraintDate[node] = date
  return false
}

/** Rule 23. A date that is missing follows from the other one; without both the task is a plain one. */
function setManual(nodes: Nodes, node: number, task: PlanTask): void {
  const { start = null, finish = null } = task.manual ?? {}
  if (start === null && finish === null) return
  if (start !== null && finish !== null && finish < start) {
    throw new InvalidInputError('task', task.id, 'is set by hand to finish before it starts')
  }
  nodes.mode[node] = PINNED
  nodes.pinnedStart[node] = start ?? NO_MINIMUM
  nodes.pinnedFinish[node] = finish ?? NO_MINIMUM
}

/** Rules 9, 26 and 28. */
function setProgress(nodes: Nodes, node: number, task: PlanTask, statusDate: number): void {
  const { actualStart, actualFinish, doneMinutes, resume = null } = task.progress as NonNullable<PlanTask['progress']>
  if (actualStart === null) {
    if (actualFinish === null && doneMinutes === 0) return
    throw new InvalidInputError('task', task.id, 'has progress without an actual start')
  }
  const done = checkAmount('task', task.id, 'done minutes', doneMinutes, 0)
  nodes.pinnedStart[node] = actualStart
  if (actualFinish !== null) {
    if (actualFinish < actualStart) throw new InvalidInputError('task', task.id, 'has finished before it started')
    nodes.mode[node] = PINNED
    nodes.pinnedFinish[node] = actualFinish
    nodes.isComplete[node] = 1
    nodes.remaining[node] = 0
    return
  }
  if (nodes.mode[node] === PINNED) return
  nodes.mode[node] = STARTED
  nodes.remaining[node] = Math.max(0, (nodes.duration[node] as number) - done)
  nodes.resume[node] = Math.max(resume ?? NO_MINIMUM, statusDate)
}

type LinkArrays = Pick<
  Network,
  'inOffset' | 'inNode' | 'inType' | 'inLag' | 'inLagCalendar' | 'inLink' | 'outOffset' | 'outNode' | 'outEdge'
>

function buildLinks(
  plan: Plan,
  options: PlanOptions,
  edges: Edges,
  points: Int32Array,
  nodes: NodeArrays,
  registry: CalendarRegistry,
): LinkArrays {
  const nodeCount = points.length
  const { count } = edges
  const nodeOfPoint = new Int32Array(edges.used.length)
  for (let node = 0; node < nodeCount; node += 1) nodeOfPoint[points[node] as number] = node
  const links = {
    inOffset: offsets(edges.to, count, nodeOfPoint, nodeCount),
    inNode: new Int32Array(count),
    inType: new Uint8Array(count),
    inLag: new Int32Array(count),
    inLagCalendar: new Int32Array(count),
    inLink: new Int32Array(count),
    outOffset: offsets(edges.from, count, nodeOfPoint, nodeCount),
    outNode: new Int32Array(count),
    outEdge: new Int32Array(count),
  }
  const ownCalendar = (node: number): number => {
    const task = plan.tasks[nodes.taskOfNode[node] as number] as PlanTask
    return registry.numberOf(task.calendarId ?? plan.calendarId, `task ${task.id}`)
  }
  const nextIn = links.inOffset.slice(0, nodeCount)
  for (let edge = 0; edge < count; edge += 1) {
    const to = nodeOfPoint[edges.to[edge] as number] as number
    const from = nodeOfPoint[edges.from[edge] as number] as number
    const place = nextIn[to] as number
    nextIn[to] = place + 1
    const link = edges.link[edge] as number
    links.inNode[place] = from
    links.inType[place] = edges.type[edge] as number
    links.inLink[place] = link
    const { lagMinutes, lagUnit } = link < 0 ? NO_LAG : (plan.links[link] as PlanLink)
    if (lagMinutes === 0) continue
    links.inLag[place] = lagOf(plan, plan.links[link] as PlanLink, nodes.taskOfNode[from] as number)
    links.inLagCalendar[place] =
      lagUnit === 'elapsed' || (lagUnit === 'percent' && isElapsed(plan, nodes.taskOfNode[from] as number))
        ? ELAPSED
        : lagCalendar(options, ownCalendar(from), ownCalendar(to))
  }
  const nextOut = links.outOffset.slice(0, nodeCount)
  for (let node = 0; node < nodeCount; node += 1) {
    const end = links.inOffset[node + 1] as number
    for (let edge = links.inOffset[node] as number; edge < end; edge += 1) {
      const from = links.inNode[edge] as number
      const place = nextOut[from] as number
      nextOut[from] = place + 1
      links.outNode[place] = node
      links.outEdge[place] = edge
    }
  }
  return links
}

const NO_LAG: Pick<PlanLink, 'lagMinutes' | 'lagUnit'> = { lagMinutes: 0 }

function offsets(ends: Int32Array, count: number, nodeOfPoint: Int32Array, nodeCount: number): Int32Array {
  const offset = new Int32Array(nodeCount + 1)
  for (let edge = 0; edge < count; edge += 1) {
    const node = nodeOfPoint[ends[edge] as number] as number
    offset[node + 1] = (offset[node + 1] as number) + 1
  }
  for (let node = 0; node < nodeCount; node += 1) {
    offset[node + 1] = (offset[node + 1] as number) + (offset[node] as number)
  }
  return offset
}

/** Rule 7: a percentage is of the predecessor's duration. */
function lagOf(plan: Plan, link: PlanLink, predecessor: number): number {
  const lag =
    link.lagUnit === 'percent'
      ? Math.round(((plan.tasks[predecessor] as PlanTask).durationMinutes * link.lagMinutes) / 100)
      : link.lagMinutes
  return checkAmount('link', link.id, 'a lag', lag, -MOST_MINUTES)
}

function isElapsed(plan: Plan, task: number): boolean {
  return (plan.tasks[task] as PlanTask).isElapsed === true
}

function lagCalendar({ lagCalendar: whose }: PlanOptions, predecessor: number, successor: number): number {
  if (whose === 'successor') return successor
  if (whose === 'predecessor') return predecessor
  return whose === 'project' ? 0 : ELAPSED
}

function checkAmount(kind: 'task' | 'link', id: string, what: string, minutes: number, least: number): number {
  if (Number.isInteger(minutes) && minutes >= least && minutes <= MOST_MINUTES) return minutes
  throw new InvalidInputError(kind, id, `has ${what} of ${minutes} minutes; whole numbers from ${least} are possible`)
}
