export const MINUTES_PER_DAY_OF_WORK = 480

const unitMinutes: Record<string, number> = {
  m: 1,
  min: 1,
  mins: 1,
  h: 60,
  hr: 60,
  hrs: 60,
  d: MINUTES_PER_DAY_OF_WORK,
  day: MINUTES_PER_DAY_OF_WORK,
  days: MINUTES_PER_DAY_OF_WORK,
  w: 5 * MINUTES_PER_DAY_OF_WORK,
  wk: 5 * MINUTES_PER_DAY_OF_WORK,
  week: 5 * MINUTES_PER_DAY_OF_WORK,
  weeks: 5 * MINUTES_PER_DAY_OF_WORK,
}

const elapsedUnits: Record<string, number> = { em: 1, eh: 60, ed: 1440, ew: 7 * 1440 }

const part = /(\d+(?:[.,]\d+)?)\s*([a-z]*)/gi

/**
 * Working minutes of "5d", "4h", "2w", "1d 4h", "1.5d" or "5" (days); null when it says something else.
 * A day is 8 hours of work, a week 5 days.
 */
export function parseDuration(text: string): number | null {
  const trimmed = text.trim().toLowerCase()
  if (!/^(\d+([.,]\d+)?\s*[a-z]*\s*)+$/.test(trimmed)) return null
  let minutes = 0
  for (const [, amount = '', unit = ''] of trimmed.matchAll(part)) {
    const factor = unitMinutes[unit || 'd']
    if (factor === undefined) return null
    minutes += Number(amount.replace(',', '.')) * factor
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
export function formatTaskDuration(task: { kind: string; durationMinutes: number; isElapsed: boolean }): string {
  if (task.kind === 'milestone') return formatDuration(0)
  return task.isElapsed ? formatElapsed(task.durationMinutes) : formatDuration(task.durationMinutes)
}

/** "+2d" is later than planned, "-4h" earlier, "0d" as planned. */
export const formatVariance = (minutes: number): string => `${minutes > 0 ? '+' : ''}${formatDuration(minutes)}`

/** The shortest text that reads back as the same minutes: "5d", "1d 4h", "90m". */
export function formatDuration(minutes: number): string {
  const size = Math.abs(minutes)
  const sign = minutes < 0 ? '-' : ''
  const days = Math.floor(size / MINUTES_PER_DAY_OF_WORK)
  const rest = size % MINUTES_PER_DAY_OF_WORK
  if (rest === 0) return `${sign}${days}d`
  const below = rest % 60 === 0 ? `${rest / 60}h` : `${rest}m`
  return days > 0 ? `${sign}${days}d ${below}` : `${sign}${below}`
}
