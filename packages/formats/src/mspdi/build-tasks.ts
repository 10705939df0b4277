import {
  type ConstraintKind,
  type EffortType,
  minuteOf,
  type TaskSplit,
  type WorkingTime,
  workingMinutesBetween,
} from '@throughline/engine'
import { clampMinutes, clampPercent, MAXIMUM_NAME, tidyName, tidyNotes } from '../limits.ts'
import type { DocumentConstraint, DocumentProgress, DocumentTask, TaskKind, WallTime } from '../plan-document.ts'
import type { Warnings } from '../warnings.ts'
import type { AssignmentRow } from './assignment-rows.ts'
import type { OutlineRow } from './outline.ts'
import type { ProjectRow } from './project-row.ts'
import type { TaskRow } from './task-row.ts'
import { splitsOf } from './task-splits.ts'

export interface TaskContext {
  readonly project: ProjectRow
  readonly calendarKeyOf: (uid: number | null) => string | null
  readonly calendarOf: (key: string | null) => WorkingTime
  readonly assignmentsOf: (taskUid: number) => readonly AssignmentRow[]
  readonly calendarKeyOfResource: (resourceUid: number) => string | null
  readonly warnings: Warnings
}

const CONSTRAINTS: readonly ConstraintKind[] = [
  'asSoonAsPossible',
  'asLateAsPossible',
  'mustStartOn',
  'mustFinishOn',
  'startNoEarlierThan',
  'startNoLaterThan',
  'finishNoEarlierThan',
  'finishNoLaterThan',
]
const EFFORT_TYPES: readonly EffortType[] = ['fixedUnits', 'fixedDuration', 'fixedWork']

export function buildTask({ row, parentUid, isSummary }: OutlineRow, context: TaskContext): DocumentTask {
  const { warnings } = context
  const duration = leafDuration(row, isSummary, context)
  const calendarKey = context.calendarKeyOf(row.calendarUid)
  const splits = isSummary ? [] : splitsOfRow(row, calendarKey, context)
  return {
    key: String(row.uid),
    parentKey: parentUid === null ? null : String(parentUid),
    name: tidyName(row.name, MAXIMUM_NAME, `Task ${row.uid}`),
    notes: tidyNotes(row.notes, row, warnings),
    kind: isSummary ? 'task' : leafKind(row, duration, warnings),
    pointAt: null,
    durationMinutes: duration,
    isElapsed: row.isElapsed,
    isEstimated: row.isEstimated,
    calendarKey,
    ignoresResourceCalendars: row.ignoresResourceCalendars,
    constraint: constraintOf(row, warnings),
    deadline: row.deadline,
    manual: row.isManual || row.isExternal || row.isSubproject ? { start: row.start, finish: row.finish } : null,
    isActive: !row.isInactive,
    external: row.isSubproject ? 'project' : row.isExternal ? 'link' : null,
    progress: isSummary ? null : progressOf(row, duration),
    percentComplete: clampPercent(row.percentComplete),
    splits,
    levelingDelayMinutes: row.levelingDelayMinutes,
    priority: Math.min(Math.max(Math.round(row.priority), 0), 1000),
    effortType: EFFORT_TYPES[row.effortType] ?? 'fixedUnits',
    isEffortDriven: row.isEffortDriven,
    baseline: isSummary ? null : row.baseline,
    stored: { ...row.stored, isSplitOrContoured: isSplitOrContoured(row, splits, context) },
    line: row.line,
  }
}

function leafDuration(row: TaskRow, isSummary: boolean, { project, warnings }: TaskContext): number {
  if (row.durationMinutes !== null) return clampMinutes(Math.max(0, row.durationMinutes), row, warnings)
  if (isSummary) return 0
  warnings.add('no duration', row, `“${row.name}” has no duration; it is planned with one day.`)
  return project.minutesPerDay
}

function leafKind(row: TaskRow, duration: number, warnings: Warnings): TaskKind {
  if (!row.isMilestone) return 'task'
  if (duration === 0) return 'milestone'
  warnings.add('long milestone', row, `Milestone “${row.name}” has a duration and becomes a task.`)
  return 'task'
}

function constraintOf(row: TaskRow, warnings: Warnings): DocumentConstraint | null {
  const kind = CONSTRAINTS[row.constraintType]
  if (kind === undefined) {
    const message = `The constraint of “${row.name}” is not known here (type ${row.constraintType}); it is left out.`
    warnings.add('unknown constraint', row, message)
    return null
  }
  if (kind === 'asSoonAsPossible') return null
  if (kind === 'asLateAsPossible') return { kind, date: null }
  if (row.constraintDate !== null) return { kind, date: row.constraintDate }
  warnings.add('constraint without date', row, `The constraint of “${row.name}” has no date; it is left out.`)
  return null
}

/**
 * Some programs write a day of long ago for an actual date that there is not: nothing done, and a
 * start that lies elsewhere.
 */
function progressOf(row: TaskRow, duration: number): DocumentProgress | null {
  const isUntouched = row.percentComplete === 0 && (row.actualMinutes ?? 0) === 0 && duration > 0
  if (isUntouched && row.actualStart !== null && row.start !== null && row.actualStart < row.start) return null
  const actualStart = row.actualStart ?? (row.actualFinish === null ? null : row.start)
  if (actualStart === null) return null
  const done = row.actualMinutes ?? Math.round((duration * row.percentComplete) / 100)
  return {
    actualStart,
    actualFinish: row.actualFinish,
    doneMinutes: row.actualFinish === null ? Math.min(Math.max(done, 0), duration) : duration,
    resume: row.actualFinish === null ? row.resume : null,
  }
}

/**
 * Interruptions by the work over time, on the calendar of the task or else of who is assigned first;
 * an interruption where the done part ends is told by `resume`.
 */
function splitsOfRow(row: TaskRow, calendarKey: string | null, context: TaskContext): TaskSplit[] {
  const assignments = context.assignmentsOf(row.uid)
  const parts = assignments.flatMap(({ parts: own }) => own)
  const start = row.actualStart ?? row.stored.start
  if (start === null || row.isManual || row.actualFinish !== null) return []
  const keys = row.ignoresResourceCalendars
    ? [calendarKey]
    : [calendarKey, ...assignments.map(({ resourceUid }) => context.calendarKeyOfResource(resourceUid))]
  const calendar = context.calendarOf(keys.find((key) => key !== null) ?? null)
  if (parts.length > 0) return splitsOf(minuteOf(start), parts, calendar)
  const isUneven = assignments.some(({ contour }) => contour !== 0)
  return isUneven && !row.isElapsed ? untoldSplit(row, start, calendar) : []
}

/** Files without work over time tell of interruptions only by how much longer the task spans than it takes. */
function untoldSplit(row: TaskRow, start: WallTime, calendar: WorkingTime): TaskSplit[] {
  const { finish } = row.stored
  const duration = row.durationMinutes ?? 0
  if (finish === null || duration < 2) return []
  const gapMinutes = workingMinutesBetween(calendar, minuteOf(start), minuteOf(finish)) - duration
  const done = row.actualMinutes ?? 0
  const afterMinutes = done > 0 && done < duration ? done : Math.floor(duration / 2)
  return gapMinutes > 0 ? [{ afterMinutes, gapMinutes }] : []
}

function isSplitOrContoured(row: TaskRow, splits: readonly TaskSplit[], { assignmentsOf }: TaskContext): boolean {
  return splits.length > 0 || assignmentsOf(row.uid).some(({ contour }) => contour !== 0)
}
