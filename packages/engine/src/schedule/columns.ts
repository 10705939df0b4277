// What a schedule says, as columns by task in the order of the plan: leaves from their nodes,
// summaries from the tasks below them (rule 22).
import { workingMinutesBetween } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import { COLLECTOR, type Network, NO_MAXIMUM, NO_MINIMUM } from '../network/network.ts'
import type { Dates } from './dates.ts'
import type { Floats } from './floats.ts'

/**
 * Minutes, and floats in working minutes; one entry a task. Tasks lie at their early dates (those as
 * late as possible have theirs there), so `start` and `earlyStart` are one array, as are the finishes.
 */
export interface ScheduleColumns {
  readonly start: Int32Array
  readonly finish: Int32Array
  readonly earlyStart: Int32Array
  readonly earlyFinish: Int32Array
  readonly lateStart: Int32Array
  readonly lateFinish: Int32Array
  readonly startFloat: Int32Array
  readonly finishFloat: Int32Array
  readonly totalFloat: Int32Array
  readonly freeFloat: Int32Array
  readonly isCritical: Uint8Array
}

/** The early dates of `dates` are where the leaves lie. */
export function columnsOf(network: Network, dates: Dates, floats: Floats, critical: Uint8Array): ScheduleColumns {
  const { taskCount, nodeOfTask, isSummary } = network
  const earlyStart = new Int32Array(taskCount)
  const earlyFinish = new Int32Array(taskCount)
  const columns: ScheduleColumns = {
    start: earlyStart,
    finish: earlyFinish,
    earlyStart,
    earlyFinish,
    lateStart: new Int32Array(taskCount),
    lateFinish: new Int32Array(taskCount),
    startFloat: new Int32Array(taskCount),
    finishFloat: new Int32Array(taskCount),
    totalFloat: new Int32Array(taskCount),
    freeFloat: new Int32Array(taskCount),
    isCritical: new Uint8Array(taskCount),
  }
  let hasSummaries = false
  for (let task = 0; task < taskCount; task += 1) {
    if (isSummary[task] === 1) {
      hasSummaries = true
      continue
    }
    setLeaf(columns, task, nodeOfTask[task] as number, dates, floats, critical)
  }
  if (hasSummaries) rollUp(network, columns, floats)
  return columns
}

/** Sets the row of a leaf from its node. */
export function setLeaf(
  columns: ScheduleColumns,
  task: number,
  node: number,
  dates: Dates,
  floats: Floats,
  critical: Uint8Array,
): void {
  columns.earlyStart[task] = dates.earlyStart[node] as number
  columns.earlyFinish[task] = dates.earlyFinish[node] as number
  columns.lateStart[task] = dates.toldLateStart[node] as number
  columns.lateFinish[task] = dates.lateFinish[node] as number
  columns.startFloat[task] = floats.start[node] as number
  columns.finishFloat[task] = floats.finish[node] as number
  columns.totalFloat[task] = floats.total[node] as number
  columns.freeFloat[task] = floats.free[node] as number
  columns.isCritical[task] = critical[node] as number
}

/** Sets the row of a summary anew from the rows below it. */
export function setSummary(
  network: Network,
  columns: ScheduleColumns,
  floats: Floats,
  summary: number,
  children: Int32Array,
  collector: number,
): void {
  clearSpan(columns, summary)
  columns.isCritical[summary] = 0
  for (const child of children) if (counts(network, child)) widen(columns, summary, child)
  closeSummary(network, columns, floats, summary, collector)
}

function rollUp(network: Network, columns: ScheduleColumns, floats: Floats): void {
  const { outline, parent, isSummary, taskCount } = network
  for (let task = 0; task < taskCount; task += 1) if (isSummary[task] === 1) clearSpan(columns, task)
  const collectors = collectorsOf(network)
  for (let at = taskCount - 1; at >= 0; at -= 1) {
    const task = outline[at] as number
    if (isSummary[task] === 1) closeSummary(network, columns, floats, task, collectors[task] as number)
    const above = parent[task] as number
    if (above >= 0 && counts(network, task)) widen(columns, above, task)
  }
}

/** Inactive tasks do not count (rule 24). */
function counts(network: Network, task: number): boolean {
  const node = network.nodeOfTask[task] as number
  return node < 0 || network.isActive[node] === 1
}

function clearSpan(columns: ScheduleColumns, task: number): void {
  columns.earlyStart[task] = NO_MAXIMUM
  columns.earlyFinish[task] = NO_MINIMUM
  columns.lateStart[task] = NO_MAXIMUM
  columns.lateFinish[task] = NO_MINIMUM
}

function widen(columns: ScheduleColumns, above: number, task: number): void {
  lower(columns.earlyStart, above, task)
  raise(columns.earlyFinish, above, task)
  lower(columns.lateStart, above, task)
  raise(columns.lateFinish, above, task)
  if (columns.isCritical[task] === 1) columns.isCritical[above] = 1
}

function lower(column: Int32Array, above: number, task: number): void {
  if ((column[task] as number) < (column[above] as number)) column[above] = column[task] as number
}

function raise(column: Int32Array, above: number, task: number): void {
  if ((column[task] as number) > (column[above] as number)) column[above] = column[task] as number
}

/** A summary with inactive tasks only lies at the project's start. */
function closeSummary(
  network: Network,
  columns: ScheduleColumns,
  floats: Floats,
  task: number,
  collector: number,
): void {
  if (columns.start[task] === NO_MAXIMUM) {
    for (const column of [columns.earlyStart, columns.earlyFinish]) {
      column[task] = network.plan.start
    }
    columns.lateStart[task] = network.plan.start
    columns.lateFinish[task] = network.plan.start
    return
  }
  const calendar = summaryCalendar(network, task)
  const start = workingMinutesBetween(calendar, columns.earlyStart[task] as number, columns.lateStart[task] as number)
  const finish = workingMinutesBetween(
    calendar,
    columns.earlyFinish[task] as number,
    columns.lateFinish[task] as number,
  )
  columns.startFloat[task] = start
  columns.finishFloat[task] = finish
  columns.totalFloat[task] = Math.min(start, finish)
  columns.freeFloat[task] = freeFloat(columns, floats, calendar, task, collector)
}

/** By the links of the summary itself or, without any, of the nearest one above that has some. */
function freeFloat(
  columns: ScheduleColumns,
  floats: Floats,
  calendar: WorkingTime,
  task: number,
  collector: number,
): number {
  let free = columns.totalFloat[task] as number
  if (collector < 0) return Math.max(0, free)
  const startLimit = floats.startLimit[collector] as number
  const finishLimit = floats.finishLimit[collector] as number
  if (startLimit !== NO_MAXIMUM || finishLimit !== NO_MAXIMUM) free = NO_MAXIMUM
  if (startLimit !== NO_MAXIMUM) {
    free = workingMinutesBetween(calendar, columns.earlyStart[task] as number, startLimit)
  }
  if (finishLimit !== NO_MAXIMUM) {
    free = Math.min(free, workingMinutesBetween(calendar, columns.earlyFinish[task] as number, finishLimit))
  }
  return Math.max(0, free)
}

function summaryCalendar(network: Network, task: number): WorkingTime {
  return network.calendars[network.summaryCalendar[task] as number] as WorkingTime
}

/** By task: the collector of the nearest summary, itself or above, that has links out of it; or -1. */
export function collectorsOf({ taskCount, nodeCount, nodeKind, taskOfNode, outline, parent }: Network): Int32Array {
  const collectors = new Int32Array(taskCount).fill(-1)
  for (let node = 0; node < nodeCount; node += 1) {
    if (nodeKind[node] === COLLECTOR) collectors[taskOfNode[node] as number] = node
  }
  for (const task of outline) {
    const above = parent[task] as number
    if (collectors[task] === -1 && above >= 0) collectors[task] = collectors[above] as number
  }
  return collectors
}
