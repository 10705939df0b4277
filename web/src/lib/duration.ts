import type { Task } from '@throughline/contract'
import { type DayLengths, type DurationUnit, lengthOf } from './day-lengths.ts'

const unitWords: readonly (readonly [DurationUnit, RegExp])[] = [
  ['minutes', /^(m|mins?|minutes?)$/],
  ['hours', /^(h|hrs?|hours?)$/],
  ['days', /^(d|days?)?$/],
  ['weeks', /^(w|wks?|weeks?)$/],
  ['months', /^(mo|mos|mons?|months?)$/],
]
const signs: Readonly<Record<DurationUnit, string>> = { minutes: 'm', hours: 'h', days: 'd', weeks: 'w', months: 'mo' }

const elapsedUnits: Record<string, number> = { em: 1, eh: 60, ed: 1440, ew: 7 * 1440 }

const part = /(\d+(?:[.,]\d+)?)\s*([a-z]*)/g

/** A duration as it was typed. */
export interface TypedDuration {
  readonly minutes: number
  /** The one that was typed; days where there were several or none. */
  readonly unit: DurationUnit
}

/** Reads "5d", "4h", "2w", "1.5mo", "1d 4h" or "5" (days) as working time; null when it says something else. */
export function readDuration(text: string, lengths: DayLengths): TypedDuration | null {
  const lower = text.toLowerCase()
  const parts = [...lower.matchAll(part)]
  if (parts.length === 0 || lower.replace(part, '').trim() !== '') return null
  const units = new Set<DurationUnit>()
  let minutes = 0
  for (const [, amount = '', word = ''] of parts) {
    const unit = unitWords.find(([, words]) => words.test(word))?.[0]
    if (unit === undefined) return null
    units.add(unit)
    minutes += Number(amount.replace(',', '.')) * lengthOf(unit, lengths)
  }
  const [unit = 'days'] = units
  return { minutes: Math.round(minutes), unit: units.size === 1 ? unit : 'days' }
}

/** Working minutes of what `readDuration` reads. */
export const parseDuration = (text: string, lengths: DayLengths): number | null =>
  readDuration(text, lengths)?.minutes ?? null

const elapsedPart = /^(\d+(?:[.,]\d+)?)\s*(e[mhdw])$/i

/** Minutes around the clock of "2ed" or "3eh"; null when it says something else. */
export function parseElapsed(text: string): number | null {
  const [, amount = '', unit = ''] = elapsedPart.exec(text.trim()) ?? []
  const factor = elapsedUnits[unit.toLowerCase()]
  return factor === undefined ? null : Math.round(Number(amount.replace(',', '.')) * factor)
}

/** The shortest text that reads back as the same minutes around the clock: "2ed", "3eh", "90em". */
export function formatElapsed(minutes: number): string {
  const unit = ['ed', 'eh'].find((each) => minutes % (elapsedUnits[each] as number) === 0) ?? 'em'
  return `${minutes / (elapsedUnits[unit] as number)}${unit}`
}

/**
 * How long a task takes, as it is shown and typed: in its unit where two decimals say it, "2w", "1.5mo". Days are what
 * nobody has chosen, so they are told with hours: "1d 4h".
 */
export function formatTaskDuration(
  task: Pick<Task, 'kind' | 'durationMinutes' | 'durationUnit' | 'isElapsed'>,
  lengths: DayLengths,
): string {
  if (task.kind === 'milestone') return formatDuration(0, lengths)
  if (task.isElapsed) return formatElapsed(task.durationMinutes)
  const hundredths = (task.durationMinutes * 100) / lengthOf(task.durationUnit, lengths)
  if (task.durationUnit === 'days' || !Number.isInteger(hundredths))
    return formatDuration(task.durationMinutes, lengths)
  return `${hundredths / 100}${signs[task.durationUnit]}`
}

/** "+2d" is later than planned, "-4h" earlier, "0d" as planned. */
export const formatVariance = (minutes: number, lengths: DayLengths): string =>
  `${minutes > 0 ? '+' : ''}${formatDuration(minutes, lengths)}`

/** The shortest text in whole numbers that reads back as the same minutes: "5d", "1d 4h", "90m". */
export function formatDuration(minutes: number, { minutesPerDay }: DayLengths): string {
  const size = Math.abs(minutes)
  const sign = minutes < 0 ? '-' : ''
  const days = Math.floor(size / minutesPerDay)
  const rest = size % minutesPerDay
  if (rest === 0) return `${sign}${days}d`
  const below = rest % 60 === 0 ? `${rest / 60}h` : `${rest}m`
  return days > 0 ? `${sign}${days}d ${below}` : `${sign}${below}`
}
