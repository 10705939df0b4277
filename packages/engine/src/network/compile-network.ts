import { CycleError } from '../errors.ts'
import { planOptions } from '../plan/options.ts'
import { isInProgress } from '../plan/progress.ts'
import type { Plan, PlanTask } from '../plan/types.ts'
import { CalendarRegistry } from './calendar-registry.ts'
import { checkPlanDates } from './check-dates.ts'
import { buildLinks, LagCompiler } from './compile-links.ts'
import { emptyNodes, type NodeArrays, NodeCompiler } from './compile-nodes.ts'
import { collectEdges } from './edges.ts'
import { linkedTasks } from './find-cycle.ts'
import { AS_LATE_AS_POSSIBLE, COLLECTOR, GATE, type Network } from './network.ts'
import { buildOutline, type Outline } from './outline.ts'
import { orderPoints } from './topological-order.ts'

/**
 * Resolves all ids and puts the tasks in order. Throws UnknownReferenceError, DuplicateIdError,
 * InvalidCalendarError, InvalidInputError, or CycleError with the tasks of a circle.
 */
export function compileNetwork(plan: Plan): Network {
  return compileParts(plan).network
}

/** The network, and what turns a task that is edited later into its node. Throws as `compileNetwork`. */
export function compileParts(plan: Plan): { readonly network: Network; readonly compiler: NodeCompiler } {
  checkPlanDates(plan)
  const outline = buildOutline(plan.tasks)
  if (outline.circle !== null) throw cycleError(plan, outline.circle)
  const edges = collectEdges(outline, plan.links, inactiveTasks(plan), (task) =>
    isInProgress(plan.tasks[task] as PlanTask),
  )
  const order = orderPoints(edges)
  if (order.kind === 'circle') throw cycleError(plan, linkedTasks(edges, order.edges))
  const options = planOptions(plan)
  const registry = new CalendarRegistry(plan)
  const nodeCount = order.points.length
  const nodeOfPoint = new Int32Array(edges.used.length).fill(-1)
  for (let node = 0; node < nodeCount; node += 1) nodeOfPoint[order.points[node] as number] = node
  const compiler = new NodeCompiler(plan, options, outline, registry)
  const nodes = fillNodes(compiler, outline, nodeOfPoint, nodeCount)
  const links = buildLinks(edges, order, nodeOfPoint, new LagCompiler(plan, options, edges.links, nodes, compiler))
  const network: Network = {
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
    hasLateTasks: nodes.constraint.includes(AS_LATE_AS_POSSIBLE),
  }
  return { network, compiler }
}

/** By task and not by node: the tasks lie in memory in their own order. */
function fillNodes(compiler: NodeCompiler, outline: Outline, nodeOfPoint: Int32Array, nodeCount: number): NodeArrays {
  const { tasks } = compiler.plan
  const size = tasks.length
  const nodes = emptyNodes(nodeCount, size)
  for (let index = 0; index < size; index += 1) {
    const node = nodeOfPoint[index] as number
    if (outline.isSummary[index] === 0) {
      compiler.fill(nodes, node, index)
      continue
    }
    const own = compiler.ownCalendar(tasks[index] as PlanTask)
    const collector = nodeOfPoint[size + index] as number
    if (node >= 0) setPoint(nodes, node, GATE, index, own)
    if (collector >= 0) setPoint(nodes, collector, COLLECTOR, index, own)
  }
  return nodes
}

function setPoint(nodes: NodeArrays, node: number, kind: number, task: number, calendar: number): void {
  nodes.nodeKind[node] = kind
  nodes.taskOfNode[node] = task
  nodes.calendar[node] = calendar
  nodes.floatCalendar[node] = calendar
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

/** By task; null when all are active. */
function inactiveTasks({ tasks }: Plan): Uint8Array | null {
  let isOff: Uint8Array | null = null
  for (let task = 0; task < tasks.length; task += 1) {
    if ((tasks[task] as PlanTask).isActive !== false) continue
    isOff ??= new Uint8Array(tasks.length)
    isOff[task] = 1
  }
  return isOff
}

function cycleError(plan: Plan, circle: readonly number[]): CycleError {
  return new CycleError(circle.map((task) => (plan.tasks[task] as PlanTask).id))
}
