import type { WorkingTime } from '../calendar/working-time.ts'
import { CycleError, DuplicateIdError } from '../errors.ts'
import { findCycle } from '../network/find-cycle.ts'
import type { Minute } from '../plan/types.ts'
import type { BaselineTask } from './baseline.ts'
import { EarnedValueError } from './earned-value-error.ts'
import {
  type EacFormula,
  type EarnedValueFigures,
  type EarnedValueSums,
  earnedValueFigures,
} from './earned-value-figures.ts'
import { earnedShare, plannedValue } from './planned-value.ts'

/**
 * How progress becomes value: `percent-complete` of duration (as the cost accrues), `physical-percent`
 * of what is there to see, or the fixed formulas `0-100` (all when complete) and `50-50` (half when
 * started).
 */
export type EarnedValueMethod = 'percent-complete' | 'physical-percent' | '0-100' | '50-50'

/** Percents from 0 to 100. Of a task with tasks below it only the place in the outline is used. */
export interface EarnedValueTask {
  readonly taskId: string
  readonly parentId: string | null
  readonly percentComplete: number
  readonly physicalPercentComplete?: number
  readonly actualCostMinor: number
  readonly actualWorkMinutes?: number
  readonly method?: EarnedValueMethod
}

export interface EarnedValueInput {
  readonly statusDate: Minute
  readonly tasks: readonly EarnedValueTask[]
  readonly baseline: readonly BaselineTask[]
  /** The calendar of a task's work. */
  readonly calendarOf: (taskId: string) => WorkingTime
  /** What values are counted in: minor units of cost (the default) or minutes of work. */
  readonly valueBy?: 'cost' | 'work'
  /** Default `typical`. */
  readonly eacBy?: EacFormula
}

export interface EarnedValueAnalysis {
  readonly project: EarnedValueFigures
  /** In the order of the input, summaries among them. */
  readonly tasks: readonly ({ readonly taskId: string; readonly isSummary: boolean } & EarnedValueFigures)[]
}

/**
 * Earned value per task, summary and project at a status date. Values of leaves are rounded to whole
 * units and summed up exactly; indices and estimates of a summary come from its sums, so estimates of
 * children need not add up to their summary's. A task without a baseline has no planned and no
 * earned value, yet its cost counts.
 * Throws DuplicateIdError, UnknownReferenceError, CycleError (the outline) or EarnedValueError.
 */
export function earnedValue(input: EarnedValueInput): EarnedValueAnalysis {
  const { tasks } = input
  const formula = input.eacBy ?? 'typical'
  const indexById = indexTasks(tasks)
  const parents = parentIndexes(tasks, indexById)
  const isSummary = new Set(parents)
  const baselines = new Map(input.baseline.map((baseline) => [baseline.taskId, baseline]))
  const sums = tasks.map(() => zero())
  const project = zero()
  for (const [index, task] of tasks.entries()) {
    if (isSummary.has(index)) continue
    const own = leafSums(input, task, baselines.get(task.taskId))
    add(project, own)
    for (let at = index; at >= 0; at = parents[at] as number) add(sums[at] as Sums, own)
  }
  return {
    project: earnedValueFigures(project, formula),
    tasks: tasks.map(({ taskId }, index) => ({
      taskId,
      isSummary: isSummary.has(index),
      ...earnedValueFigures(sums[index] as Sums, formula),
    })),
  }
}

type Sums = { -readonly [Key in keyof EarnedValueSums]: number }

function leafSums(input: EarnedValueInput, task: EarnedValueTask, baseline: BaselineTask | undefined): Sums {
  const byWork = input.valueBy === 'work'
  const ac = wholeAmount(task.taskId, byWork ? (task.actualWorkMinutes ?? 0) : task.actualCostMinor)
  const share = performedShare(task, baseline)
  if (baseline === undefined) return { ...zero(), ac }
  const bac = wholeAmount(task.taskId, byWork ? baseline.workMinutes : baseline.costMinor)
  const pv = plannedValue(baseline, bac, input.calendarOf(task.taskId), input.statusDate)
  return { bac, pv, ev: Math.round(bac * share), ac }
}

function performedShare(task: EarnedValueTask, baseline: BaselineTask | undefined): number {
  const percent = checkedPercent(task.taskId, task.percentComplete)
  switch (task.method ?? 'percent-complete') {
    case 'percent-complete':
      return earnedShare(baseline?.accrual ?? 'prorated', percent)
    case 'physical-percent':
      return checkedPercent(task.taskId, task.physicalPercentComplete ?? 0) / 100
    case '0-100':
      return percent >= 100 ? 1 : 0
    case '50-50':
      return percent >= 100 ? 1 : percent > 0 ? 0.5 : 0
  }
}

function checkedPercent(taskId: string, percent: number): number {
  if (!(percent >= 0 && percent <= 100)) throw new EarnedValueError(taskId, `${percent} percent complete`)
  return percent
}

function wholeAmount(taskId: string, amount: number): number {
  if (!Number.isSafeInteger(amount)) throw new EarnedValueError(taskId, `${amount} is no whole amount`)
  return amount
}

function indexTasks(tasks: readonly EarnedValueTask[]): Map<string, number> {
  const indexById = new Map<string, number>()
  for (const [index, { taskId }] of tasks.entries()) {
    if (indexById.has(taskId)) throw new DuplicateIdError('task', taskId)
    indexById.set(taskId, index)
  }
  return indexById
}

/** -1 at the top. */
function parentIndexes(tasks: readonly EarnedValueTask[], indexById: ReadonlyMap<string, number>): number[] {
  const circle = findCycle(
    tasks.map(({ taskId, parentId }) => ({ id: taskId, parentId })),
    [],
  )
  if (circle !== null) throw new CycleError(circle)
  return tasks.map(({ parentId }) => (parentId === null ? -1 : (indexById.get(parentId) as number)))
}

function zero(): Sums {
  return { bac: 0, pv: 0, ev: 0, ac: 0 }
}

function add(to: Sums, values: EarnedValueSums): void {
  to.bac += values.bac
  to.pv += values.pv
  to.ev += values.ev
  to.ac += values.ac
}
