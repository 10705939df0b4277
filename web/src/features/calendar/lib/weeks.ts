import type { Plan, Task } from '@throughline/contract'

export type Span = 'month' | 'week'

/** Days since 1970-01-01. */
export type Day = number

const minutesPerDay = 1440
const millisecondsPerDay = 86_400_000

export const dayOf = (wallTime: string): Day => Date.parse(`${wallTime.slice(0, 10)}T00:00:00Z`) / millisecondsPerDay
export const textOfDay = (day: Day): string => new Date(day * millisecondsPerDay).toISOString().slice(0, 10)
/** Where a day begins, in the engine's minutes. */
export const minuteOfDay = (day: Day): number => day * minutesPerDay

/** The Monday on or before a day; 1970-01-01 was a Thursday. */
export const mondayOf = (day: Day): Day => day - ((((day + 3) % 7) + 7) % 7)

function monthOf(day: Day): { first: Day; next: Day } {
  const date = new Date(day * millisecondsPerDay)
  const at = (month: number) => Date.UTC(date.getUTCFullYear(), month) / millisecondsPerDay
  return { first: at(date.getUTCMonth()), next: at(date.getUTCMonth() + 1) }
}

/** The Mondays of the weeks that a day's month, or the day itself, lies in. */
export function weeksAround(day: Day, span: Span): Day[] {
  if (span === 'week') return [mondayOf(day)]
  const { first, next } = monthOf(day)
  const weeks: Day[] = []
  for (let monday = mondayOf(first); monday < next; monday += 7) weeks.push(monday)
  return weeks
}

/** A day in the next or the previous month or week. */
export function beside(day: Day, span: Span, by: 1 | -1): Day {
  if (span === 'week') return day + 7 * by
  const { first, next } = monthOf(day)
  return by === 1 ? next : monthOf(first - 1).first
}

export const isInMonthOf = (day: Day, other: Day): boolean => monthOf(day).first === monthOf(other).first

/** A task by the days that it lies on, both included. */
export interface Item {
  readonly task: Task
  readonly from: Day
  readonly to: Day
}

export interface Wanted {
  readonly query: string
  readonly criticalOnly: boolean
}

/** The tasks (no summaries) that lie on days from one to before another, as asked for, the earlier ones first. */
export function itemsBetween({ tasks }: Plan, first: Day, end: Day, { query, criticalOnly }: Wanted): Item[] {
  const summaries = new Set(tasks.map(({ parentId }) => parentId))
  const words = query.trim().toLowerCase()
  const [from, to] = [textOfDay(first), textOfDay(end)]
  const items: Item[] = []
  for (const task of tasks) {
    const { earlyStart, earlyFinish } = task
    if (earlyStart === null || earlyFinish === null || earlyStart >= to || earlyFinish < from) continue
    if (summaries.has(task.id) || (criticalOnly && !task.isCritical)) continue
    if (words && !task.name.toLowerCase().includes(words)) continue
    items.push({ task, from: dayOf(earlyStart), to: Math.max(dayOf(earlyStart), lastDayOf(earlyFinish)) })
  }
  return items.sort((one, other) => one.from - other.from || other.to - one.to)
}

/** Work that ends at midnight ends on the day before. */
function lastDayOf(finish: string): Day {
  return dayOf(finish) - (finish.endsWith('T00:00') ? 1 : 0)
}

/** A task in a week: on which days of it (0 is Monday, both included), and in which lane. */
export interface Placed extends Item {
  readonly lane: number
  readonly start: number
  readonly end: number
}

/** Puts the tasks of a week into lanes, so that none lies on another; each takes the first lane that is free. */
export function placeInWeek(items: readonly Item[], monday: Day): Placed[] {
  const free: Day[] = []
  const placed: Placed[] = []
  for (const item of items) {
    if (item.to < monday || item.from > monday + 6) continue
    const start = Math.max(0, item.from - monday)
    const end = Math.min(6, item.to - monday)
    let lane = free.findIndex((day) => day <= start)
    if (lane === -1) lane = free.length
    free[lane] = end + 1
    placed.push({ ...item, lane, start, end })
  }
  return placed
}
