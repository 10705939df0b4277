import { addWorkingMinutes, latestMinuteAt, positionOf } from '../calendar/positions.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import { ELAPSED, type Network } from '../network/network.ts'
import type { Minute } from '../plan/types.ts'

/** Where the lag of an edge leads from a minute (rule 7). */
export function withLag(network: Network, edge: number, from: Minute): Minute {
  const lag = network.inLag[edge] as number
  const calendar = network.inLagCalendar[edge] as number
  if (calendar === ELAPSED) return from + lag
  return addWorkingMinutes(network.calendars[calendar] as WorkingTime, from, lag)
}

/**
 * The latest minute from which the lag of an edge leads its successor `to` no further than to
 * `target`. A lead may end behind a gap in working time that lies behind the target: no difference
 * to a successor with the same gap, and too late for one with another calendar.
 */
export function withoutLag(network: Network, edge: number, to: number, target: Minute): Minute {
  const lag = network.inLag[edge] as number
  const number = network.inLagCalendar[edge] as number
  if (number === ELAPSED) return target - lag
  const calendar = network.calendars[number] as WorkingTime
  const position = positionOf(calendar, target)
  const mayPassGap = lag > 0 || number === network.calendar[to] || latestMinuteAt(calendar, position) === target
  return latestMinuteAt(calendar, (mayPassGap ? position : position - 1) - lag)
}
