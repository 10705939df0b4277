import type { Task } from '@throughline/contract'
import { type DayLengths, type DurationUnit, lengthOf } from './day-lengths.ts'

const unitWords: readonly (readonly [DurationUnit, RegExp])[] = [
  ['minutes', /^(m|mins?|minutes?)$/],
  ['hours', /^(h|hrs?|hours?)$/],
  ['days', /^(d|days?)?$/],
  ['weeks', /^(w|wks?|weeks?)$/],
  ['months', /^(mo|mos|mons?|months?)$/],
]
const elapsedUnits: Record<string, number> = { em: 1, eh: 60, ed: 1440, ew: 7 * 1440 }

const part = /(\d+(?:[.,]\d+)?)\s*([a-z]*)/g

/** Working minutes of "5d", "4h", "2w", "1.5mo", "1d 4h" or "5" (days); null when it says something else. */
export function parseDuration(text: string, lengths: DayLengths): number | null {
  const lower = text.toLowerCase()
  const parts = [...lower.matchAll(part)]
  if (parts.length === 0 || lower.replace(part, '').trim() !== '') return null
  let minutes = 0
  for (const [, amount = '', word = ''] of parts) {
    const unit = unitWords.find(([, words]) => words.test(word))?.[0]
    if (unit === undefined) return null
    minutes += Number(amount.replace(',', '.')) * lengthOf(unit, lengths)
  }
  return Math.round(minutes)
}

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

/** How long a task takes, as it is shown and typed. */
export function formatTaskDuration(
  task: Pick<Task, 'kind' | 'durationMinutes' | 'isElapsed'>,
  lengths: DayLengths,
): string {
  if (task.kind === 'milestone') return formatDuration(0, lengths)
  return task.isElapsed ? formatElapsed(task.durationMinutes) : formatDuration(task.durationMinutes, lengths)
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
