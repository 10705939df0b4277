import type { Minute } from '@throughline/engine'

export type TickUnit = 'hour' | 'quarterDay' | 'day' | 'week' | 'month' | 'quarter' | 'year' | 'decade'

/** `labels` from the fullest to the shortest. */
export interface Tick {
  readonly start: Minute
  readonly end: Minute
  readonly labels: readonly string[]
}

const MINUTES_PER_DAY = 1440
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const minutesIn = { hour: 60, quarterDay: 360, day: MINUTES_PER_DAY, week: 7 * MINUTES_PER_DAY } as const
const monthsIn = { month: 1, quarter: 3, year: 12, decade: 120 } as const

/** The units of the two rows of the axis, by how many points a day takes. */
export function axisUnits(pointsPerDay: number): readonly [upper: TickUnit, lower: TickUnit] {
  if (pointsPerDay >= 330) return ['day', 'hour']
  if (pointsPerDay >= 60) return ['day', 'quarterDay']
  if (pointsPerDay >= 11) return ['week', 'day']
  if (pointsPerDay >= 2.2) return ['month', 'week']
  if (pointsPerDay >= 0.5) return ['year', 'month']
  if (pointsPerDay >= 0.13) return ['year', 'quarter']
  return ['decade', 'year']
}

const dateOf = (minute: Minute): Date => new Date(minute * 60_000)
const monthStart = (year: number, month: number): Minute => {
  const date = new Date(0)
  date.setUTCFullYear(year, month, 1)
  return date.getTime() / 60_000
}

/** The start of the unit that a minute lies in. Weeks start on Monday. */
export function startOfUnit(unit: TickUnit, minute: Minute): Minute {
  if (unit === 'hour' || unit === 'quarterDay' || unit === 'day')
    return Math.floor(minute / minutesIn[unit]) * minutesIn[unit]
  const date = dateOf(minute)
  const day = Math.floor(minute / MINUTES_PER_DAY)
  if (unit === 'week') return (day - ((date.getUTCDay() + 6) % 7)) * MINUTES_PER_DAY
  const count = date.getUTCFullYear() * 12 + date.getUTCMonth()
  return monthStart(0, Math.floor(count / monthsIn[unit]) * monthsIn[unit])
}

export function nextUnit(unit: TickUnit, start: Minute): Minute {
  if (unit in minutesIn) return start + minutesIn[unit as keyof typeof minutesIn]
  const date = dateOf(start)
  return monthStart(date.getUTCFullYear(), date.getUTCMonth() + monthsIn[unit as keyof typeof monthsIn])
}

function labelsOf(unit: TickUnit, start: Minute): string[] {
  const date = dateOf(start)
  const year = date.getUTCFullYear()
  const month = months[date.getUTCMonth()] ?? ''
  const day = date.getUTCDate()
  const weekday = weekdays[date.getUTCDay()] ?? ''
  const ofYear = `’${String(year % 100).padStart(2, '0')}`
  switch (unit) {
    case 'hour':
    case 'quarterDay':
      return [`${String(date.getUTCHours()).padStart(2, '0')}:00`, String(date.getUTCHours())]
    case 'day':
      return [`${weekday} ${day} ${month} ${year}`, `${weekday} ${day}`, String(day)]
    case 'week':
      return [`Week of ${day} ${month} ${year}`, `${day} ${month} ${year}`, `${day} ${month}`, String(day)]
    case 'month':
      return [`${month} ${year}`, month, month.slice(0, 1)]
    case 'quarter':
      return [`Q${Math.floor(date.getUTCMonth() / 3) + 1}`]
    case 'year':
      return [String(year), ofYear]
    case 'decade':
      return [`${year}s`]
  }
}

/** In the lower row a label says no more than the upper one leaves open. */
const redundant: Partial<Record<TickUnit, number>> = { day: 1, week: 2, month: 1 }

/** The units between two minutes, cut off at both. */
export function ticksBetween(unit: TickUnit, from: Minute, to: Minute, row: 'upper' | 'lower'): Tick[] {
  const ticks: Tick[] = []
  for (let start = startOfUnit(unit, from); start < to; start = nextUnit(unit, start)) {
    const labels = labelsOf(unit, start).slice(row === 'lower' ? (redundant[unit] ?? 0) : 0)
    ticks.push({ start: Math.max(start, from), end: Math.min(nextUnit(unit, start), to), labels })
  }
  return ticks
}
