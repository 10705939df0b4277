import type { Link } from '@throughline/contract'
import type { DayLengths } from './day-lengths.ts'
import { formatDuration, formatElapsed, parseDuration, parseElapsed } from './duration.ts'

export type Lag = Pick<Link, 'lagMinutes' | 'lagUnit'>

/** Reads "1d", "2ed" around the clock or "50%" of the predecessor, without a sign; null when it says something else. */
export function parseLag(text: string | undefined, lengths: DayLengths): Lag | null {
  if (text === undefined) return { lagMinutes: 0, lagUnit: 'working' }
  const [, percent] = /^(\d+)\s*%$/.exec(text.trim()) ?? []
  if (percent !== undefined) return { lagMinutes: Number(percent), lagUnit: 'percent' }
  const elapsed = parseElapsed(text)
  if (elapsed !== null) return { lagMinutes: elapsed, lagUnit: 'elapsed' }
  const working = parseDuration(text, lengths)
  return working === null ? null : { lagMinutes: working, lagUnit: 'working' }
}

/** Reads what {@link parseLag} reads, behind a minus where the successor may begin before; nothing is no lag. */
export function parseSignedLag(text: string, lengths: DayLengths): Lag | null {
  const [, sign, size = ''] = /^\s*([+\-−]?)\s*(.*?)\s*$/.exec(text) ?? []
  const lag = parseLag(size === '' ? undefined : size, lengths)
  return lag && sign && sign !== '+' && lag.lagMinutes > 0 ? { ...lag, lagMinutes: -lag.lagMinutes } : lag
}

/** "1d", "2ed" around the clock, "50%" of the predecessor; without its sign. */
export function formatLag({ lagMinutes, lagUnit }: Lag, lengths: DayLengths): string {
  const size = Math.abs(lagMinutes)
  if (lagUnit === 'percent') return `${size}%`
  return lagUnit === 'elapsed' ? formatElapsed(size) : formatDuration(size, lengths)
}

/** What {@link parseSignedLag} reads back. */
export const formatSignedLag = (lag: Lag, lengths: DayLengths): string =>
  lag.lagMinutes === 0 ? '' : `${lag.lagMinutes < 0 ? '-' : '+'}${formatLag(lag, lengths)}`
