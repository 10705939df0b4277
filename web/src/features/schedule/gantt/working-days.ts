import type { Calendar } from '@throughline/contract'
import { type Minute, nextWorkingMinute, type WorkingTime, workingMinutesBetween } from '@throughline/engine'
import { workingTimeOf } from '../../../lib/working-time.ts'
import type { Segment } from './segments.ts'

const minutesPerDay = 1440

/** The parts of a day (days since 1970-01-01) that have no work; none where that is not known. */
export function timesOffOf(calendars: readonly Calendar[], id: string): (day: number) => readonly Segment[] {
  const time = workingTimeOf(calendars, id)
  const known = new Map<number, readonly Segment[]>()
  return (day) => {
    let off = known.get(day)
    if (off === undefined) {
      off = time === null ? [] : timesOff(time, day * minutesPerDay)
      known.set(day, off)
    }
    return off
  }
}

/** Whether a day has no work at all. */
export const isDayOff = (off: readonly Segment[]): boolean =>
  off.length === 1 && (off[0]?.to ?? 0) - (off[0]?.from ?? 0) === minutesPerDay

function timesOff(time: WorkingTime, begin: Minute): readonly Segment[] {
  const end = begin + minutesPerDay
  const off: Segment[] = []
  try {
    let from = begin
    while (from < end) {
      const work = Math.min(end, nextWorkingMinute(time, from))
      if (work > from) off.push({ from, to: work })
      from = work < end ? endOfWork(time, work, end) : end
    }
  } catch {
    return []
  }
  return off
}

/** Where the work ends that goes on at a minute. */
function endOfWork(time: WorkingTime, from: Minute, end: Minute): Minute {
  let low = from + 1
  let high = end
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (workingMinutesBetween(time, from, middle) === middle - from) low = middle
    else high = middle - 1
  }
  return low
}
