import { minuteOf, type TaskSplit, type WorkingTime } from '@throughline/engine'
import type { DocumentProgress, DocumentTask, TaskKind } from '../plan-document.ts'
import type { Warnings } from '../warnings.ts'
import type { AssignmentRow } from './assignment-rows.ts'
import type { CustomFields } from './custom-field-rows.ts'
import type { Draft } from './draft.ts'
import type { OutlineRow } from './outline.ts'
import type { ProjectRow } from './project-row.ts'
import type { ActualRow, TaskRow } from './task-row.ts'
import { MOST_SPLITS, splitCalendar, splitsOf, untoldSplit } from './task-splits.ts'

export interface TaskContext {
  readonly project: ProjectRow
  readonly calendarKeyOf: (uid: number | null) => string | null
  readonly calendarOf: (key: string | null) => WorkingTime
  readonly assignmentsOf: (taskUid: number) => readonly AssignmentRow[]
  readonly calendarKeyOfResource: (resourceUid: number) => string | null
  readonly valuesOfFields: CustomFields['valuesOf']
  readonly warnings: Warnings
}

const NO_SPLITS: readonly TaskSplit[] = []

/** Completes the task of a row. */
export function buildTask({ row, parent, isSummary, number }: OutlineRow, context: TaskContext): DocumentTask {
  const { task } = row
  const isUneven = context.assignmentsOf(row.uid).some(({ contour }) => contour !== 0)
  task.parentKey = parent?.task.key ?? null
  if (task.wbs === number) task.wbs = ''
  if (!row.hasDuration) task.durationMinutes = missingDuration(row, isSummary, context)
  if (!isSummary) task.kind = leafKind(row, context.warnings)
  task.calendarKey = context.calendarKeyOf(row.calendarUid)
  task.splits = isSummary ? NO_SPLITS : splitsOfRow(row, isUneven, context)
  task.progress = isSummary || row.actual === null ? null : progressOf(row.actual, task)
  if (row.fieldValues.length > 0) setCustomFields(task, context.valuesOfFields(row.fieldValues))
  if (task.stored !== null && (isUneven || task.splits.length > 0)) {
    task.stored = { ...task.stored, isSplitOrContoured: true }
  }
  return task
}

function setCustomFields(task: Draft<DocumentTask>, values: ReturnType<TaskContext['valuesOfFields']>): void {
  task.customFields = values.customFields
  task.estimate = values.estimate
}

function missingDuration(row: TaskRow, isSummary: boolean, { project, warnings }: TaskContext): number {
  if (isSummary) return 0
  if (row.faultyDuration === null) {
    warnings.add('no duration', row, `“${row.task.name}” has no duration; it is planned with one day.`)
  }
  return project.minutesPerDay
}

function leafKind(row: TaskRow, warnings: Warnings): TaskKind {
  if (!row.isMilestone) return 'task'
  if (row.task.durationMinutes === 0) return 'milestone'
  warnings.add('long milestone', row, `Milestone “${row.task.name}” has a duration and becomes a task.`)
  return 'task'
}

/**
 * Some programs write a day of long ago for an actual date that there is not: nothing done, and a
 * start that lies elsewhere.
 */
function progressOf(actual: ActualRow, task: DocumentTask): DocumentProgress | null {
  const { percentComplete, durationMinutes, manual, stored } = task
  const start = manual === null ? (stored?.start ?? null) : manual.start
  const isUntouched = percentComplete === 0 && (actual.minutes ?? 0) === 0 && durationMinutes > 0
  if (isUntouched && actual.start !== null && start !== null && actual.start < start) return null
  const actualStart = actual.start ?? (actual.finish === null ? null : start)
  if (actualStart === null) return null
  const done = actual.minutes ?? Math.round((durationMinutes * percentComplete) / 100)
  return {
    actualStart,
    actualFinish: actual.finish,
    doneMinutes: actual.finish === null ? Math.min(Math.max(done, 0), durationMinutes) : durationMinutes,
    resume: actual.finish === null ? actual.resume : null,
  }
}

/**
 * Interruptions by the work over time, on the calendar of the task or else of who is assigned first;
 * an interruption where the done part ends is told by `resume`.
 */
function splitsOfRow(row: TaskRow, isUneven: boolean, context: TaskContext): readonly TaskSplit[] {
  const { uid, task, actual, isManual } = row
  const start = actual?.start ?? task.stored?.start ?? null
  if (start === null || isManual || (actual?.finish ?? null) !== null) return NO_SPLITS
  const assignments = context.assignmentsOf(uid)
  const parts = assignments.flatMap(({ parts: own }) => own)
  if (parts.length === 0 && !isUneven) return NO_SPLITS
  const resourceKeys = assignments.map(({ resourceUid }) => context.calendarKeyOfResource(resourceUid))
  const calendar = splitCalendar(task, resourceKeys, context.calendarOf)
  if (parts.length === 0) return untoldSplit(task, start, actual?.minutes ?? 0, calendar)
  const splits = splitsOf(minuteOf(start), parts, calendar)
  if (splits.length <= MOST_SPLITS) return splits
  const message = `“${task.name}” is interrupted more than ${MOST_SPLITS} times; the first of them are kept.`
  context.warnings.add('many interruptions', row, message)
  return splits.slice(0, MOST_SPLITS)
}
