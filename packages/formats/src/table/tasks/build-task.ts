import { FormatError } from '../../format-error.ts'
import { clampMinutes, keptName, keptNotes, MAXIMUM_NAME, MAXIMUM_WBS } from '../../limits.ts'
import type { DocumentFault, DocumentTask, StoredSchedule } from '../../plan-document.ts'
import type { Warnings } from '../../warnings.ts'
import type { DayLengths, Span } from '../values/span.ts'
import { constraintOf } from './constraint.ts'
import { estimateOf, notBelowZero } from './durations.ts'
import { refuseFarDates } from './far-dates.ts'
import { progressOf } from './progress.ts'
import { placeOf, shownText, type TaskRow } from './task-row.ts'

export interface TaskContext {
  readonly lengths: DayLengths
  readonly calendarKeyOf: (row: TaskRow) => string | null
  readonly guidOf: (row: TaskRow) => string | null
  readonly warnings: Warnings
  readonly onFault: (fault: DocumentFault) => void
}

/** One list for all tasks, which none of them changes. */
const NONE: readonly never[] = []

/** Throws FormatError for a duration below zero and for dates that cannot be scheduled. */
export function buildTask(
  row: TaskRow,
  parentKey: string | null,
  isSummary: boolean,
  context: TaskContext,
): DocumentTask {
  const { values } = row
  const { warnings } = context
  refuseFarDates(row)
  const isMilestone = !isSummary && isMarkedMilestone(row)
  const span = durationOf(row, isSummary || isMilestone, context)
  const minutes = clampMinutes(span.minutes, row, warnings)
  const isPoint = !isSummary && (isMilestone || (minutes === 0 && values.milestone !== 'no'))
  // Written out and not spread from a plain task: such objects take four times as much memory.
  return {
    key: row.key,
    guid: context.guidOf(row),
    parentKey,
    name: keptName(values.name ?? '', MAXIMUM_NAME, `Task ${row.key}`),
    wbs: values.wbs === undefined ? '' : keptName(values.wbs, MAXIMUM_WBS, ''),
    notes: keptNotes(values.notes ?? '', row, warnings),
    kind: isPoint ? 'milestone' : 'task',
    pointAt: isPoint && (values.milestone === 'start' || values.milestone === 'finish') ? values.milestone : null,
    durationMinutes: minutes,
    durationUnit: span.unit,
    isElapsed: span.isElapsed,
    isEstimated: span.isEstimated,
    calendarKey: context.calendarKeyOf(row),
    ignoresResourceCalendars: values.ignoresResourceCalendars ?? false,
    constraint: constraintOf(row, context.onFault),
    deadline: values.deadline ?? null,
    manual: manualOf(row),
    isActive: values.active ?? true,
    external: null,
    progress: isSummary ? null : progressOf(row, minutes, context),
    percentComplete: Math.round(values.percent ?? 0),
    splits: NONE,
    levelingDelayMinutes: notBelowZero(row, 'levelingDelay', context)?.minutes ?? 0,
    priority: values.priority ?? 500,
    effortType: values.effortType ?? 'fixedUnits',
    isEffortDriven: values.effortDriven ?? false,
    estimate: estimateOf(row, context),
    customFields: row.custom,
    baselines: NONE,
    stored: storedOf(row),
    extra: null,
    line: row.line,
  }
}

function isMarkedMilestone({ values: { milestone } }: TaskRow): boolean {
  return milestone !== undefined && milestone !== 'no'
}

/** What takes no time need not say so; a task that does not say how long it takes lasts a day. */
function durationOf(row: TaskRow, takesNoTime: boolean, { lengths }: TaskContext): Span {
  const { duration } = row.values
  if (duration === undefined) {
    return { minutes: takesNoTime ? 0 : lengths.day, unit: 'days', isElapsed: false, isEstimated: false }
  }
  if (duration.minutes >= 0) return duration
  throw new FormatError(`The duration “${shownText(row, 'duration')}” is below zero`, placeOf(row, 'duration'))
}

function manualOf({ values: { mode, manualStart, manualFinish } }: TaskRow): DocumentTask['manual'] {
  const isManual = mode === 'manual' || (mode === undefined && (manualStart ?? manualFinish) !== undefined)
  return isManual ? { start: manualStart ?? null, finish: manualFinish ?? null } : null
}

function storedOf({ values }: TaskRow): StoredSchedule | null {
  const { scheduledStart = null, scheduledFinish = null, totalSlack, critical = null } = values
  if (scheduledStart === null && scheduledFinish === null && totalSlack === undefined && critical === null) return null
  return {
    start: scheduledStart,
    finish: scheduledFinish,
    earlyStart: null,
    earlyFinish: null,
    lateStart: null,
    lateFinish: null,
    totalSlackMinutes: totalSlack?.minutes ?? null,
    freeSlackMinutes: null,
    isCritical: critical,
    isSplitOrContoured: false,
  }
}
