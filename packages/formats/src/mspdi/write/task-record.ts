import type { DocumentTask, WallTime } from '../../plan-document.ts'
import { CONSTRAINTS, EFFORT_TYPES } from '../numbered-types.ts'
import { type RecordKind, recordKind, type Said } from '../record-kind.ts'
import { TASK_ELEMENTS } from '../schema.ts'
import { formatOf } from '../values.ts'
import type { XmlNode } from '../xml-node.ts'
import { baselineNodes, fieldValueNodes } from './task-marks.ts'
import type { WriteContext } from './write-context.ts'
import {
  dateOrNull,
  durationOrNull,
  durationText,
  flagText,
  guidOrNull,
  tenthsOrNull,
  textOrNull,
} from './write-values.ts'

export interface WrittenTask {
  readonly task: DocumentTask
  /** Among the tasks of the document. */
  readonly index: number
  /** The row that the task stands in, from 1. */
  readonly id: number
  /** Those that lead to it. */
  readonly links: readonly XmlNode[]
  readonly context: WriteContext
}

/** What a task says by itself, as soon as its element has been read. */
const byItself: Readonly<Record<string, (task: DocumentTask) => Said>> = {
  GUID: ({ guid }) => guidOrNull(guid),
  Name: ({ name }) => name,
  Active: ({ isActive }) => flagText(isActive),
  Manual: (task) => flagText(isByHand(task)),
  Type: ({ effortType }) => String(EFFORT_TYPES.indexOf(effortType)),
  IsNull: () => '0',
  Priority: ({ priority }) => String(priority),
  Start: (task) => dateOrNull(startOf(task)),
  Finish: (task) => dateOrNull(finishOf(task)),
  Duration: ({ durationMinutes }) => durationText(durationMinutes),
  // Microsoft Project has these of all tasks, for when they are to be placed by hand.
  ManualStart: (task) => dateOrNull((isByHand(task) ? task.manual : task.stored)?.start),
  ManualFinish: (task) => dateOrNull((isByHand(task) ? task.manual : task.stored)?.finish),
  ManualDuration: ({ durationMinutes }) => durationText(durationMinutes),
  DurationFormat: (task) => String(formatOf(task.durationUnit, task.isElapsed, task.isEstimated)),
  EffortDriven: ({ isEffortDriven }) => flagText(isEffortDriven),
  Estimated: ({ isEstimated }) => flagText(isEstimated),
  Critical: ({ stored }) => (stored?.isCritical == null ? null : flagText(stored.isCritical)),
  IsSubproject: ({ external }) => flagText(external === 'project'),
  ExternalTask: ({ external }) => flagText(external === 'link'),
  EarlyStart: ({ stored }) => dateOrNull(stored?.earlyStart),
  EarlyFinish: ({ stored }) => dateOrNull(stored?.earlyFinish),
  LateStart: ({ stored }) => dateOrNull(stored?.lateStart),
  LateFinish: ({ stored }) => dateOrNull(stored?.lateFinish),
  FreeSlack: ({ stored }) => tenthsOrNull(stored?.freeSlackMinutes),
  TotalSlack: ({ stored }) => tenthsOrNull(stored?.totalSlackMinutes),
  PercentComplete: ({ percentComplete }) => String(percentComplete),
  ConstraintType: ({ constraint }) => String(constraint === null ? 0 : CONSTRAINTS.indexOf(constraint.kind)),
  ConstraintDate: ({ constraint }) => dateOrNull(constraint?.date),
  Deadline: ({ deadline }) => dateOrNull(deadline),
  LevelingDelay: ({ levelingDelayMinutes }) => tenthsOrNull(levelingDelayMinutes),
  LevelingDelayFormat: () => ELAPSED_DAYS,
  IgnoreResourceCalendar: (task) => flagText(task.ignoresResourceCalendars),
  Notes: ({ notes }) => textOrNull(notes),
  Baseline: (task) => baselineNodes(task),
  // What is said of a date that somebody has not set as yet.
  StartText: ({ manual }) => (manual !== null && manual.start === null ? '' : null),
  FinishText: ({ manual }) => (manual !== null && manual.finish === null ? '' : null),
}

const ELAPSED_DAYS = '8'

/** What it says where it stands. */
const inPlace: Readonly<Record<string, (written: WrittenTask) => Said>> = {
  UID: ({ task, context }) => String(context.taskUid(task.key)),
  ID: ({ id }) => String(id),
  WBS: ({ task, index, context }) => textOrNull(task.wbs) ?? context.outline.numbers[index] ?? null,
  OutlineNumber: ({ index, context }) => context.outline.numbers[index] ?? null,
  OutlineLevel: ({ index, context }) => String(context.outline.levels[index] ?? 1),
  Start: ({ task, context }) => dateOrNull(startOf(task) ?? undatedStart(task, context)),
  Finish: ({ task, context }) => dateOrNull(finishOf(task) ?? undatedStart(task, context)),
  Work: ({ index, context }) => durationOrNull(context.totals.work(index)),
  Resume: ({ task }) => dateOrNull(task.progress?.resume),
  Milestone: ({ task }) => flagText(task.kind === 'milestone'),
  Summary: (written) => flagText(isSummary(written)),
  ActualStart: ({ task }) => dateOrNull(task.progress?.actualStart),
  ActualFinish: ({ task }) => dateOrNull(task.progress?.actualFinish),
  ActualDuration: (written) => (isSummary(written) ? null : durationText(doneMinutes(written))),
  ActualWork: ({ index, context }) => durationOrNull(context.totals.actual(index)),
  RemainingDuration: (written) =>
    isSummary(written) ? null : durationText(written.task.durationMinutes - doneMinutes(written)),
  RemainingWork: ({ index, context }) => durationOrNull(context.totals.remaining(index)),
  CalendarUID: ({ task, context }) => String(context.calendarUid(task.calendarKey)),
  PredecessorLink: ({ links }) => links,
  ExtendedAttribute: ({ task, context }) => fieldValueNodes(task, context.fields),
}

export const TASK: RecordKind<WrittenTask> = recordKind(
  TASK_ELEMENTS,
  {
    ...Object.fromEntries(
      Object.entries(byItself).map(([name, say]) => [name, ({ task }: WrittenTask) => say(task)] as const),
    ),
    ...inPlace,
  },
  {
    ties: { Stop: ({ task }) => courseOf(task), TimephasedData: ({ task }) => courseOf(task) },
    computed: ['UID', 'ID', 'OutlineNumber', 'OutlineLevel', 'Summary', 'PredecessorLink'],
  },
)

/** What a task says by itself of an element; undefined when more has to be known. */
export function saidByItself(task: DocumentTask, name: string): Said | undefined {
  return BY_ITSELF.get(name)?.(task)
}

const BY_ITSELF = new Map(Object.entries(byItself))

/** Those of other projects stay where they are by themselves. */
function isByHand({ manual, external, stored }: DocumentTask): boolean {
  if (manual === null) return false
  return external === null || manual.start !== (stored?.start ?? null) || manual.finish !== (stored?.finish ?? null)
}

/** Of tasks by hand that nobody has scheduled it is told where they lie; programs take all tasks for scheduled. */
function startOf(task: DocumentTask): WallTime | null {
  const { stored, manual } = task
  if (stored !== null || !isByHand(task)) return stored?.start ?? null
  return manual?.start ?? manual?.finish ?? null
}

function finishOf(task: DocumentTask): WallTime | null {
  const { stored, manual } = task
  if (stored !== null || !isByHand(task)) return stored?.finish ?? null
  return manual?.finish ?? manual?.start ?? null
}

function undatedStart(task: DocumentTask, { document }: WriteContext): WallTime | null {
  return task.stored === null && isByHand(task) ? (document.start ?? document.finish ?? UNDATED) : null
}

/** The first day that Microsoft Project has. */
const UNDATED = '1984-01-01T08:00'

function isSummary({ index, context }: WrittenTask): boolean {
  return context.outline.isSummary(index)
}

function doneMinutes({ task }: WrittenTask): number {
  return task.progress?.doneMinutes ?? 0
}

/** What changes when the task lies elsewhere, or more of it is done. */
function courseOf({ stored, progress, durationMinutes, percentComplete, splits }: DocumentTask): string {
  const done = progress === null ? '' : `${progress.actualStart} ${progress.actualFinish ?? ''} ${progress.doneMinutes}`
  const gaps = splits.map(({ afterMinutes, gapMinutes }) => `${afterMinutes}+${gapMinutes}`).join()
  return `${stored?.start ?? ''} ${stored?.finish ?? ''} ${durationMinutes} ${percentComplete}% ${done} ${gaps}`
}
