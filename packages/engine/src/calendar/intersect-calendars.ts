import { MINUTES_PER_DAY } from '../time.ts'
import { coverDays, type Periods, WorkingTime } from './working-time.ts'

/** Works when both do: for a task and a resource that have calendars of their own (rule 3). */
export function intersectCalendars(a: WorkingTime, b: WorkingTime): WorkingTime {
  if (a === b) return a
  return new WorkingTime(`${a.id} & ${b.id}`, (firstDay, endDay) => {
    coverDays(a, firstDay, endDay)
    coverDays(b, firstDay, endDay)
    return commonPeriods(a, b, firstDay * MINUTES_PER_DAY, endDay * MINUTES_PER_DAY)
  })
}

function commonPeriods(a: WorkingTime, b: WorkingTime, low: number, high: number): Periods {
  const bounds: number[] = []
  let inA = firstAfter(a, low)
  let inB = firstAfter(b, low)
  while (inA < a.minuteBlocks - 2 && inB < b.minuteBlocks - 2) {
    const from = Math.max(a.table[inA] as number, b.table[inB] as number, low)
    if (from >= high) break
    const endOfA = endOf(a, inA)
    const endOfB = endOf(b, inB)
    const to = Math.min(endOfA, endOfB, high)
    if (from < to) bounds.push(from, to)
    if (endOfA <= endOfB) inA += 2
    if (endOfB <= endOfA) inB += 2
  }
  return { count: bounds.length / 2, bounds: Int32Array.from(bounds) }
}

function firstAfter(calendar: WorkingTime, minute: number): number {
  let period = 2
  while (period < calendar.minuteBlocks - 2 && endOf(calendar, period) <= minute) period += 2
  return period
}

function endOf({ table }: WorkingTime, period: number): number {
  return (table[period] as number) + (table[period + 3] as number) - (table[period + 1] as number)
}
