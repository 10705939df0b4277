// A schedule that follows edits: what an edit cannot reach is not looked at again. Dates spread from
// the edited tasks along the links, forwards and then backwards, in topological order, and stop where
// nothing changes; the result is that of a full pass, bit for bit.
import { UnknownReferenceError } from '../errors.ts'
import { compileParts } from '../network/compile-network.ts'
import type { NodeCompiler } from '../network/compile-nodes.ts'
import { FINISH_FINISH, FINISH_START, LEAF, type Network, PLAIN } from '../network/network.ts'
import { isInProgress } from '../plan/progress.ts'
import type { Plan, PlanLink, PlanTask } from '../plan/types.ts'
import { placeLate } from './backward-pass.ts'
import { type ScheduleColumns, setLeaf } from './columns.ts'
import { criticalNodes, isCriticalByFloat } from './critical.ts'
import type { Dates } from './dates.ts'
import { DirtyNodes } from './dirty-nodes.ts'
import { type Floats, floatOf } from './floats.ts'
import { latestFinish, placeEarly } from './forward-pass.ts'
import { type Computed, computeSchedule, Schedule } from './schedule.ts'
import { SummaryRows } from './summary-rows.ts'

/** Tasks and links as they are to be from now on, found by their ids. */
export interface PlanEdit {
  readonly tasks?: readonly PlanTask[]
  readonly links?: readonly PlanLink[]
}

/**
 * `changed` are indexes of tasks, summaries too, whose row differs from before; null when the plan
 * was computed anew and any may. An earlier `schedule` of the same plan shows the new dates as well.
 */
export interface EditOutcome {
  readonly schedule: Schedule
  readonly changed: readonly number[] | null
}

export class LiveSchedule {
  #plan: OwnPlan
  #network: Network
  #compiler: NodeCompiler
  #computed: Computed
  #summaries: SummaryRows
  #linkIndex: ReadonlyMap<string, number> | null = null

  /** Throws what `schedule` throws. */
  constructor(plan: Plan) {
    this.#plan = { ...plan, tasks: [...plan.tasks], links: [...plan.links] }
    const { network, compiler } = compileParts(this.#plan)
    this.#network = network
    this.#compiler = compiler
    this.#computed = computeSchedule(network)
    this.#summaries = new SummaryRows(network)
  }

  get schedule(): Schedule {
    return this.#computed.schedule
  }

  /**
   * Puts edited tasks and links in the place of those with the same ids. Values of leaves spread
   * from where they are; what changes the network itself (ends of links, outline, calendars,
   * activity) is computed anew. Throws what `schedule` throws; the plan stays as it was then.
   */
  edit({ tasks = [], links = [] }: PlanEdit): EditOutcome {
    const indexes = tasks.map((task) => this.#indexOf(task))
    const before = indexes.map((index) => this.#plan.tasks[index] as PlanTask)
    if (links.length > 0 || tasks.some((task, at) => this.#isStructural(before[at] as PlanTask, task))) {
      return this.#recompute(tasks, indexes, links)
    }
    try {
      for (const [at, index] of indexes.entries()) this.#refill(index, tasks[at] as PlanTask)
      return this.#spread(indexes)
    } catch (error) {
      for (const [at, index] of indexes.entries()) this.#plan.tasks[index] = before[at] as PlanTask
      this.#start(this.#plan)
      throw error
    }
  }

  #indexOf({ id }: PlanTask): number {
    const index = this.#network.indexById.get(id)
    if (index === undefined) throw new UnknownReferenceError('task', id, 'an edit')
    return index
  }

  /** Whether more than the values of one node follow from an edit of a task. */
  #isStructural(before: PlanTask, after: PlanTask): boolean {
    const { hasLateTasks, indexById, isSummary, options, plan, nodeOfTask, outOffset, outEdge } = this.#network
    const index = indexById.get(after.id) as number
    if (options.honorsProjectFinish) return true
    if (plan.scheduleFrom === 'finish' || hasLateTasks || after.constraint?.kind === 'asLateAsPossible') return true
    if (isSummary[index] === 1 || before.parentId !== after.parentId || before.calendarId !== after.calendarId)
      return true
    if (before.isElapsed !== after.isElapsed || before.isActive !== after.isActive) return true
    if (isInProgress(before) !== isInProgress(after)) return true
    if (before.durationMinutes === after.durationMinutes) return false
    // A lag in percent follows the duration of its predecessor.
    const node = nodeOfTask[index] as number
    const edges = outEdge.subarray(outOffset[node], outOffset[node + 1])
    return edges.some((edge) => this.#hasPercentLag(edge))
  }

  #hasPercentLag(edge: number): boolean {
    const link = this.#network.inLink[edge] as number
    return link >= 0 && this.#plan.links[link]?.lagUnit === 'percent'
  }

  #recompute(tasks: readonly PlanTask[], indexes: readonly number[], links: readonly PlanLink[]): EditOutcome {
    const next = { ...this.#plan, tasks: [...this.#plan.tasks], links: [...this.#plan.links] }
    for (const [at, index] of indexes.entries()) next.tasks[index] = tasks[at] as PlanTask
    for (const link of links) next.links[this.#indexOfLink(link)] = link
    this.#start(next)
    return { schedule: this.schedule, changed: null }
  }

  #indexOfLink({ id }: PlanLink): number {
    this.#linkIndex ??= new Map(this.#plan.links.map((link, index) => [link.id, index]))
    const index = this.#linkIndex.get(id)
    if (index === undefined) throw new UnknownReferenceError('link', id, 'an edit')
    return index
  }

  #start(plan: OwnPlan): void {
    const { network, compiler } = compileParts(plan)
    const computed = computeSchedule(network)
    this.#plan = plan
    this.#network = network
    this.#compiler = compiler
    this.#computed = computed
    this.#summaries = new SummaryRows(network)
  }

  #refill(index: number, task: PlanTask): void {
    const { nodeOfTask, parent } = this.#network
    this.#plan.tasks[index] = task
    this.#compiler.refill(this.#network, nodeOfTask[index] as number, index, parent[index] as number)
  }

  #spread(indexes: readonly number[]): EditOutcome {
    const network = this.#network
    const { schedule, floats, critical } = this.#computed
    const edited = indexes.map((index) => network.nodeOfTask[index] as number)
    const spread = new Spread(network, schedule.dates, floats, schedule)
    const finish = spread.run(edited)
    if (finish === null) return this.#passAgain()
    const span = { start: schedule.start, finish }
    const touched = this.#updateCritical(spread.touched, critical, span)
    const next = new Schedule(network, schedule.dates, schedule.columns, span)
    this.#computed = { schedule: next, floats, critical }
    return { schedule: next, changed: this.#updateRows(touched, spread.hasNewLimits) }
  }

  /** Both passes in full, for an edit that reaches much of the plan. */
  #passAgain(): EditOutcome {
    const before = this.schedule.columns
    this.#computed = computeSchedule(this.#network)
    return { schedule: this.schedule, changed: differingRows(before, this.schedule.columns) }
  }

  #updateCritical(touched: ReadonlySet<number>, critical: Uint8Array, span: Span): ReadonlySet<number> {
    const { schedule, floats } = this.#computed
    if (this.#network.options.criticalBy === 'totalFloat') {
      for (const node of touched) critical[node] = isCriticalByFloat(this.#network, floats, node) ? 1 : 0
      return touched
    }
    const all = new Set(touched)
    for (const [node, value] of criticalNodes(this.#network, schedule.dates, floats, span).entries()) {
      if (critical[node] === value) continue
      critical[node] = value
      all.add(node)
    }
    return all
  }

  #updateRows(touched: ReadonlySet<number>, hasNewLimits: boolean): number[] {
    const { schedule, floats, critical } = this.#computed
    const { columns, dates } = schedule
    const { taskOfNode, nodeKind } = this.#network
    const changed: number[] = []
    for (const node of touched) {
      if (nodeKind[node] !== LEAF) continue
      const task = taskOfNode[node] as number
      if (changes(columns, task, () => setLeaf(columns, task, node, dates, floats, critical))) changed.push(task)
    }
    const summaries = new Set(this.#summaries.above(changed))
    if (hasNewLimits) for (const summary of this.#summaries.withCollector()) summaries.add(summary)
    for (const summary of summaries) {
      if (changes(columns, summary, () => this.#summaries.refresh(columns, floats, summary))) changed.push(summary)
    }
    return changed
  }
}

type OwnPlan = Plan & { readonly tasks: PlanTask[]; readonly links: PlanLink[] }

type Span = { readonly start: number; readonly finish: number }

/** Whether a row is another one after it was set. */
function changes(columns: ScheduleColumns, task: number, set: () => void): boolean {
  const all = Object.values(columns) as (Int32Array | Uint8Array)[]
  const before = all.map((column) => column[task])
  set()
  return all.some((column, at) => column[task] !== before[at])
}

function differingRows(before: ScheduleColumns, after: ScheduleColumns): number[] {
  const rows: number[] = []
  const names = Object.keys(before) as (keyof ScheduleColumns)[]
  const pairs = names.map((name) => [before[name], after[name]] as const)
  for (let row = 0; row < before.start.length; row += 1) {
    for (const [old, now] of pairs) {
      if (old[row] === now[row]) continue
      rows.push(row)
      break
    }
  }
  return rows
}

/** An edit that reaches more than this share of the nodes is left to a full pass. */
const WIDE = 1 / 8
const SMALL = 4

/** One edit on its way through the network. */
class Spread {
  readonly #network: Network
  readonly #dates: Dates
  readonly #floats: Floats
  readonly #project: Span
  /** Nodes whose dates or floats were set anew to other values, and the edited ones. */
  readonly touched = new Set<number>()
  /** Whether what limits the float of a summary has changed. */
  hasNewLimits = false

  constructor(network: Network, dates: Dates, floats: Floats, project: Span) {
    this.#network = network
    this.#dates = dates
    this.#floats = floats
    this.#project = project
  }

  /** Answers the project's finish, or null when the edit reaches too far; dates are half done then. */
  run(edited: readonly number[]): number | null {
    const backward = new DirtyNodes(this.#network.nodeCount)
    const float = new DirtyNodes(this.#network.nodeCount)
    for (const node of edited) {
      this.touched.add(node)
      this.#markWithPredecessors(node, backward)
      this.#markWithPredecessors(node, float)
    }
    this.#spreadEarly(edited, backward, float)
    if (this.#isWide()) return null
    const finish = latestFinish(this.#network, this.#dates)
    this.#floats.projectFinish = finish
    if (finish !== this.#project.finish) this.#markOpenEnds(backward)
    if (finish !== this.#project.finish && this.#network.options.semantics === 'primavera') this.#markOpenEnds(float)
    this.#spreadLate(finish, backward, float)
    if (this.#isWide()) return null
    this.#spreadFloats(float)
    return finish
  }

  #isWide(): boolean {
    return this.touched.size > this.#network.nodeCount * WIDE + SMALL
  }

  #spreadEarly(edited: readonly number[], backward: DirtyNodes, float: DirtyNodes): void {
    const { outOffset, outNode } = this.#network
    const { earlyStart, earlyFinish } = this.#dates
    const dirty = new DirtyNodes(this.#network.nodeCount)
    for (const node of edited) dirty.add(node)
    for (let node = dirty.takeLowest(); node >= 0 && !this.#isWide(); node = dirty.takeLowest()) {
      const start = earlyStart[node]
      const finish = earlyFinish[node]
      placeEarly(this.#network, this.#dates, node, this.#project.start)
      // What a constraint holds back has less float when what it is linked to moves, dates or no dates.
      float.add(node)
      if (earlyStart[node] === start && earlyFinish[node] === finish) continue
      this.touched.add(node)
      this.#markWithPredecessors(node, backward)
      this.#markWithPredecessors(node, float)
      const end = outOffset[node + 1] as number
      for (let at = outOffset[node] as number; at < end; at += 1) dirty.add(outNode[at] as number)
    }
  }

  #spreadLate(projectFinish: number, dirty: DirtyNodes, float: DirtyNodes): void {
    const { lateStart, lateFinish, toldLateStart } = this.#dates
    for (let node = dirty.takeHighest(); node >= 0 && !this.#isWide(); node = dirty.takeHighest()) {
      const start = lateStart[node]
      const told = toldLateStart[node]
      const finish = lateFinish[node]
      placeLate(this.#network, this.#dates, node, projectFinish)
      if (toldLateStart[node] !== told) this.touched.add(node)
      if (lateStart[node] === start && lateFinish[node] === finish) continue
      this.touched.add(node)
      float.add(node)
      this.#markPredecessors(node, dirty)
    }
  }

  #spreadFloats(dirty: DirtyNodes): void {
    const { start, finish, total, free, startLimit, finishLimit } = this.#floats
    for (let node = dirty.takeHighest(); node >= 0; node = dirty.takeHighest()) {
      const startLimitBefore = startLimit[node]
      const finishLimitBefore = finishLimit[node]
      const before = [start[node], finish[node], total[node], free[node]]
      floatOf(this.#network, this.#dates, this.#floats, node)
      const after = [start[node], finish[node], total[node], free[node]]
      if (after.some((value, at) => value !== before[at])) this.touched.add(node)
      if (this.#network.nodeKind[node] === LEAF) continue
      if (startLimit[node] === startLimitBefore && finishLimit[node] === finishLimitBefore) continue
      this.hasNewLimits = true
      this.#markPredecessors(node, dirty)
    }
  }

  #markWithPredecessors(node: number, dirty: DirtyNodes): void {
    dirty.add(node)
    this.#markPredecessors(node, dirty)
  }

  #markPredecessors(node: number, dirty: DirtyNodes): void {
    const { inOffset, inNode } = this.#network
    const end = inOffset[node + 1] as number
    for (let edge = inOffset[node] as number; edge < end; edge += 1) dirty.add(inNode[edge] as number)
  }

  /** Leaves whose late dates may hang on the project's finish rather than on what follows. */
  #markOpenEnds(dirty: DirtyNodes): void {
    const { nodeCount, nodeKind } = this.#network
    for (let node = 0; node < nodeCount; node += 1) {
      if (nodeKind[node] === LEAF && !this.#isHeldByFollower(node)) dirty.add(node)
    }
  }

  #isHeldByFollower(node: number): boolean {
    const { outOffset, outNode, outEdge, inType, inLag, mode, duration, nodeKind } = this.#network
    if (mode[node] !== PLAIN || duration[node] === 0) return false
    const end = outOffset[node + 1] as number
    for (let at = outOffset[node] as number; at < end; at += 1) {
      const to = outNode[at] as number
      const edge = outEdge[at] as number
      const type = inType[edge]
      const bindsFinish = type === FINISH_START || type === FINISH_FINISH
      if (bindsFinish && (inLag[edge] as number) >= 0 && nodeKind[to] === LEAF && mode[to] === PLAIN) return true
    }
    return false
  }
}
