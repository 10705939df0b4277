import type { DurationUnit } from '../../plan-document.ts'

/** A length of time as people write it: "1.5d?", "3 eh". */
export interface Span {
  readonly minutes: number
  readonly unit: DurationUnit
  /** Runs around the clock. */
  readonly isElapsed: boolean
  /** Followed by a question mark. */
  readonly isEstimated: boolean
}

/** How many working minutes a day, a week and a month are. */
export interface DayLengths {
  readonly day: number
  readonly week: number
  readonly month: number
}

export const STANDARD_LENGTHS: DayLengths = { day: 480, week: 2400, month: 9600 }

const ELAPSED_LENGTHS: DayLengths = { day: 1440, week: 10_080, month: 43_200 }
const SPAN = /^([+-]?\d+(?:[.,]\d+)?)\s*(e?)(\p{Letter}*)\.?\s*(\?)?$/iu
const CLOCK = /^(\d+):([0-5]\d)(?::[0-5]\d)?$/
const UNITS: readonly (readonly [DurationUnit, RegExp])[] = [
  ['days', /^(d|dys?|days?|t|tg|tage?n?|j|jrs?|jours?|d[ií]as?)$/],
  ['hours', /^(h|hrs?|hours?|std|stunden?|heures?|horas?)$/],
  ['minutes', /^(m|min|mins|minuten?|minutes?|minutos?)$/],
  ['weeks', /^(w|wks?|weeks?|wo|woche?n?|s|sem|sems|semaines?|semanas?)$/],
  ['months', /^(mo|mos|mons?|months?|monate?n?|mois|mes|meses)$/],
]
const SIGNS: Readonly<Record<DurationUnit, string>> = { minutes: 'm', hours: 'h', days: 'd', weeks: 'w', months: 'mo' }

/** "5d", "3 days", "1,5 h", "2 ew", "8:30", "30" (in the given unit); null for anything else. */
export function parseSpan(text: string, defaultUnit: DurationUnit, lengths = STANDARD_LENGTHS): Span | null {
  const trimmed = text.trim()
  const clock = CLOCK.exec(trimmed)
  if (clock !== null) return span(Number(clock[1]) * 60 + Number(clock[2]), 'hours')
  const match = SPAN.exec(trimmed)
  if (match === null) return null
  const [, amount = '', elapsed = '', unitText = '', estimated] = match
  const unit = unitText === '' ? (elapsed === '' ? defaultUnit : null) : unitOf(unitText)
  if (unit === null) return null
  const isElapsed = elapsed !== ''
  const minutes = Math.round(Number(amount.replace(',', '.')) * minutesOf(unit, isElapsed, lengths))
  return { minutes: minutes === 0 ? 0 : minutes, unit, isElapsed, isEstimated: estimated !== undefined }
}

/** So that `parseSpan` gives the same minutes back, and the same unit unless the minutes are no such part of it. */
export function formatSpan({ minutes, unit, isElapsed, isEstimated }: Span, lengths = STANDARD_LENGTHS): string {
  const per = minutesOf(unit, isElapsed, lengths)
  const amount = (minutes / per).toFixed(6).replace(/\.?0+$/, '')
  const isExact = Math.round(Number(amount) * per) === minutes
  const [number, sign] = isExact ? [amount === '-0' ? '0' : amount, SIGNS[unit]] : [String(minutes), 'm']
  return `${number}${isElapsed ? 'e' : ''}${sign}${isEstimated ? '?' : ''}`
}

/** The largest of days, hours and minutes that says it in whole numbers. */
export function wholeUnit(minutes: number, isElapsed: boolean, lengths = STANDARD_LENGTHS): DurationUnit {
  if (minutes % minutesOf('days', isElapsed, lengths) === 0) return 'days'
  return minutes % 60 === 0 ? 'hours' : 'minutes'
}

export function unitOf(text: string): DurationUnit | null {
  const unit = text.toLowerCase()
  return UNITS.find(([, names]) => names.test(unit))?.[0] ?? null
}

function minutesOf(unit: DurationUnit, isElapsed: boolean, lengths: DayLengths): number {
  const { day, week, month } = isElapsed ? ELAPSED_LENGTHS : lengths
  return { minutes: 1, hours: 60, days: day, weeks: week, months: month }[unit]
}

function span(minutes: number, unit: DurationUnit): Span {
  return { minutes, unit, isElapsed: false, isEstimated: false }
}
