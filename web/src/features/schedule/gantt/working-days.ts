import type { Calendar } from '@throughline/contract'
import { type WorkingTime, workingMinutesBetween } from '@throughline/engine'
import { workingTimeOf } from '../lib/working-time.ts'

const minutesPerDay = 1440

/** Says of a day (days since 1970-01-01) whether a calendar has work on it; where that is not known it has. */
export function workingDaysOf(calendars: readonly Calendar[], id: string): (day: number) => boolean {
  const time = workingTimeOf(calendars, id)
  const known = new Map<number, boolean>()
  return (day) => {
    const works = known.get(day) ?? (time === null || worksOn(time, day))
    known.set(day, works)
    return works
  }
}

function worksOn(time: WorkingTime, day: number): boolean {
  try {
    return workingMinutesBetween(time, day * minutesPerDay, (day + 1) * minutesPerDay) > 0
  } catch {
    return true
  }
}
