import {
  type ConstraintKind,
  type EffortType,
  minuteOf,
  type PlanOptions,
  type WorkingTime,
  workingMinutesBetween,
} from '@throughline/engine'
import { clampMinutes, clampPercent, MAXIMUM_NAME, MAXIMUM_SHORT_NAME, tidyName, tidyNotes } from '../limits.ts'
import { PLAIN_TASK } from '../plain-document.ts'
import type { DocumentConstraint, DocumentProgress, DocumentTask, StoredSchedule, WallTime } from '../plan-document.ts'
import type { Warnings } from '../warnings.ts'
import { uuidOfGuid } from './guid.ts'
import type { XerRow } from './xer-tables.ts'
import { dateIn, durationIn, isYes, keyIn, minutesIn, numberIn, textIn } from './xer-values.ts'

/** Tasks that span others rather than take part themselves. */
export const SPANNING_TYPES: ReadonlySet<string> = new Set(['TT_LOE', 'TT_WBS'])
const MILESTONE_TYPES: ReadonlySet<string> = new Set(['TT_Mile', 'TT_FinMile'])

export const CONSTRAINTS: Readonly<Record<string, ConstraintKind>> = {
  CS_ALAP: 'asLateAsPossible',
  CS_MSO: 'mustStartOn',
  CS_MSOA: 'startNoEarlierThan',
  CS_MSOB: 'startNoLaterThan',
  CS_MEO: 'mustFinishOn',
  CS_MEOA: 'finishNoEarlierThan',
  CS_MEOB: 'finishNoLaterThan',
  CS_MANDSTART: 'mustStartOn',
  CS_MANDFIN: 'mustFinishOn',
}
const MANDATORY: ReadonlySet<string> = new Set(['CS_MANDSTART', 'CS_MANDFIN'])
const EFFORT_TYPES: Readonly<Record<string, EffortType>> = {
  DT_FixedDrtn: 'fixedDuration',
  DT_FixedDUR2: 'fixedDuration',
  DT_FixedRate: 'fixedUnits',
  DT_FixedQty: 'fixedWork',
}
export const PRIORITIES: Readonly<Record<string, number>> = {
  PT_Top: 900,
  PT_High: 700,
  PT_Normal: 500,
  PT_Low: 300,
  PT_Lowest: 100,
}

export interface XerTaskContext {
  readonly parentKey: string | null
  readonly calendarKeys: ReadonlySet<string>
  readonly criticalMinutes: number
  readonly criticalBy: PlanOptions['criticalBy']
  readonly statusDate: WallTime | null
  readonly calendarOf: (key: string | null) => WorkingTime
  readonly notes: string
  readonly customFields: DocumentTask['customFields']
  readonly warnings: Warnings
}

/** A level of effort and a WBS summary keep the dates that the file has, as they drive nothing. */
export function buildTask(row: XerRow, context: XerTaskContext): DocumentTask {
  const { calendarKeys, warnings } = context
  const type = textIn(row, 'task_type') ?? 'TT_Task'
  const name = tidyName(textIn(row, 'task_name') ?? '', MAXIMUM_NAME, `Task ${keyIn(row, 'task_id')}`)
  const calendarKey = textIn(row, 'clndr_id')
  const isMilestone = MILESTONE_TYPES.has(type)
  const calendar = context.calendarOf(calendarKey !== null && calendarKeys.has(calendarKey) ? calendarKey : null)
  const progress = progressOf(row, context.statusDate, calendar)
  const { constraint, deadline } = constraintsOf(row, name, warnings)
  const stored = storedOf(row, context)
  return {
    ...PLAIN_TASK,
    key: keyIn(row, 'task_id'),
    guid: uuidOfGuid(textIn(row, 'guid')),
    parentKey: context.parentKey,
    name,
    wbs: tidyName(textIn(row, 'task_code') ?? '', MAXIMUM_SHORT_NAME, ''),
    notes: tidyNotes(context.notes, row, warnings),
    kind: isMilestone ? 'milestone' : 'task',
    pointAt: type === 'TT_Mile' ? 'start' : type === 'TT_FinMile' ? 'finish' : null,
    durationMinutes: isMilestone ? 0 : clampMinutes(durationOf(row, progress), row, warnings),
    calendarKey: calendarKey !== null && calendarKeys.has(calendarKey) ? calendarKey : null,
    ignoresResourceCalendars: !isMilestone && type !== 'TT_Rsrc',
    constraint,
    deadline,
    manual: SPANNING_TYPES.has(type) ? { start: stored.start, finish: stored.finish } : null,
    progress,
    percentComplete: percentOf(row, progress),
    priority: PRIORITIES[textIn(row, 'priority_type') ?? ''] ?? 500,
    effortType: EFFORT_TYPES[textIn(row, 'duration_type') ?? ''] ?? 'fixedDuration',
    customFields: context.customFields,
    stored,
    line: row.line,
  }
}

/** Of a started task what has been done and what remains. */
function durationOf(row: XerRow, progress: DocumentProgress | null): number {
  const target = durationIn(row, 'target_drtn_hr_cnt') ?? 0
  if (progress?.actualFinish != null) return target
  const remaining = durationIn(row, 'remain_drtn_hr_cnt') ?? target
  return progress === null ? remaining : progress.doneMinutes + remaining
}

/**
 * What has been done of a started task is its original duration less what remains, as far as there
 * was time for it until the data date.
 */
function progressOf(row: XerRow, statusDate: WallTime | null, calendar: WorkingTime): DocumentProgress | null {
  const status = textIn(row, 'status_code')
  const actualStart = dateIn(row, 'act_start_date')
  const actualFinish = dateIn(row, 'act_end_date')
  if (actualStart === null || status === 'TK_NotStart') return null
  const target = durationIn(row, 'target_drtn_hr_cnt') ?? 0
  const remaining = durationIn(row, 'remain_drtn_hr_cnt') ?? 0
  const isComplete = status === 'TK_Complete' && actualFinish !== null
  const passed =
    statusDate === null ? target : workingMinutesBetween(calendar, minuteOf(actualStart), minuteOf(statusDate))
  return {
    actualStart,
    actualFinish: isComplete ? actualFinish : null,
    doneMinutes: isComplete ? target : Math.max(0, Math.min(target - remaining, passed)),
    resume: isComplete ? null : dateIn(row, 'resume_date'),
  }
}

function percentOf(row: XerRow, progress: DocumentProgress | null): number {
  if (progress?.actualFinish != null) return 100
  if (textIn(row, 'complete_pct_type') === 'CP_Phys') return clampPercent(numberIn(row, 'phys_complete_pct') ?? 0)
  const target = minutesIn(row, 'target_drtn_hr_cnt') ?? 0
  const remaining = minutesIn(row, 'remain_drtn_hr_cnt') ?? 0
  return progress === null || target <= 0 ? 0 : clampPercent(((target - remaining) / target) * 100)
}

/** Of two constraints the one that caps the finish is a deadline, which is all it does here. */
function constraintsOf(row: XerRow, name: string, warnings: Warnings) {
  const first = constraintOf(row, 'cstr_type', 'cstr_date')
  const second = constraintOf(row, 'cstr_type2', 'cstr_date2')
  if (second === null || first === null) return { constraint: first ?? second, deadline: null }
  const caps = [first, second].find(({ kind }) => kind === 'finishNoLaterThan')
  if (caps !== undefined) return { constraint: caps === first ? second : first, deadline: caps.date }
  warnings.add('second constraint', row, `The second constraint of “${name}” is left out.`)
  return { constraint: first, deadline: null }
}

function constraintOf(row: XerRow, type: string, date: string): DocumentConstraint | null {
  const kind = CONSTRAINTS[textIn(row, type) ?? '']
  if (kind === undefined) return null
  const at = kind === 'asLateAsPossible' ? null : dateIn(row, date)
  if (at === null && kind !== 'asLateAsPossible') return null
  return MANDATORY.has(textIn(row, type) ?? '') ? { kind, date: at, isMandatory: true } : { kind, date: at }
}

/** Early and late dates of what has begun are those of the rest, and of what is complete say nothing. */
function storedOf(row: XerRow, { criticalMinutes, criticalBy }: XerTaskContext): StoredSchedule {
  const isStarted = textIn(row, 'status_code') !== 'TK_NotStart'
  const isComplete = textIn(row, 'status_code') === 'TK_Complete'
  const early = { start: dateIn(row, 'early_start_date'), finish: dateIn(row, 'early_end_date') }
  const rest = { start: dateIn(row, 'restart_date') ?? early.start, finish: dateIn(row, 'reend_date') ?? early.finish }
  const float = isComplete ? null : minutesIn(row, 'total_float_hr_cnt')
  return {
    start: (isStarted ? dateIn(row, 'act_start_date') : null) ?? rest.start ?? dateIn(row, 'target_start_date'),
    finish: (isComplete ? dateIn(row, 'act_end_date') : null) ?? rest.finish ?? dateIn(row, 'target_end_date'),
    earlyStart: isStarted ? null : early.start,
    earlyFinish: isComplete ? null : early.finish,
    lateStart: isStarted ? null : dateIn(row, 'late_start_date'),
    lateFinish: isComplete ? null : dateIn(row, 'late_end_date'),
    totalSlackMinutes: float,
    freeSlackMinutes: isComplete ? null : minutesIn(row, 'free_float_hr_cnt'),
    isCritical:
      float === null ? null : criticalBy === 'longestPath' ? isYes(row, 'driving_path_flag') : float <= criticalMinutes,
    isSplitOrContoured: textIn(row, 'suspend_date') !== null && !isComplete,
  }
}
