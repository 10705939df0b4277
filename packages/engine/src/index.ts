export {
  addWorkingMinutes,
  type Calendar,
  compileCalendar,
  nextWorkingMinute,
  previousWorkingMinute,
  workingMinutesBetween,
} from './calendar.ts'
export * from './errors.ts'
export { findCycle, type OutlineLink, type OutlineTask } from './find-cycle.ts'
export { schedule } from './schedule.ts'
export { dayOf, minuteOf, textOf, textOfDay } from './time.ts'
export * from './types.ts'
