import { type Calendar, compileCalendar } from './calendar.ts'
import { CycleError, DuplicateIdError, UnknownReferenceError } from './errors.ts'
import { orderEvents } from './event-order.ts'
import { buildOutline } from './find-cycle.ts'
import type { Driver, LinkType, Minute, Plan, PlanTask } from './types.ts'

/** Where a task lies; a point in time has both the same. */
export interface Dates {
  readonly start: Minute
  readonly finish: Minute
}

/** A task in the network. The passes fill in the dates; until then they mean nothing. */
export interface TaskNode {
  readonly id: string
  readonly index: number
  readonly calendar: Calendar
  /** Working minutes; 0 for a summary. */
  readonly duration: number
  readonly isSummary: boolean
  /** A task without duration, which may stay at the end of a working period. */
  readonly isPoint: boolean
  readonly parent: TaskNode | null
  readonly children: readonly TaskNode[]
  readonly incoming: readonly LinkEdge[]
  readonly outgoing: readonly LinkEdge[]
  /** The latest "start no earlier than" of the task and the summaries above it, or null. */
  readonly notBefore: Minute | null
  early: Dates
  late: Dates
  driver: Driver
}

export interface LinkEdge {
  readonly id: string
  readonly type: LinkType
  readonly lag: number
  readonly predecessor: TaskNode
  readonly successor: TaskNode
}

/** One step of a pass: a task opens or, being a summary, closes after its children. */
export interface NetworkEvent {
  readonly node: TaskNode
  readonly side: 'open' | 'close'
}

export interface Network {
  readonly start: Minute
  readonly nodes: readonly TaskNode[]
  /** Predecessors before successors; a summary opens before and closes after its children. */
  readonly events: readonly NetworkEvent[]
}

type Draft = { -readonly [K in keyof TaskNode]: TaskNode[K] } & {
  children: TaskNode[]
  incoming: LinkEdge[]
  outgoing: LinkEdge[]
}

const UNSET: Dates = { start: 0, finish: 0 }

/**
 * Resolves all references and puts the tasks in order.
 * Throws UnknownReferenceError, DuplicateIdError, InvalidCalendarError or CycleError.
 */
export function buildNetwork(plan: Plan): Network {
  const indexById = indexTasks(plan.tasks)
  const outline = buildOutline(plan.tasks, plan.links, indexById)
  const order = orderEvents(outline)
  if (order.kind === 'circle') {
    throw new CycleError(order.tasks.map((index) => (plan.tasks[index] as PlanTask).id))
  }
  const calendarOf = calendarLookup(plan)
  const nodes = plan.tasks.map((task, index) =>
    draftNode(task, index, outline.isSummary[index] === 1, calendarOf(task)),
  )
  const events: NetworkEvent[] = []
  for (const event of order.events) {
    const isClosing = event >= nodes.length
    const node = nodes[event % nodes.length] as Draft
    if (!isClosing) attachToParent(node, nodes[outline.parent[node.index] as number] ?? null)
    if (!isClosing || node.isSummary) events.push({ node, side: isClosing ? 'close' : 'open' })
  }
  attachLinks(plan, nodes, indexById)
  return { start: plan.start, nodes, events }
}

function indexTasks(tasks: readonly PlanTask[]): Map<string, number> {
  const indexById = new Map<string, number>()
  for (const [index, task] of tasks.entries()) {
    if (indexById.has(task.id)) throw new DuplicateIdError('task', task.id)
    indexById.set(task.id, index)
  }
  return indexById
}

/** Compiles calendars when a task first uses them, so that an unused one may be without work. */
function calendarLookup(plan: Plan): (task: PlanTask) => Calendar {
  const specs = new Map(plan.calendars.map((spec) => [spec.id, spec]))
  if (specs.size < plan.calendars.length) {
    const ids = plan.calendars.map((spec) => spec.id)
    throw new DuplicateIdError('calendar', ids.find((id, index) => ids.indexOf(id) !== index) as string)
  }
  const compiled = new Map<string, Calendar>()
  const find = (id: string, referredBy: string): Calendar => {
    const known = compiled.get(id)
    if (known !== undefined) return known
    const spec = specs.get(id)
    if (spec === undefined) throw new UnknownReferenceError('calendar', id, referredBy)
    const calendar = compileCalendar(spec)
    compiled.set(id, calendar)
    return calendar
  }
  find(plan.calendarId, 'the plan')
  return (task) => find(task.calendarId ?? plan.calendarId, `task ${task.id}`)
}

function draftNode(task: PlanTask, index: number, isSummary: boolean, calendar: Calendar): Draft {
  const duration = isSummary ? 0 : task.durationMinutes
  return {
    id: task.id,
    index,
    calendar,
    duration,
    isSummary,
    isPoint: !isSummary && duration === 0,
    parent: null,
    children: [],
    incoming: [],
    outgoing: [],
    notBefore: task.startNoEarlierThan,
    early: UNSET,
    late: UNSET,
    driver: { kind: 'project-start' },
  }
}

/** Parents come first in the order, so that their own "not before" already has that of theirs. */
function attachToParent(node: Draft, parent: Draft | null): void {
  if (parent === null) return
  node.parent = parent
  parent.children.push(node)
  if (parent.notBefore !== null) node.notBefore = Math.max(parent.notBefore, node.notBefore ?? parent.notBefore)
}

function attachLinks(plan: Plan, nodes: readonly Draft[], indexById: ReadonlyMap<string, number>): void {
  for (const link of plan.links) {
    const predecessor = nodes[indexById.get(link.predecessorId) as number] as Draft
    const successor = nodes[indexById.get(link.successorId) as number] as Draft
    const edge: LinkEdge = { id: link.id, type: link.type, lag: link.lagMinutes, predecessor, successor }
    predecessor.outgoing.push(edge)
    successor.incoming.push(edge)
  }
}
