export { aroundTheClock, compileCalendar } from './calendar/compile-calendar.ts'
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
export { type WorkingTime as Calendar, WorkingTime } from './calendar/working-time.ts'
export * from './errors.ts'
export { compileNetwork } from './network/compile-network.ts'
export { findCycle, type OutlineLink, type OutlineTask } from './network/find-cycle.ts'
export type { Network } from './network/network.ts'
export { microsoftOptions, planOptions, primaveraOptions } from './plan/options.ts'
export * from './plan/types.ts'
export type { ScheduleColumns } from './schedule/columns.ts'
export { Schedule, schedule, scheduleNetwork } from './schedule/schedule.ts'
export { dayOf, minuteOf, textOf, textOfDay } from './time.ts'
