import type { ResourceKind } from '@throughline/engine'
import type { DocumentAssignment, DocumentResource, DocumentTask, WallTime } from '../../plan-document.ts'
import { guidOfUuid } from '../guid.ts'
import { htmlOfText } from '../html-text.ts'
import { dateCell, flagCell, nameCell } from './cells.ts'
import type { Cells, OutRow } from './out-row.ts'
import { planStart } from './project-rows.ts'
import type { WriteContext } from './write-context.ts'

const LONGEST_NAME = 100
/** Costs that are no work and no material are expenses in Primavera, which are of a task. */
const TYPES: Readonly<Record<ResourceKind, string>> = { work: 'RT_Labor', material: 'RT_Mat', cost: 'RT_Mat' }

export function resourceRows({ document, numbers }: WriteContext): OutRow[] {
  return document.resources.map((resource): OutRow => {
    const { standardRateMinor, overtimeRateMinor } = resource
    const hasOvertime = overtimeRateMinor > 0 && standardRateMinor > 0
    return {
      said: {
        clndr_id: resource.calendarKey ?? '',
        guid: resource.guid === null ? '' : guidOfUuid(resource.guid),
        email_addr: resource.email ?? '',
        rsrc_name: nameCell(resource.name, LONGEST_NAME),
        ot_flag: flagCell(hasOvertime),
        ot_factor: hasOvertime ? numbers.number(overtimeRateMinor / standardRateMinor) : '',
        rsrc_type: TYPES[resource.kind],
        rsrc_notes: resource.notes === '' ? '' : htmlOfText(resource.notes),
      },
      usual: {
        rsrc_id: resource.key,
        parent_rsrc_id: '',
        clndr_id: '',
        guid: '',
        rsrc_seq_num: resource.key,
        email_addr: '',
        employee_code: '',
        rsrc_name: '',
        rsrc_short_name: `R${resource.key}`,
        def_qty_per_hr: numbers.number(resource.maxUnits),
        cost_qty_type: 'QT_Hour',
        ot_factor: '',
        active_flag: 'Y',
        auto_compute_act_flag: 'Y',
        def_cost_qty_link_flag: 'Y',
        ot_flag: 'N',
        curr_id: '1',
        rsrc_type: '',
        rsrc_notes: '',
      },
      extra: resource.extra,
    }
  })
}

/** How much there is of a resource from a day on, and what it costs. */
export function rateRows(resource: DocumentResource, { document, numbers }: WriteContext): Cells[] {
  const { key, maxUnits, availability, standardRateMinor } = resource
  const first = dateCell(planStart(document).slice(0, 10).concat('T00:00'))
  const row = (from: WallTime | null, units: number): Cells => ({
    rsrc_id: key,
    max_qty_per_hr: numbers.number(units),
    cost_per_qty: numbers.money(standardRateMinor),
    start_date: from === null ? first : dateCell(from),
  })
  if (availability.length === 0) return [row(null, maxUnits)]
  return availability.map(({ from, units }) => row(from, units))
}

export function assignmentRows(context: WriteContext): OutRow[] {
  const tasks = new Map(context.document.tasks.map((task) => [task.key, task]))
  const resources = new Map(context.document.resources.map((resource) => [resource.key, resource]))
  return context.document.assignments.flatMap((assignment, index) => {
    if (context.isSummary(assignment.taskKey)) return []
    const of = { task: tasks.get(assignment.taskKey), resource: resources.get(assignment.resourceKey) }
    return [assignmentRow(assignment, { ...of, context, number: index + 1 })]
  })
}

interface AssignmentContext {
  readonly context: WriteContext
  readonly task: DocumentTask | undefined
  readonly resource: DocumentResource | undefined
  readonly number: number
}

/** Primavera always says how much work there is: over the duration at the units, where nobody said another. */
function assignmentRow(assignment: DocumentAssignment, { context, task, resource, number }: AssignmentContext): OutRow {
  const { numbers, projectId } = context
  const { actualWorkMinutes, overtimeMinutes, units } = assignment
  const planned = assignment.workMinutes ?? impliedWork(task?.durationMinutes ?? 0, units)
  const remaining = assignment.remainingWorkMinutes ?? Math.max(0, planned - actualWorkMinutes)
  const overtime = Math.min(overtimeMinutes, actualWorkMinutes)
  return {
    said: {
      remain_qty: numbers.hours(remaining),
      target_qty: numbers.hours(planned),
      target_qty_per_hr: numbers.number(units),
      target_lag_drtn_hr_cnt: numbers.hours(assignment.delayMinutes),
      act_ot_qty: numbers.hours(overtime),
      act_reg_qty: numbers.hours(actualWorkMinutes - overtime),
      guid: assignment.guid === null ? '' : guidOfUuid(assignment.guid),
    },
    usual: {
      taskrsrc_id: String(number),
      task_id: assignment.taskKey,
      proj_id: projectId,
      cost_qty_link_flag: 'Y',
      role_id: '',
      acct_id: '',
      rsrc_id: assignment.resourceKey,
      remain_qty: '',
      target_qty: '',
      remain_qty_per_hr: numbers.number(units),
      target_lag_drtn_hr_cnt: '',
      target_qty_per_hr: '',
      act_ot_qty: '',
      act_reg_qty: '',
      target_start_date: dateCell(task?.stored?.start),
      target_end_date: dateCell(task?.stored?.finish),
      rollup_dates_flag: 'Y',
      guid: '',
      rate_type: 'COST_PER_QTY',
      rsrc_type: TYPES[resource?.kind ?? 'work'],
      cost_per_qty_source_type: 'ST_Rsrc',
    },
    extra: assignment.extra,
  }
}

export function impliedWork(durationMinutes: number, units: number): number {
  return Math.round(durationMinutes * units)
}
