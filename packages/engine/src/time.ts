import type { Minute } from './types.ts'

export const MINUTES_PER_DAY = 1440

const WALL_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const MILLISECONDS_PER_DAY = 86_400_000

/** Days since 1970-01-01 of "2026-03-02". Throws RangeError for anything but a real day. */
export function dayOf(text: string): number {
  const match = DAY.exec(text)
  const day = match === null ? Number.NaN : daysFromParts(match)
  if (Number.isNaN(day) || textOfDay(day) !== text) {
    throw new RangeError(`not a day: ${JSON.stringify(text)}`)
  }
  return day
}

/** The day, "2026-03-02", that is `day` days after 1970-01-01. */
export function textOfDay(day: number): string {
  return new Date(day * MILLISECONDS_PER_DAY).toISOString().slice(0, 10)
}

/** The minute of "2026-03-02T08:00". Throws RangeError for anything but a real wall time. */
export function minuteOf(text: string): Minute {
  const match = WALL_TIME.exec(text)
  const hour = Number(match?.[4])
  const minute = Number(match?.[5])
  if (match === null || hour > 23 || minute > 59) {
    throw new RangeError(`not a wall time: ${JSON.stringify(text)}`)
  }
  return dayOf(text.slice(0, 10)) * MINUTES_PER_DAY + hour * 60 + minute
}

/** The wall time, "2026-03-02T08:00", of a minute. */
export function textOf(minute: Minute): string {
  return new Date(minute * 60_000).toISOString().slice(0, 16)
}

function daysFromParts(match: RegExpExecArray): number {
  const date = new Date(0)
  date.setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]))
  return date.getTime() / MILLISECONDS_PER_DAY
}
