import { civilOfDay, dayOfCivil } from './calendar/civil-date.ts'
import type { Minute } from './plan/types.ts'

export const MINUTES_PER_DAY = 1440

const WALL_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/** Days since 1970-01-01 of "2026-03-02". Throws RangeError for anything but a real day. */
export function dayOf(text: string): number {
  const match = DAY.exec(text)
  const day = match === null ? Number.NaN : dayOfCivil(Number(match[1]), Number(match[2]), Number(match[3]))
  if (Number.isNaN(day) || textOfCivil(day) !== text) {
    throw new RangeError(`not a day: ${JSON.stringify(text)}`)
  }
  return day
}

/** The day, "2026-03-02", that is `day` days after 1970-01-01. Throws RangeError outside the years 0 to 9999. */
export function textOfDay(day: number): string {
  const text = textOfCivil(Math.floor(day))
  if (!DAY.test(text)) throw new RangeError(`not a day of the years 0 to 9999: ${day}`)
  return text
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

/** The wall time, "2026-03-02T08:00", of a minute. Throws RangeError outside the years 0 to 9999. */
export function textOf(minute: Minute): string {
  const day = Math.floor(minute / MINUTES_PER_DAY)
  const rest = Math.floor(minute - day * MINUTES_PER_DAY)
  return `${textOfDay(day)}T${padded(Math.floor(rest / 60), 2)}:${padded(rest % 60, 2)}`
}

function textOfCivil(day: number): string {
  const civil = civilOfDay(day)
  return `${padded(civil.year, 4)}-${padded(civil.month, 2)}-${padded(civil.day, 2)}`
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}
