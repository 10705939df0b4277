import { PLAIN_TASK } from '../../plain-document.ts'
import type { DocumentTask, PlanDocument } from '../../plan-document.ts'
import { type DayLengths, formatSpan, wholeUnit } from '../values/span.ts'
import type { ColumnType, TableCell } from '../write/table.ts'
import { CONSTRAINT_CHOICES, EFFORT_CHOICES } from './task-choices.ts'
import type { TaskField } from './task-fields.ts'
import { taskWords } from './task-words.ts'

export interface WrittenTaskColumn {
  readonly field: TaskField
  readonly type: ColumnType
  readonly cellOf: (task: DocumentTask) => TableCell
  /** Left out when all tasks are there as a plain one is. */
  readonly isRare?: boolean
  readonly width?: number
}

/** The task that rare columns have nothing to say of. */
export const PLAIN: DocumentTask = { ...PLAIN_TASK, key: '', name: '', line: 0 }

export function writtenTaskColumns(document: PlanDocument, lengths: DayLengths): WrittenTaskColumn[] {
  const words = taskWords(document, lengths)
  const inUnit = (task: DocumentTask, minutes: number | undefined): TableCell =>
    minutes === undefined ? null : formatSpan({ ...spanOf(task), minutes, isEstimated: false }, lengths)
  return [
    { field: 'id', type: 'code', cellOf: words.idOf },
    { field: 'guid', type: 'text', cellOf: ({ guid }) => guid, isRare: true, width: 38 },
    { field: 'wbs', type: 'text', cellOf: ({ wbs }) => wbs, isRare: true },
    { field: 'level', type: 'number', cellOf: words.levelOf },
    { field: 'name', type: 'text', cellOf: ({ name }) => name, width: 45 },
    { field: 'milestone', type: 'text', cellOf: milestoneOf, width: 11 },
    { field: 'duration', type: 'text', cellOf: (task) => formatSpan(spanOf(task), lengths), width: 12 },
    { field: 'scheduledStart', type: 'date', cellOf: ({ stored }) => stored?.start ?? null, isRare: true },
    { field: 'scheduledFinish', type: 'date', cellOf: ({ stored }) => stored?.finish ?? null, isRare: true },
    { field: 'predecessors', type: 'text', cellOf: words.predecessorsOf },
    { field: 'resources', type: 'text', cellOf: words.resourcesOf, width: 30 },
    { field: 'percent', type: 'percent', cellOf: ({ percentComplete }) => percentComplete },
    { field: 'constraintType', type: 'text', cellOf: constraintOf, width: 24 },
    { field: 'constraintDate', type: 'date', cellOf: ({ constraint }) => constraint?.date ?? null },
    { field: 'mandatory', type: 'flag', cellOf: ({ constraint }) => constraint?.isMandatory ?? false, isRare: true },
    { field: 'deadline', type: 'date', cellOf: ({ deadline }) => deadline },
    { field: 'calendar', type: 'text', cellOf: words.calendarOf, isRare: true },
    rareFlag('ignoresResourceCalendars', ({ ignoresResourceCalendars }) => ignoresResourceCalendars),
    { field: 'priority', type: 'number', cellOf: ({ priority }) => priority, isRare: true },
    { field: 'actualStart', type: 'date', cellOf: ({ progress }) => progress?.actualStart ?? null, isRare: true },
    { field: 'actualFinish', type: 'date', cellOf: ({ progress }) => progress?.actualFinish ?? null, isRare: true },
    {
      field: 'actualDuration',
      type: 'text',
      cellOf: (task) => inUnit(task, task.progress?.doneMinutes),
      isRare: true,
    },
    { field: 'resume', type: 'date', cellOf: ({ progress }) => progress?.resume ?? null, isRare: true },
    { field: 'mode', type: 'text', cellOf: ({ manual }) => (manual === null ? 'Auto' : 'Manual'), isRare: true },
    { field: 'manualStart', type: 'date', cellOf: ({ manual }) => manual?.start ?? null, isRare: true },
    { field: 'manualFinish', type: 'date', cellOf: ({ manual }) => manual?.finish ?? null, isRare: true },
    rareFlag('active', ({ isActive }) => isActive),
    { field: 'effortType', type: 'text', cellOf: ({ effortType }) => EFFORT_CHOICES[effortType][0], isRare: true },
    rareFlag('effortDriven', ({ isEffortDriven }) => isEffortDriven),
    { field: 'levelingDelay', type: 'text', cellOf: (task) => levelingDelayOf(task, lengths), isRare: true },
    {
      field: 'optimistic',
      type: 'text',
      cellOf: (task) => inUnit(task, task.estimate?.optimisticMinutes),
      isRare: true,
    },
    {
      field: 'mostLikely',
      type: 'text',
      cellOf: (task) => inUnit(task, task.estimate?.mostLikelyMinutes),
      isRare: true,
    },
    {
      field: 'pessimistic',
      type: 'text',
      cellOf: (task) => inUnit(task, task.estimate?.pessimisticMinutes),
      isRare: true,
    },
    { field: 'totalSlack', type: 'text', cellOf: (task) => slackOf(task, lengths), isRare: true },
    rareFlag('critical', ({ stored }) => stored?.isCritical ?? null),
    { field: 'notes', type: 'text', cellOf: ({ notes }) => notes, width: 60 },
  ]
}

function rareFlag(field: TaskField, cellOf: (task: DocumentTask) => boolean | null): WrittenTaskColumn {
  return { field, type: 'flag', cellOf, isRare: true }
}

function spanOf({ durationMinutes, durationUnit, isElapsed, isEstimated }: DocumentTask) {
  return { minutes: durationMinutes, unit: durationUnit, isElapsed, isEstimated }
}

function milestoneOf({ kind, pointAt }: DocumentTask): string {
  if (kind !== 'milestone') return 'No'
  if (pointAt === null) return 'Yes'
  return pointAt === 'start' ? 'Start' : 'Finish'
}

function constraintOf({ constraint }: DocumentTask): string | null {
  return constraint === null ? null : CONSTRAINT_CHOICES[constraint.kind][0]
}

/** Around the clock. */
function levelingDelayOf({ levelingDelayMinutes: minutes }: DocumentTask, lengths: DayLengths): string {
  return formatSpan({ minutes, unit: wholeUnit(minutes, true), isElapsed: true, isEstimated: false }, lengths)
}

function slackOf({ stored }: DocumentTask, lengths: DayLengths): string | null {
  const minutes = stored?.totalSlackMinutes ?? null
  if (minutes === null) return null
  const unit = wholeUnit(Math.abs(minutes), false, lengths)
  return formatSpan({ minutes, unit, isElapsed: false, isEstimated: false }, lengths)
}
