import type { PlanOptions } from '@throughline/engine'
import type { PlanDocument, WallTime } from '../../plan-document.ts'
import { htmlOfText } from '../html-text.ts'
import { dateCell, flagCell, nameCell } from './cells.ts'
import type { Cells, OutRow } from './out-row.ts'
import type { WriteContext } from './write-context.ts'

const LONGEST_SHORT_NAME = 20
const LONGEST_WBS_NAME = 100

const LAG_CALENDARS: Readonly<Record<PlanOptions['lagCalendar'], string>> = {
  predecessor: 'rcal_Predecessor',
  successor: 'rcal_Successor',
  project: 'rcal_ProjDefault',
  aroundTheClock: 'rcal_24Hour',
}
const FLOAT_TYPES: Readonly<Record<PlanOptions['totalFloatBy'], string>> = {
  finish: 'FT_FF',
  start: 'FT_SS',
  smallest: 'FT_Min',
}

/** Primavera cannot do without a data date, nor without a start. */
export function dataDate(document: PlanDocument): WallTime {
  return document.statusDate ?? planStart(document)
}

export function planStart({ start, tasks }: PlanDocument): WallTime {
  const dates = tasks.flatMap(({ stored }) => stored?.start ?? [])
  return start ?? dates.sort()[0] ?? '2026-01-05T08:00'
}

export function projectRow({ document, projectId, numbers, defaultCalendarId }: WriteContext): OutRow {
  const { options, finish } = document
  const finishes = document.tasks.flatMap(({ stored }) => stored?.finish ?? []).sort()
  return {
    said: {
      clndr_id: defaultCalendarId,
      critical_drtn_hr_cnt: numbers.hours(options.criticalFloatMinutes ?? 0),
      last_recalc_date: dateCell(dataDate(document)),
      plan_start_date: dateCell(planStart(document)),
      plan_end_date: options.honorsProjectFinish === true ? dateCell(finish) : '',
      critical_path_type: options.criticalBy === 'longestPath' ? 'CT_DrivPath' : 'CT_TotFloat',
    },
    usual: {
      proj_id: projectId,
      fy_start_month_num: '1',
      rsrc_self_add_flag: 'Y',
      allow_complete_flag: 'Y',
      rsrc_multi_assign_flag: 'Y',
      checkout_flag: 'N',
      project_flag: 'Y',
      step_complete_flag: 'N',
      cost_qty_recalc_flag: 'N',
      batch_sum_flag: 'Y',
      name_sep_char: '.',
      def_complete_pct_type: 'CP_Drtn',
      proj_short_name: nameCell(document.name ?? 'Project', LONGEST_SHORT_NAME).trim(),
      task_code_base: '1000',
      task_code_step: '10',
      priority_num: '10',
      wbs_max_sum_level: '0',
      strgy_priority_num: '100',
      def_cost_per_qty: '0',
      scd_end_date: dateCell(finishes.at(-1)),
      def_duration_type: 'DT_FixedDrtn',
      task_code_prefix: 'A',
      def_qty_type: 'QT_Hour',
      def_rate_type: 'COST_PER_QTY',
      add_act_remain_flag: 'N',
      act_this_per_link_flag: 'Y',
      def_task_type: 'TT_Task',
      act_pct_link_flag: 'N',
      task_code_prefix_flag: 'Y',
      def_rollup_dates_flag: 'Y',
      use_project_baseline_flag: 'Y',
      rem_target_link_flag: 'Y',
      reset_planned_flag: 'N',
      allow_neg_act_flag: 'N',
      sum_assign_level: 'SL_Taskrsrc',
      loaded_scope_level: '7',
      export_flag: 'Y',
    },
    extra: null,
  }
}

export function scheduleRow({ document, projectId }: WriteContext): OutRow {
  const { hasMultipleCriticalPaths = false, totalFloatBy = 'smallest', lagCalendar = 'successor' } = document.options
  const isOverriding = document.options.outOfSequence === 'progressOverride'
  return {
    said: {
      sched_open_critical_flag: flagCell(hasMultipleCriticalPaths),
      sched_retained_logic: flagCell(!isOverriding),
      sched_progress_override: flagCell(isOverriding),
      sched_float_type: FLOAT_TYPES[totalFloatBy],
      sched_calendar_on_relationship_lag: LAG_CALENDARS[lagCalendar],
    },
    usual: {
      schedoptions_id: '1',
      proj_id: projectId,
      sched_outer_depend_type: 'SD_Both',
      sched_lag_early_start_flag: 'Y',
      sched_setplantoforecast: 'N',
      sched_use_expect_end_flag: 'Y',
      sched_use_project_end_date_for_float: 'Y',
      level_outer_assign_flag: 'N',
      level_within_float_flag: 'N',
      level_keep_sched_date_flag: 'Y',
      level_all_rsrc_flag: 'Y',
      LevelPriorityList: 'priority_type,ASC',
    },
    extra: null,
  }
}

/** The element that stands for the project; it has its name. */
export function rootRow({ document, projectId, rootId }: WriteContext): OutRow {
  return {
    said: { wbs_name: nameCell(document.name ?? 'Project', LONGEST_WBS_NAME) },
    usual: {
      ...usualElement(projectId),
      wbs_id: rootId,
      seq_num: '0',
      proj_node_flag: 'Y',
      wbs_short_name: nameCell(document.name ?? 'Project', LONGEST_SHORT_NAME).trim(),
      parent_wbs_id: '',
      guid: '',
    },
    extra: null,
  }
}

export function usualElement(projectId: string): Cells {
  return {
    wbs_id: '',
    proj_id: projectId,
    obs_id: '',
    seq_num: '',
    proj_node_flag: 'N',
    sum_data_flag: 'Y',
    status_code: 'WS_Open',
    wbs_short_name: '',
    wbs_name: '',
    parent_wbs_id: '',
    ev_user_pct: '6',
    ev_etc_user_value: '0.88',
    orig_cost: '0',
    indep_remain_total_cost: '0',
    indep_remain_work_qty: '0',
    ev_compute_type: 'EC_Cmp_pct',
    ev_etc_compute_type: 'EE_PF_cpi',
    guid: '',
  }
}

export function descriptionMemo({ document, projectId, rootId }: WriteContext): Cells[] {
  if (document.description === '') return []
  const text = htmlOfText(document.description)
  return [{ proj_id: projectId, wbs_id: rootId, wbs_memo: text }]
}
