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
  MUST_FINISH_ON,
  MUST_START_ON,
  type Network,
  NO_MAXIMUM,
  NO_MINIMUM,
  PINNED,
  type ProfilePart,
  START_NO_EARLIER_THAN,
  START_NO_LATER_THAN,
  STARTED,
} from './network.ts'
import { buildOutline, type Outline } from './outline.ts'
import { assignedPlacement, totalMinutes, workAssignments } from './profile.ts'
import { type Incoming, orderPoints } from './topological-order.ts'

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
  const nodeCount = order.points.length
  const nodeOfPoint = new Int32Array(edges.used.length).fill(-1)
  for (let node = 0; node < nodeCount; node += 1) nodeOfPoint[order.points[node] as number] = node
  const nodes = buildNodes(plan, options, outline, registry, nodeOfPoint, nodeCount)
  const links = buildLinks(plan, options, edges, order, nodeOfPoint, nodes, registry)
  return {
    plan,
    options,
    taskCount: plan.tasks.length,
    nodeCount,
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
    if (isSummary[task] === 1 && calendarId !== null) calendars[task] = registry.numberOf(calendarId, 'task', id)
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
  nodeOfPoint: Int32Array,
  nodeCount: number,
): NodeArrays {
  const { tasks } = plan
  const size = tasks.length
  const nodes = emptyNodes(nodeCount, size)
  const profiles: (readonly ProfilePart[])[] = []
  const assignments = workAssignments(plan, (id) => outline.indexById.has(id))
  const notBefore = inheritedMinimum(plan, outline)
  const statusDate = options.statusDateMovesWork ? (plan.statusDate ?? NO_MINIMUM) : NO_MINIMUM
  const isFromFinish = plan.scheduleFrom === 'finish'
  let hasLateTasks = false
  // By task and not by node: the tasks lie in memory in their own order.
  for (let index = 0; index < size; index += 1) {
    const task = tasks[index] as PlanTask
    const own = task.calendarId === null ? 0 : registry.numberOf(task.calendarId, 'task', task.id)
    const node = nodeOfPoint[index] as number
    if (outline.isSummary[index] === 1) {
      setSummary(nodes, index, own, node, nodeOfPoint[size + index] as number)
      continue
    }
    const { durationMinutes } = task
    checkAmount('task', task.id, 'a duration', durationMinutes, 0)
    const calendar = task.isElapsed === true ? registry.aroundTheClock() : own
    nodes.taskOfNode[node] = index
    nodes.nodeOfTask[index] = node
    nodes.floatCalendar[node] = calendar
    nodes.calendar[node] = calendar
    nodes.duration[node] = totalMinutes(task)
    nodes.earliest[node] = Math.max(statusDate, notBefore[index] as number)
    const assigned = assignments.size === 0 || task.isElapsed === true ? undefined : assignments.get(task.id)
    if (assigned !== undefined && durationMinutes > 0) {
      const placement = assignedPlacement(task, own, assigned, registry)
      nodes.calendar[node] = placement.calendar
      nodes.duration[node] = placement.duration
      if (placement.parts !== null) {
        nodes.mode[node] = COMPOSITE
        nodes.profile[node] = profiles.length
        profiles.push(placement.parts)
      }
    }
    nodes.remaining[node] = nodes.duration[node] as number
    if (task.isActive === false) nodes.isActive[node] = 0
    if (task.deadline !== undefined && task.deadline !== null) nodes.deadline[node] = task.deadline
    if (task.levelingDelayMinutes !== undefined) {
      nodes.levelingDelay[node] = checkAmount('task', task.id, 'a leveling delay', task.levelingDelayMinutes, 0)
    }
    if ((isFromFinish || task.constraint) && setConstraint(nodes, node, task, isFromFinish)) hasLateTasks = true
    if (task.manual) setManual(nodes, node, task)
    if (task.progress) setProgress(nodes, node, task, statusDate)
  }
  return { ...nodes, profiles, hasLateTasks }
}

function setSummary(nodes: Nodes, task: number, calendar: number, gate: number, collector: number): void {
  if (gate >= 0) setPoint(nodes, gate, GATE, task, calendar)
  if (collector >= 0) setPoint(nodes, collector, COLLECTOR, task, calendar)
}

function setPoint(nodes: Nodes, node: number, kind: number, task: number, calendar: number): void {
  nodes.nodeKind[node] = kind
  nodes.taskOfNode[node] = task
  nodes.calendar[node] = calendar
  nodes.floatCalendar[node] = calendar
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
  { points, incoming }: { readonly points: Int32Array; readonly incoming: Incoming },
  nodeOfPoint: Int32Array,
  nodes: NodeArrays,
  registry: CalendarRegistry,
): LinkArrays {
  const nodeCount = points.length
  const { count } = edges
  const links = {
    inOffset: new Int32Array(nodeCount + 1),
    inNode: new Int32Array(count),
    inType: new Uint8Array(count),
    inLag: new Int32Array(count),
    inLagCalendar: new Int32Array(count),
    inLink: new Int32Array(count),
    outOffset: new Int32Array(nodeCount + 1),
    outNode: new Int32Array(count),
    outEdge: new Int32Array(count),
  }
  const ownCalendar = (node: number): number => {
    const task = plan.tasks[nodes.taskOfNode[node] as number] as PlanTask
    if (task.isElapsed !== true) return nodes.floatCalendar[node] as number
    return task.calendarId === null ? 0 : registry.numberOf(task.calendarId, 'task', task.id)
  }
  const { outOffset } = links
  let place = 0
  for (let node = 0; node < nodeCount; node += 1) {
    const point = points[node] as number
    const end = incoming.offset[point + 1] as number
    for (let at = incoming.offset[point] as number; at < end; at += 1) {
      const edge = incoming.edge[at] as number
      const from = nodeOfPoint[edges.from[edge] as number] as number
      const link = edges.link[edge] as number
      links.inNode[place] = from
      links.inType[place] = edges.type[edge] as number
      links.inLink[place] = link
      outOffset[from + 1] = (outOffset[from + 1] as number) + 1
      if (link >= 0 && (plan.links[link] as PlanLink).lagMinutes !== 0) {
        const { lagUnit } = plan.links[link] as PlanLink
        links.inLag[place] = lagOf(plan, plan.links[link] as PlanLink, nodes.taskOfNode[from] as number)
        links.inLagCalendar[place] =
          lagUnit === 'elapsed' || (lagUnit === 'percent' && isElapsed(plan, nodes.taskOfNode[from] as number))
            ? ELAPSED
            : lagCalendar(options, ownCalendar(from), ownCalendar(node))
      }
      place += 1
    }
    links.inOffset[node + 1] = place
  }
  listOutgoing(links, nodeCount)
  return links
}

/** `outOffset` holds the number of edges that leave each node, one place further on. */
function listOutgoing({ inOffset, inNode, outOffset, outNode, outEdge }: LinkArrays, nodeCount: number): void {
  for (let node = 0; node < nodeCount; node += 1) {
    outOffset[node + 1] = (outOffset[node + 1] as number) + (outOffset[node] as number)
  }
  const next = outOffset.slice(0, nodeCount)
  for (let node = 0; node < nodeCount; node += 1) {
    const end = inOffset[node + 1] as number
    for (let edge = inOffset[node] as number; edge < end; edge += 1) {
      const from = inNode[edge] as number
      const place = next[from] as number
      next[from] = place + 1
      outNode[place] = node
      outEdge[place] = edge
    }
  }
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
