import { minuteOf, textOf, type WorkingTime } from '@throughline/engine'
import { minutesAfter } from '../../minutes-after.ts'
import type { DocumentTask, StoredSchedule, WallTime } from '../../plan-document.ts'
import { calendarLookup } from '../../work-calendars.ts'
import { guidOfUuid } from '../guid.ts'
import { PRIORITIES } from '../xer-task.ts'
import { dateCell, flagCell, nameCell } from './cells.ts'
import { constraintCells } from './constraint-cells.ts'
import type { Cells, OutRow } from './out-row.ts'
import { usualElement } from './project-rows.ts'
import type { WriteContext } from './write-context.ts'
import { elementId } from './xer-keys.ts'

const LONGEST_NAME = 120
const LONGEST_WBS_NAME = 100
const EFFORT_TYPES: Readonly<Record<DocumentTask['effortType'], string>> = {
  fixedDuration: 'DT_FixedDrtn',
  fixedUnits: 'DT_FixedRate',
  fixedWork: 'DT_FixedQty',
}
const NOTHING_STORED: StoredSchedule = {
  start: null,
  finish: null,
  earlyStart: null,
  earlyFinish: null,
  lateStart: null,
  lateFinish: null,
  totalSlackMinutes: null,
  freeSlackMinutes: null,
  isCritical: null,
  isSplitOrContoured: false,
}

export function elementRows({ document, ...context }: WriteContext): OutRow[] {
  const places = new Map<string | null, number>()
  return document.tasks.flatMap((task) => {
    if (!context.isSummary(task.key)) return []
    const place = (places.get(task.parentKey) ?? 0) + 1
    places.set(task.parentKey, place)
    return [
      {
        said: {
          wbs_short_name: context.codeOf(task.key),
          wbs_name: nameCell(task.name, LONGEST_WBS_NAME),
          parent_wbs_id: context.elementIdOf(task.parentKey),
          guid: task.guid === null ? '' : guidOfUuid(task.guid),
        },
        usual: { ...usualElement(context.projectId), wbs_id: elementId(task.key), seq_num: String(place) },
        extra: task.extra,
      },
    ]
  })
}

export function taskRows(context: WriteContext): OutRow[] {
  const calendarOf = calendarLookup({
    calendars: context.calendars,
    defaultCalendarKey: context.defaultCalendarId,
  })
  const work = workByTask(context)
  return context.document.tasks.flatMap((task) => {
    if (context.isSummary(task.key)) return []
    const suspended = suspendDate(task, calendarOf(context.calendarIdOf(task)))
    return [taskRow(task, { context, suspended, work: work.get(task.key) })]
  })
}

interface TaskWork {
  actual: number
  remaining: number
  planned: number
}

interface RowContext {
  readonly context: WriteContext
  readonly suspended: WallTime | null
  readonly work: TaskWork | undefined
}

function taskRow(task: DocumentTask, { context, suspended, work }: RowContext): OutRow {
  const { numbers, codeOf, elementIdOf, calendarIdOf, projectId } = context
  const durations = durationsOf(task)
  return {
    said: {
      wbs_id: elementIdOf(task.parentKey),
      clndr_id: calendarIdOf(task),
      task_type: typeOf(task, context),
      duration_type: EFFORT_TYPES[task.effortType],
      status_code: statusOf(task),
      task_code: codeOf(task.key),
      task_name: nameCell(task.name, LONGEST_NAME),
      target_drtn_hr_cnt: numbers.hours(durations.target),
      remain_drtn_hr_cnt: numbers.hours(durations.remaining),
      ...percentCells(task, durations),
      ...constraintCells(task),
      ...dateCells(task, suspended),
      ...floatCells(task, context),
      priority_type: priorityOf(task.priority),
      guid: task.guid === null ? '' : guidOfUuid(task.guid),
    },
    usual: {
      ...USUAL_TASK,
      task_id: task.key,
      proj_id: projectId,
      act_work_qty: numbers.hours(work?.actual ?? 0),
      remain_work_qty: numbers.hours(work?.remaining ?? 0),
      target_work_qty: numbers.hours(work?.planned ?? 0),
    },
    extra: task.extra,
  }
}

const USUAL_TASK: Cells = {
  task_id: '',
  proj_id: '',
  wbs_id: '',
  clndr_id: '',
  phys_complete_pct: '0',
  rev_fdbk_flag: 'N',
  lock_plan_flag: 'N',
  auto_compute_act_flag: 'N',
  complete_pct_type: '',
  task_type: '',
  duration_type: '',
  status_code: '',
  task_code: '',
  task_name: '',
  rsrc_id: '',
  total_float_hr_cnt: '',
  free_float_hr_cnt: '',
  remain_drtn_hr_cnt: '',
  act_work_qty: '0',
  remain_work_qty: '0',
  target_work_qty: '0',
  target_drtn_hr_cnt: '',
  target_equip_qty: '0',
  act_equip_qty: '0',
  remain_equip_qty: '0',
  cstr_date: '',
  act_start_date: '',
  act_end_date: '',
  late_start_date: '',
  late_end_date: '',
  expect_end_date: '',
  early_start_date: '',
  early_end_date: '',
  restart_date: '',
  reend_date: '',
  target_start_date: '',
  target_end_date: '',
  rem_late_start_date: '',
  rem_late_end_date: '',
  cstr_type: '',
  priority_type: '',
  suspend_date: '',
  resume_date: '',
  float_path: '',
  float_path_order: '',
  guid: '',
  tmpl_guid: '',
  cstr_date2: '',
  cstr_type2: '',
  driving_path_flag: 'N',
  act_this_per_work_qty: '0',
  act_this_per_equip_qty: '0',
  external_early_start_date: '',
  external_late_end_date: '',
  create_date: '',
  update_date: '',
  create_user: '',
  update_user: '',
  location_id: '',
}

/** A milestone that has no side lies at the end of what comes before it, if anything does. */
function typeOf(task: DocumentTask, { isSuccessor }: WriteContext): string {
  if (task.kind === 'milestone' && task.durationMinutes === 0) {
    const side = task.pointAt ?? (isSuccessor(task.key) ? 'finish' : 'start')
    return side === 'start' ? 'TT_Mile' : 'TT_FinMile'
  }
  return task.ignoresResourceCalendars ? 'TT_Task' : 'TT_Rsrc'
}

function statusOf({ progress }: DocumentTask): string {
  if (progress === null) return 'TK_NotStart'
  return progress.actualFinish === null ? 'TK_Active' : 'TK_Complete'
}

interface Durations {
  readonly target: number
  readonly remaining: number
}

/** Primavera has no interruptions before the data date, so that they make a task longer. */
function durationsOf({ durationMinutes, splits, progress }: DocumentTask): Durations {
  const target = durationMinutes + splits.reduce((sum, { gapMinutes }) => sum + gapMinutes, 0)
  if (progress === null) return { target, remaining: target }
  const remaining = progress.actualFinish === null ? Math.max(0, target - progress.doneMinutes) : 0
  return { target, remaining }
}

/** By the duration where that gives the same, else as people said it. */
function percentCells({ percentComplete, progress }: DocumentTask, { target, remaining }: Durations): Cells {
  const byDuration = progress === null || target <= 0 ? 0 : Math.round(((target - remaining) / target) * 100)
  const implied = progress?.actualFinish != null ? 100 : byDuration
  return implied === percentComplete
    ? { complete_pct_type: 'CP_Drtn' }
    : { complete_pct_type: 'CP_Phys', phys_complete_pct: String(percentComplete) }
}

function dateCells(task: DocumentTask, suspended: WallTime | null): Cells {
  const { progress } = task
  const stored = task.stored ?? NOTHING_STORED
  const isStarted = progress !== null
  const isComplete = progress?.actualFinish != null
  return {
    act_start_date: dateCell(progress?.actualStart),
    act_end_date: dateCell(progress?.actualFinish),
    early_start_date: isStarted ? '' : dateCell(stored.earlyStart),
    early_end_date: isComplete ? '' : dateCell(stored.earlyFinish),
    late_start_date: isStarted ? '' : dateCell(stored.lateStart),
    late_end_date: isComplete ? '' : dateCell(stored.lateFinish),
    restart_date: isStarted ? dateCell(isComplete ? null : progress.resume) : dateCell(stored.start),
    reend_date: isComplete ? '' : dateCell(stored.finish),
    target_start_date: dateCell(stored.start),
    target_end_date: dateCell(stored.finish),
    suspend_date: dateCell(suspended),
    resume_date: isComplete ? '' : dateCell(progress?.resume),
  }
}

/** Primavera knows when a task is resumed only of one that was suspended: once what is done was done. */
function suspendDate({ progress }: DocumentTask, calendar: WorkingTime): WallTime | null {
  if (progress === null || progress.actualFinish !== null || progress.resume === null) return null
  const resume = minuteOf(progress.resume)
  const done = minutesAfter(calendar, minuteOf(progress.actualStart), progress.doneMinutes) ?? resume
  return textOf(Math.min(done, resume))
}

function floatCells({ progress, stored }: DocumentTask, { document, numbers }: WriteContext): Cells {
  const isComplete = progress?.actualFinish != null
  const isOnPath = document.options.criticalBy === 'longestPath' && stored?.isCritical === true
  return {
    total_float_hr_cnt: isComplete ? '' : numbers.hours(stored?.totalSlackMinutes ?? null),
    free_float_hr_cnt: isComplete ? '' : numbers.hours(stored?.freeSlackMinutes ?? null),
    driving_path_flag: flagCell(isOnPath),
  }
}

/** The nearest of the five that there are. */
function priorityOf(priority: number): string {
  const [nearest] = Object.entries(PRIORITIES).sort(([, a], [, b]) => Math.abs(a - priority) - Math.abs(b - priority))
  return nearest?.[0] ?? 'PT_Normal'
}

function workByTask({ document }: WriteContext): ReadonlyMap<string, TaskWork> {
  const kinds = new Map(document.resources.map(({ key, kind }) => [key, kind]))
  const byTask = new Map<string, TaskWork>()
  for (const assignment of document.assignments) {
    if (kinds.get(assignment.resourceKey) !== 'work') continue
    const sum = byTask.get(assignment.taskKey) ?? { actual: 0, remaining: 0, planned: 0 }
    sum.actual += assignment.actualWorkMinutes
    sum.planned += assignment.workMinutes ?? 0
    sum.remaining +=
      assignment.remainingWorkMinutes ?? Math.max(0, (assignment.workMinutes ?? 0) - assignment.actualWorkMinutes)
    byTask.set(assignment.taskKey, sum)
  }
  return byTask
}
