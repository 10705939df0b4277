import type { ShiftSpec } from '@throughline/engine'
import { dateOfChild, timeOfChild } from '../mspdi/values.ts'
import { child, children, textOfChild, type XmlRecord } from '../mspdi/xml-record.ts'
import { STANDARD_WEEK } from '../standard-calendars.ts'
import { clndrText } from '../xer/clndr-text.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MINUTES_PER_DAY = 1440

/** The text that XER has for the working time of a calendar. A day that is not named is as usual. */
export function calendarData(record: XmlRecord): string {
  const hours = children(child(record, 'StandardWorkWeek'), 'StandardWorkHours')
  const week = DAYS.map((name, index) => {
    const day = hours.find((each) => textOfChild(each, 'DayOfWeek') === name)
    return day === undefined ? (STANDARD_WEEK[index] ?? []) : shiftsOf(day)
  })
  const dated = children(child(record, 'HolidayOrExceptions'), 'HolidayOrException')
  const exceptions = dated.flatMap((each): [string, readonly ShiftSpec[]][] => {
    const date = dateOfChild(each, 'Date')
    return date === null ? [] : [[date.slice(0, 10), exceptionShifts(each)]]
  })
  return clndrText(week, new Map(exceptions))
}

/** Primavera writes a day without work as one from 00:00 to 23:59. */
function exceptionShifts(record: XmlRecord): ShiftSpec[] {
  const shifts = shiftsOf(record)
  const [only] = shifts
  return shifts.length === 1 && only?.from === 0 && only.to === MINUTES_PER_DAY ? [] : shifts
}

function shiftsOf(record: XmlRecord): ShiftSpec[] {
  return children(record, 'WorkTime').flatMap((time) => {
    const from = timeOfChild(time, 'Start')
    const last = timeOfChild(time, 'Finish')
    return from === null || last === null ? [] : [{ from: from % MINUTES_PER_DAY, to: endOf(last) }]
  })
}

/** Primavera names the last minute that is worked, 11:59 for noon; some programs name the end itself. */
function endOf(last: number): number {
  return (last % 5 === 4 ? last + 1 : last) || MINUTES_PER_DAY
}
