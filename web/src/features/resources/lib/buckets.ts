import { minuteOf } from '@throughline/engine'

export const bucketUnits = ['day', 'week', 'month'] as const
export type BucketUnit = (typeof bucketUnits)[number]

const minutesPerDay = 1440
const dateOf = (minute: number) => new Date(minute * 60_000)
const midnight = (minute: number) => Math.floor(minute / minutesPerDay) * minutesPerDay

/** The first minute of the day, the week (from Monday) or the month that a minute lies in. */
export function startOf(unit: BucketUnit, minute: number): number {
  const day = midnight(minute)
  if (unit === 'day') return day
  const date = dateOf(day)
  if (unit === 'week') return day - ((date.getUTCDay() + 6) % 7) * minutesPerDay
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) / 60_000
}

/** The start that lies so many units after another. */
export function later(unit: BucketUnit, start: number, count: number): number {
  if (unit !== 'month') return start + count * (unit === 'day' ? 1 : 7) * minutesPerDay
  const date = dateOf(start)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count) / 60_000
}

/** The edges of so many buckets, one more than there are. */
export const edgesFrom = (unit: BucketUnit, start: number, count: number): number[] =>
  Array.from({ length: count + 1 }, (_, at) => later(unit, startOf(unit, start), at))

/** The wall time of a minute as the date that it lies on. */
export const dayText = (minute: number): string => dateOf(minute).toISOString().slice(0, 10)

/** A day as it stands in an address; undefined when it is none. */
export function minuteOfDay(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  return Number.isNaN(Date.parse(text)) ? undefined : minuteOf(`${text}T00:00`)
}
