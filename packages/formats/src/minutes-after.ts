import { addWorkingMinutes, HorizonError, InvalidCalendarError, type WorkingTime } from '@throughline/engine'

/** Working minutes after a minute; null where nobody can tell, since the years of the calendar end or it never works. */
export function minutesAfter(calendar: WorkingTime, from: number, minutes: number): number | null {
  try {
    return addWorkingMinutes(calendar, from, minutes)
  } catch (error) {
    if (error instanceof HorizonError || error instanceof InvalidCalendarError) return null
    throw error
  }
}
