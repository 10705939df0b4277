import type { PlanOptions } from '@throughline/engine'
import type { XerRow } from './xer-tables.ts'
import { isYes, minutesIn, textIn } from './xer-values.ts'

/** Those before the last of a kind have been seen in some files. */
export const LAG_CALENDARS: Readonly<Record<string, PlanOptions['lagCalendar']>> = {
  rcal_Predecessor: 'predecessor',
  rcal_Successor: 'successor',
  rcal_24hr: 'aroundTheClock',
  rcal_24Hour: 'aroundTheClock',
  rcal_ProjDefault: 'project',
}
export const FLOAT_TYPES: Readonly<Record<string, PlanOptions['totalFloatBy']>> = {
  FT_FF: 'finish',
  FT_SF: 'start',
  FT_SS: 'start',
  FT_Min: 'smallest',
}

/**
 * How Primavera schedules: links win over constraints, no work remains before the data date, and
 * the options of the file say the rest.
 */
export function optionsOf(project: XerRow, schedule: XerRow | null): Partial<PlanOptions> {
  return {
    honorsConstraints: false,
    statusDateMovesWork: true,
    startBindsAll: true,
    semantics: 'primavera',
    honorsProjectFinish: textIn(project, 'plan_end_date') !== null,
    criticalFloatMinutes: minutesIn(project, 'critical_drtn_hr_cnt') ?? 0,
    criticalBy: textIn(project, 'critical_path_type') === 'CT_DrivPath' ? 'longestPath' : 'totalFloat',
    hasMultipleCriticalPaths: schedule !== null && isYes(schedule, 'sched_open_critical_flag'),
    totalFloatBy: FLOAT_TYPES[(schedule && textIn(schedule, 'sched_float_type')) ?? ''] ?? 'finish',
    lagCalendar:
      LAG_CALENDARS[(schedule && textIn(schedule, 'sched_calendar_on_relationship_lag')) ?? ''] ?? 'predecessor',
    outOfSequence: outOfSequence(schedule),
  }
}

/** Neither of the two is Primavera's third way, actual dates, which is followed as retained logic. */
function outOfSequence(schedule: XerRow | null): PlanOptions['outOfSequence'] {
  if (schedule === null || isYes(schedule, 'sched_retained_logic')) return 'retainedLogic'
  return isYes(schedule, 'sched_progress_override') ? 'progressOverride' : 'retainedLogic'
}
