import type { NotificationTimes } from '@throughline/contract'
import type { DigestCadence } from '@throughline/contract/temporal'
import { Temporal } from 'temporal-polyfill'

/**
 * Quiet hours and hours of digests: wall times in somebody's time zone, as moments. A wall time that a day does not have
 * (clocks go forward) is the moment as long after the gap; of one that a day has twice, a digest takes the first.
 */
type Hours = Pick<NotificationTimes, 'timeZone' | 'quietFrom' | 'quietUntil' | 'digestAt' | 'digestWeekday'>

const zonedOf = (moment: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone)
const dateOf = (zoned: Temporal.ZonedDateTime): Date => new Date(zoned.epochMilliseconds)

/** When the quiet hours end that a moment is in; null when it is in none. From and until the same time is all day. */
export function quietUntil(moment: Date, hours: Hours): Date | null {
  if (hours.quietFrom === null || hours.quietUntil === null) return null
  const now = zonedOf(moment, hours.timeZone)
  const until = Temporal.PlainTime.from(hours.quietUntil)
  if (!isWithin(now.toPlainTime(), Temporal.PlainTime.from(hours.quietFrom), until)) return null
  const day =
    Temporal.PlainTime.compare(now.toPlainTime(), until) < 0 ? now.toPlainDate() : now.toPlainDate().add({ days: 1 })
  return firstAfter(now, day.toPlainDateTime(until))
}

function isWithin(time: Temporal.PlainTime, from: Temporal.PlainTime, until: Temporal.PlainTime): boolean {
  const [sinceFrom, beforeUntil] = [
    Temporal.PlainTime.compare(time, from) >= 0,
    Temporal.PlainTime.compare(time, until) < 0,
  ]
  return Temporal.PlainTime.compare(from, until) < 0 ? sinceFrom && beforeUntil : sinceFrom || beforeUntil
}

/** The second of a wall time that the day has twice, when the first has passed. */
function firstAfter(now: Temporal.ZonedDateTime, wallTime: Temporal.PlainDateTime): Date {
  const first = wallTime.toZonedDateTime(now.timeZoneId, { disambiguation: 'compatible' })
  const isPast = Temporal.ZonedDateTime.compare(first, now) <= 0
  return dateOf(isPast ? wallTime.toZonedDateTime(now.timeZoneId, { disambiguation: 'later' }) : first)
}

/**
 * When the next digest goes out, after a moment: at the next full hour, but not in quiet hours; at the person's hour of
 * the next day that has it; at that hour of the person's day of the week (1: Monday).
 */
export function nextDigestAt(moment: Date, cadence: DigestCadence, hours: Hours): Date {
  const now = zonedOf(moment, hours.timeZone)
  if (cadence === 'hourly') {
    const next = dateOf(now.round({ smallestUnit: 'hour', roundingMode: 'floor' }).add({ hours: 1 }))
    return quietUntil(next, hours) ?? next
  }
  const at = Temporal.PlainTime.from(hours.digestAt)
  for (let day = now.toPlainDate(); ; day = day.add({ days: 1 })) {
    if (cadence === 'weekly' && day.dayOfWeek !== hours.digestWeekday) continue
    const next = day.toPlainDateTime(at).toZonedDateTime(now.timeZoneId, { disambiguation: 'compatible' })
    if (Temporal.ZonedDateTime.compare(next, now) > 0) return dateOf(next)
  }
}
