import { compileCalendar, dayOf, workingMinutesBetween } from '@throughline/engine'
import type { DocumentCalendar } from '@throughline/formats'
import type { Days } from './mpxj-plan.ts'

const QUARTER = 360

/** Minutes that a calendar works in the quarters of each day but the first, into which a day may reach that nobody asks for. */
export function workedQuarters(
  calendar: DocumentCalendar,
  calendars: readonly DocumentCalendar[],
  { firstDay, count }: Days,
): string[] {
  const specs = new Map(calendars.map((each) => [each.key, { ...each, id: each.key, baseId: each.baseKey }]))
  const time = compileCalendar({ ...calendar, id: calendar.key, baseId: calendar.baseKey }, specs)
  return Array.from({ length: count - 1 }, (_, index) => {
    const midnight = (dayOf(firstDay) + index + 1) * 1440
    const quarters = [0, 1, 2, 3].map((quarter) =>
      workingMinutesBetween(time, midnight + quarter * QUARTER, midnight + (quarter + 1) * QUARTER),
    )
    return quarters.join(' ')
  })
}

/** The same of shifts as "480-720 780-1020"; what goes on after midnight is worked on the next day. */
export function quartersOfShifts(days: readonly string[]): string[] {
  const shifts = days.map((day) => (day === '' ? [] : day.split(' ').map((shift) => shift.split('-').map(Number))))
  return days.slice(1).map((_, before) => {
    const index = before + 1
    const today = shifts[index] ?? []
    const spilled = (shifts[index - 1] ?? []).map(([from = 0, to = 0]) => [from - 1440, to - 1440])
    const minutes = new Set<number>()
    for (const [from = 0, to = 0] of [...spilled, ...today]) {
      for (let minute = Math.max(from, 0); minute < Math.min(to, 1440); minute += 1) minutes.add(minute)
    }
    return [0, 1, 2, 3]
      .map((quarter) => [...minutes].filter((minute) => Math.floor(minute / QUARTER) === quarter).length)
      .join(' ')
  })
}
