import type { Minute } from '@throughline/engine'
import { minuteAt, type Scale, xOf } from './scale.ts'

export type TickUnit = 'hour' | 'hours' | 'day' | 'week' | 'month' | 'quarter' | 'year' | 'decade'

export interface Tick {
  /** Left edge, in pixels of the chart. */
  readonly x: number
  readonly width: number
  readonly label: string
  readonly start: Minute
}

const MINUTES_PER_DAY = 1440
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdays = ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa']

const dateOf = (minute: Minute): Date => new Date(minute * 60_000)
const minuteOfDate = (year: number, month: number, day = 1): Minute => Date.UTC(year, month, day) / 60_000

/** The units of the two rows of the time header. */
export function headerUnits(pixelsPerDay: number): readonly [TickUnit, TickUnit] {
  if (pixelsPerDay >= 480) return ['day', 'hour']
  if (pixelsPerDay >= 100) return ['day', 'hours']
  if (pixelsPerDay >= 18) return ['month', 'day']
  if (pixelsPerDay >= 4.5) return ['month', 'week']
  if (pixelsPerDay >= 1.1) return ['year', 'month']
  if (pixelsPerDay >= 0.2) return ['year', 'quarter']
  return ['decade', 'year']
}

/** The units that lines are drawn between. */
export function gridUnit(pixelsPerDay: number): TickUnit {
  const [upper, lower] = headerUnits(pixelsPerDay)
  if (lower === 'hour' || lower === 'hours') return pixelsPerDay >= 960 ? 'hour' : upper
  return lower === 'day' ? 'week' : lower === 'month' ? 'month' : upper
}

/** Minutes of the units that are all of one length. */
const lengths: Partial<Record<TickUnit, number>> = { hour: 60, hours: 360, day: MINUTES_PER_DAY }

/** The start of the unit that a minute lies in. Weeks start on Monday. */
function startOf(unit: TickUnit, minute: Minute): Minute {
  const date = dateOf(minute)
  const length = lengths[unit]
  if (length) return Math.floor(minute / length) * length
  if (unit === 'week') {
    const day = Math.floor(minute / MINUTES_PER_DAY)
    return (day - ((date.getUTCDay() + 6) % 7)) * MINUTES_PER_DAY
  }
  const month = date.getUTCMonth()
  if (unit === 'month') return minuteOfDate(date.getUTCFullYear(), month)
  if (unit === 'quarter') return minuteOfDate(date.getUTCFullYear(), month - (month % 3))
  const year = date.getUTCFullYear()
  return minuteOfDate(unit === 'decade' ? year - (year % 10) : year, 0)
}

function nextOf(unit: TickUnit, start: Minute): Minute {
  const length = lengths[unit]
  if (length) return start + length
  if (unit === 'week') return start + 7 * MINUTES_PER_DAY
  const date = dateOf(start)
  const step = unit === 'month' ? 1 : unit === 'quarter' ? 3 : unit === 'year' ? 12 : 120
  return minuteOfDate(date.getUTCFullYear(), date.getUTCMonth() + step)
}

function labelOf(unit: TickUnit, start: Minute, width: number): string {
  const date = dateOf(start)
  const year = date.getUTCFullYear()
  const month = months[date.getUTCMonth()] ?? ''
  const day = date.getUTCDate()
  if (unit === 'hour' || unit === 'hours') return hourLabel(date.getUTCHours(), width)
  if (unit === 'day' && width >= 110) return `${weekdays[date.getUTCDay()]} ${day} ${month}`
  if (unit === 'day') return width >= 34 ? `${weekdays[date.getUTCDay()]} ${day}` : String(day)
  if (unit === 'week') return width >= 52 ? `${day} ${month}` : String(day)
  if (unit === 'quarter') return width >= 18 ? `Q${Math.floor(date.getUTCMonth() / 3) + 1}` : ''
  if (unit === 'decade') return width >= 44 ? `${year}s` : String(year)
  if (unit === 'year') return width >= 44 ? String(year) : `’${String(year % 100).padStart(2, '0')}`
  return width >= 60 ? `${month} ${year}` : width >= 22 ? month : month.slice(0, 1)
}

function hourLabel(hour: number, width: number): string {
  const text = String(hour).padStart(2, '0')
  return width >= 40 ? `${text}:00` : text
}

/** The units that lie between two places of the chart, those that are cut included. */
export function ticksBetween(scale: Scale, unit: TickUnit, fromX: number, toX: number): Tick[] {
  const ticks: Tick[] = []
  const end = minuteAt(scale, toX)
  for (let start = startOf(unit, minuteAt(scale, fromX)); start < end; ) {
    const next = nextOf(unit, start)
    const x = xOf(scale, start)
    const width = xOf(scale, next) - x
    ticks.push({ x, width, label: labelOf(unit, start, width), start })
    start = next
  }
  return ticks
}
