export { aroundTheClock, compileCalendar } from './calendar/compile-calendar.ts'
export { exceptionRank } from './calendar/day-layers.ts'
export { intersectCalendars } from './calendar/intersect-calendars.ts'
export {
  addWorkingMinutes,
  earliestMinuteAt,
  latestMinuteAt,
  nextWorkingMinute,
  positionOf,
  previousWorkingMinute,
  workingMinutesBetween,
} from './calendar/positions.ts'
export { recurringDays } from './calendar/recurring-days.ts'
export { WorkingTime } from './calendar/working-time.ts'
export { applyEffortChange } from './effort/apply-effort-change.ts'
export * from './effort/effort-error.ts'
export type * from './effort/effort-types.ts'
export * from './errors.ts'
export { createInstance, type Instance, type InstanceSpec } from './leveling/instance.ts'
export { level } from './leveling/level.ts'
export { type InstanceLeveling, levelInstance, type SearchOptions } from './leveling/level-instance.ts'
export * from './leveling/leveling-errors.ts'
export type * from './leveling/leveling-types.ts'
export { overallocations } from './leveling/overallocations.ts'
export { type LoadPart, type ResourceLoad, resourceLoads } from './leveling/resource-load.ts'
export { compileNetwork } from './network/compile-network.ts'
export { findCycle, type OutlineLink, type OutlineTask } from './network/find-cycle.ts'
export type { Network } from './network/network.ts'
export { checkPlan } from './plan/check-plan.ts'
export type { Finding, FindingCode, Severity } from './plan/finding.ts'
export { microsoftOptions, planOptions, primaveraOptions } from './plan/options.ts'
export { percentCompleteOf, progressOf } from './plan/progress.ts'
export { expandRecurringTask, type RecurringTaskSpec } from './plan/recurring-task.ts'
export { rescheduleUncompletedWork, updateAsScheduled } from './plan/reschedule-uncompleted.ts'
export { percentCompletes } from './plan/roll-up-progress.ts'
export { alignWithStatusDate, type StatusDateOptions } from './plan/status-date.ts'
export * from './plan/types.ts'
export type { Accrual, BaselineTask } from './quality/baseline.ts'
export { assessSchedule } from './quality/dcma/assess-schedule.ts'
export { type DcmaCheck, type DcmaInput, type DcmaOptions, dcmaDefaults } from './quality/dcma/dcma-types.ts'
export { type EarnedSchedule, earnedSchedule } from './quality/earned-schedule.ts'
export {
  type EarnedValueAnalysis,
  type EarnedValueInput,
  type EarnedValueMethod,
  type EarnedValueTask,
  earnedValue,
} from './quality/earned-value.ts'
export * from './quality/earned-value-error.ts'
export { type EacFormula, type EarnedValueFigures, earnedValueFigures } from './quality/earned-value-figures.ts'
export type { ScheduleColumns } from './schedule/columns.ts'
export { type EditOutcome, LiveSchedule, type PlanEdit } from './schedule/live-schedule.ts'
export { Schedule, schedule, scheduleNetwork } from './schedule/schedule.ts'
export { type PreparedSimulation, prepareSimulation } from './simulation/prepare.ts'
export { finishSimulation } from './simulation/result.ts'
export {
  type BlockRunner,
  blockCount,
  mergePartials,
  openBlocks,
  type PartialResult,
  type SharedSimulation,
  simulateBlocks,
} from './simulation/run/blocks.ts'
export { simulate } from './simulation/simulate.ts'
export type * from './simulation/types.ts'
export { dayOf, minuteOf, textOf, textOfDay } from './time.ts'
