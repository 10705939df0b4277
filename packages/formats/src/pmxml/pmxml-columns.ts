// What the elements of Primavera's XML are called in XER.
import {
  ACTIVITY_TYPES,
  CALENDAR_TYPES,
  CONSTRAINTS,
  CRITICAL_TYPES,
  DURATION_TYPES,
  FIELD_TYPES,
  FLOAT_TYPES,
  LAG_CALENDARS,
  PERCENT_TYPES,
  PRIORITIES,
  RELATIONSHIP_TYPES,
  RESOURCE_TYPES,
  STATUSES,
  SUBJECTS,
} from './pmxml-codes.ts'

/** `percent` is a share of 1 in XML; a table of codes turns the words of XML into those of XER. */
export type ColumnKind = 'text' | 'number' | 'duration' | 'date' | 'flag' | 'percent' | Readonly<Record<string, string>>

/** Of several elements the first that the file has. */
export interface Column {
  readonly name: string
  readonly elements: readonly string[]
  readonly kind: ColumnKind
}

const column = (name: string, elements: string | readonly string[], kind: ColumnKind = 'text'): Column => ({
  name,
  elements: typeof elements === 'string' ? [elements] : elements,
  kind,
})

export const PROJECT_COLUMNS: readonly Column[] = [
  column('proj_id', 'ObjectId'),
  column('proj_short_name', 'Id'),
  column('clndr_id', 'ActivityDefaultCalendarObjectId'),
  column('critical_drtn_hr_cnt', ['CriticalActivityFloatLimit', 'CriticalActivityFloatThreshold'], 'number'),
  column('critical_path_type', 'CriticalActivityPathType', CRITICAL_TYPES),
  column('last_recalc_date', 'DataDate', 'date'),
  column('plan_start_date', 'PlannedStartDate', 'date'),
  column('plan_end_date', 'MustFinishByDate', 'date'),
  column('scd_end_date', 'ScheduledFinishDate', 'date'),
  column('guid', 'GUID'),
]

/** In older files the options stand among the fields of the project. */
export const SCHEDULE_COLUMNS: readonly Column[] = [
  column('sched_open_critical_flag', 'MakeOpenEndedActivitiesCritical', 'flag'),
  column('sched_float_type', 'ComputeTotalFloatType', FLOAT_TYPES),
  column('sched_calendar_on_relationship_lag', 'RelationshipLagCalendar', LAG_CALENDARS),
  column('sched_retained_logic', 'OutOfSequenceScheduleType', { 'Retained Logic': 'Y' }),
  column('sched_progress_override', 'OutOfSequenceScheduleType', { 'Progress Override': 'Y' }),
  column('sched_use_expect_end_flag', 'UseExpectedFinishDates', 'flag'),
]

export const CALENDAR_COLUMNS: readonly Column[] = [
  column('clndr_id', 'ObjectId'),
  column('default_flag', 'IsDefault', 'flag'),
  column('clndr_name', 'Name'),
  column('proj_id', 'ProjectObjectId'),
  column('base_clndr_id', 'BaseCalendarObjectId'),
  column('clndr_type', 'Type', CALENDAR_TYPES),
  column('day_hr_cnt', 'HoursPerDay', 'number'),
  column('week_hr_cnt', 'HoursPerWeek', 'number'),
  column('month_hr_cnt', 'HoursPerMonth', 'number'),
  column('year_hr_cnt', 'HoursPerYear', 'number'),
  column('rsrc_private', 'IsPersonal', 'flag'),
]

export const WBS_COLUMNS: readonly Column[] = [
  column('wbs_id', 'ObjectId'),
  column('proj_id', 'ProjectObjectId'),
  column('seq_num', 'SequenceNumber', 'number'),
  column('wbs_short_name', 'Code'),
  column('wbs_name', 'Name'),
  column('parent_wbs_id', 'ParentObjectId'),
  column('guid', 'GUID'),
]

export const ACTIVITY_COLUMNS: readonly Column[] = [
  column('task_id', 'ObjectId'),
  column('proj_id', 'ProjectObjectId'),
  column('wbs_id', 'WBSObjectId'),
  column('clndr_id', 'CalendarObjectId'),
  column('phys_complete_pct', 'PhysicalPercentComplete', 'percent'),
  column('auto_compute_act_flag', 'AutoComputeActuals', 'flag'),
  column('complete_pct_type', 'PercentCompleteType', PERCENT_TYPES),
  column('task_type', 'Type', ACTIVITY_TYPES),
  column('duration_type', 'DurationType', DURATION_TYPES),
  column('status_code', 'Status', STATUSES),
  column('task_code', 'Id'),
  column('task_name', 'Name'),
  column('total_float_hr_cnt', 'TotalFloat', 'number'),
  column('free_float_hr_cnt', 'FreeFloat', 'number'),
  column('remain_drtn_hr_cnt', 'RemainingDuration', 'duration'),
  column('target_drtn_hr_cnt', 'PlannedDuration', 'duration'),
  column('act_work_qty', 'ActualLaborUnits', 'number'),
  column('remain_work_qty', 'RemainingLaborUnits', 'number'),
  column('target_work_qty', 'PlannedLaborUnits', 'number'),
  column('act_equip_qty', 'ActualNonLaborUnits', 'number'),
  column('remain_equip_qty', 'RemainingNonLaborUnits', 'number'),
  column('target_equip_qty', 'PlannedNonLaborUnits', 'number'),
  column('cstr_type', 'PrimaryConstraintType', CONSTRAINTS),
  column('cstr_date', 'PrimaryConstraintDate', 'date'),
  column('cstr_type2', 'SecondaryConstraintType', CONSTRAINTS),
  column('cstr_date2', 'SecondaryConstraintDate', 'date'),
  column('act_start_date', 'ActualStartDate', 'date'),
  column('act_end_date', 'ActualFinishDate', 'date'),
  column('early_start_date', ['EarlyStartDate', 'RemainingEarlyStartDate'], 'date'),
  column('early_end_date', ['EarlyFinishDate', 'RemainingEarlyFinishDate'], 'date'),
  column('late_start_date', ['LateStartDate', 'RemainingLateStartDate'], 'date'),
  column('late_end_date', ['LateFinishDate', 'RemainingLateFinishDate'], 'date'),
  column('restart_date', 'RemainingEarlyStartDate', 'date'),
  column('reend_date', 'RemainingEarlyFinishDate', 'date'),
  column('rem_late_start_date', 'RemainingLateStartDate', 'date'),
  column('rem_late_end_date', 'RemainingLateFinishDate', 'date'),
  column('target_start_date', 'PlannedStartDate', 'date'),
  column('target_end_date', 'PlannedFinishDate', 'date'),
  column('expect_end_date', 'ExpectedFinishDate', 'date'),
  column('suspend_date', 'SuspendDate', 'date'),
  column('resume_date', 'ResumeDate', 'date'),
  column('external_early_start_date', 'ExternalEarlyStartDate', 'date'),
  column('external_late_end_date', 'ExternalLateFinishDate', 'date'),
  column('priority_type', 'LevelingPriority', PRIORITIES),
  column('driving_path_flag', 'IsLongestPath', 'flag'),
  column('float_path', 'FloatPath', 'number'),
  column('float_path_order', 'FloatPathOrder', 'number'),
  column('guid', 'GUID'),
]

export const RELATIONSHIP_COLUMNS: readonly Column[] = [
  column('task_pred_id', 'ObjectId'),
  column('task_id', 'SuccessorActivityObjectId'),
  column('pred_task_id', 'PredecessorActivityObjectId'),
  column('proj_id', 'SuccessorProjectObjectId'),
  column('pred_proj_id', 'PredecessorProjectObjectId'),
  column('pred_type', 'Type', RELATIONSHIP_TYPES),
  column('lag_hr_cnt', 'Lag', 'number'),
  column('comments', 'Comments'),
]

export const RESOURCE_COLUMNS: readonly Column[] = [
  column('rsrc_id', 'ObjectId'),
  column('parent_rsrc_id', 'ParentObjectId'),
  column('clndr_id', 'CalendarObjectId'),
  column('guid', 'GUID'),
  column('rsrc_seq_num', 'SequenceNumber', 'number'),
  column('email_addr', 'EmailAddress'),
  column('employee_code', 'EmployeeId'),
  column('rsrc_name', 'Name'),
  column('rsrc_short_name', 'Id'),
  column('rsrc_title_name', 'Title'),
  column('def_qty_per_hr', ['DefaultUnitsPerTime', 'MaxUnitsPerTime'], 'number'),
  column('ot_flag', 'IsOverTimeAllowed', 'flag'),
  column('ot_factor', 'OvertimeFactor', 'number'),
  column('active_flag', 'IsActive', 'flag'),
  column('rsrc_type', 'ResourceType', RESOURCE_TYPES),
  column('rsrc_notes', 'ResourceNotes'),
]

export const RATE_COLUMNS: readonly Column[] = [
  column('rsrc_rate_id', 'ObjectId'),
  column('rsrc_id', 'ResourceObjectId'),
  column('max_qty_per_hr', 'MaxUnitsPerTime', 'number'),
  column('cost_per_qty', 'PricePerUnit', 'number'),
  column('cost_per_qty2', 'PricePerUnit2', 'number'),
  column('cost_per_qty3', 'PricePerUnit3', 'number'),
  column('cost_per_qty4', 'PricePerUnit4', 'number'),
  column('cost_per_qty5', 'PricePerUnit5', 'number'),
  column('start_date', 'EffectiveDate', 'date'),
]

export const ASSIGNMENT_COLUMNS: readonly Column[] = [
  column('taskrsrc_id', 'ObjectId'),
  column('task_id', 'ActivityObjectId'),
  column('proj_id', 'ProjectObjectId'),
  column('role_id', 'RoleObjectId'),
  column('rsrc_id', 'ResourceObjectId'),
  column('remain_qty', 'RemainingUnits', 'number'),
  column('target_qty', 'PlannedUnits', 'number'),
  column('remain_qty_per_hr', 'RemainingUnitsPerTime', 'number'),
  column('target_qty_per_hr', 'PlannedUnitsPerTime', 'number'),
  column('target_lag_drtn_hr_cnt', 'PlannedLag', 'number'),
  column('act_ot_qty', 'ActualOvertimeUnits', 'number'),
  column('act_reg_qty', 'ActualRegularUnits', 'number'),
  column('target_start_date', 'PlannedStartDate', 'date'),
  column('target_end_date', 'PlannedFinishDate', 'date'),
  column('act_start_date', 'ActualStartDate', 'date'),
  column('act_end_date', 'ActualFinishDate', 'date'),
  column('guid', 'GUID'),
]

export const TOPIC_COLUMNS: readonly Column[] = [column('memo_type_id', 'ObjectId'), column('memo_type', 'Name')]

export const ACTIVITY_NOTE_COLUMNS: readonly Column[] = [
  column('memo_id', 'ObjectId'),
  column('task_id', 'ActivityObjectId'),
  column('memo_type_id', 'NotebookTopicObjectId'),
  column('proj_id', 'ProjectObjectId'),
  column('task_memo', 'Note'),
]

export const WBS_NOTE_COLUMNS: readonly Column[] = [
  column('wbs_memo_id', 'ObjectId'),
  column('wbs_id', 'WBSObjectId'),
  column('memo_type_id', 'NotebookTopicObjectId'),
  column('proj_id', 'ProjectObjectId'),
  column('wbs_memo', 'Note'),
]

export const FIELD_COLUMNS: readonly Column[] = [
  column('udf_type_id', 'ObjectId'),
  column('table_name', 'SubjectArea', SUBJECTS),
  column('udf_type_label', 'Title'),
  column('logical_data_type', 'DataType', FIELD_TYPES),
]

export const VALUE_COLUMNS: readonly Column[] = [
  column('udf_type_id', 'TypeObjectId'),
  column('udf_date', ['StartDateValue', 'FinishDateValue'], 'date'),
  column('udf_number', ['DoubleValue', 'IntegerValue', 'CostValue'], 'number'),
  column('udf_text', ['TextValue', 'IndicatorValue'], 'text'),
]
