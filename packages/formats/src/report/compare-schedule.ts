import { type Schedule, type ScheduledTask, textOf } from '@throughline/engine'
import type { DocumentTask, PlanDocument, StoredSchedule } from '../plan-document.ts'
import { suspectedRule } from './suspected-rule.ts'

export const FIELDS = [
  'start',
  'finish',
  'early_start',
  'early_finish',
  'late_start',
  'late_finish',
  'total_slack',
  'free_slack',
  'critical',
] as const

export type Field = (typeof FIELDS)[number]

/** Dates as wall time, slacks in working minutes. */
export type FieldValue = string | number | boolean

export interface Difference {
  readonly task: string
  readonly name: string
  readonly field: Field
  readonly stored: FieldValue
  readonly computed: FieldValue
  /** The rule of the design that is suspected, and what our engine takes for the cause. */
  readonly rule: string
}

/** `stored` counts what the file has of a field; `equal` how much of that was computed exactly. */
export interface Tally {
  tasks: number
  readonly stored: Record<Field, number>
  readonly equal: Record<Field, number>
}

export interface Comparison {
  readonly all: Tally
  /** Of the tasks without split or contoured work alone. */
  readonly evenWork: Tally
  readonly differences: readonly Difference[]
}

/**
 * Compares what a file had stored with what was computed, for each leaf task that can be
 * scheduled: not for summaries, inactive tasks, or tasks of other projects.
 */
export function compareSchedule(document: PlanDocument, schedule: Schedule): Comparison {
  const summaries = new Set(document.tasks.map(({ parentKey }) => parentKey))
  const computed = new Map(schedule.tasks.map((task) => [task.id, task]))
  const all = emptyTally()
  const evenWork = emptyTally()
  const differing = new Map<string, Set<Field>>()
  const found: { task: DocumentTask; field: Field; stored: FieldValue; computed: FieldValue }[] = []
  for (const task of document.tasks) {
    const scheduled = computed.get(task.key)
    if (summaries.has(task.key) || !task.isActive || task.external !== null) continue
    if (scheduled === undefined || task.stored === null || task.stored.start === null) continue
    const tallies = task.stored.isSplitOrContoured ? [all] : [all, evenWork]
    for (const tally of tallies) tally.tasks += 1
    for (const field of FIELDS) {
      const stored = storedValue(task.stored, field)
      if (stored === null) continue
      const value = computedValue(scheduled, field)
      for (const tally of tallies) {
        tally.stored[field] += 1
        if (stored === value) tally.equal[field] += 1
      }
      if (stored === value) continue
      found.push({ task, field, stored, computed: value })
      differing.set(task.key, (differing.get(task.key) ?? new Set()).add(field))
    }
  }
  const differences = found.map(({ task, field, ...values }) => ({
    task: task.key,
    name: task.name,
    field,
    ...values,
    rule: suspectedRule(task, field, { document, schedule, differing }),
  }))
  return { all, evenWork, differences }
}

export function emptyTally(): Tally {
  const zeros = () => Object.fromEntries(FIELDS.map((field) => [field, 0])) as Record<Field, number>
  return { tasks: 0, stored: zeros(), equal: zeros() }
}

export function addTally(sum: Tally, { tasks, stored, equal }: Tally): void {
  sum.tasks += tasks
  for (const field of FIELDS) {
    sum.stored[field] += stored[field]
    sum.equal[field] += equal[field]
  }
}

function storedValue(stored: StoredSchedule, field: Field): FieldValue | null {
  switch (field) {
    case 'start':
      return stored.start
    case 'finish':
      return stored.finish
    case 'early_start':
      return stored.earlyStart
    case 'early_finish':
      return stored.earlyFinish
    case 'late_start':
      return stored.lateStart
    case 'late_finish':
      return stored.lateFinish
    case 'total_slack':
      return stored.totalSlackMinutes
    case 'free_slack':
      return stored.freeSlackMinutes
    case 'critical':
      return stored.isCritical
  }
}

function computedValue(task: ScheduledTask, field: Field): FieldValue {
  switch (field) {
    case 'start':
      return textOf(task.start)
    case 'finish':
      return textOf(task.finish)
    case 'early_start':
      return textOf(task.earlyStart)
    case 'early_finish':
      return textOf(task.earlyFinish)
    case 'late_start':
      return textOf(task.lateStart)
    case 'late_finish':
      return textOf(task.lateFinish)
    case 'total_slack':
      return task.totalFloat
    case 'free_slack':
      return task.freeFloat
    case 'critical':
      return task.isCritical
  }
}
