import type { LagUnit, LinkType } from '../../plan-document.ts'
import { type DayLengths, formatSpan, parseSpan, wholeUnit } from '../values/span.ts'

export interface LinkText<Key> {
  readonly predecessor: Key
  readonly type: LinkType
  /** The percentage itself when the unit is `percent`. */
  readonly lagMinutes: number
  readonly lagUnit: LagUnit
  /** What follows the predecessor and is not understood; the link is as if nothing followed. */
  readonly wrong: 'type' | 'lagMinutes' | null
}

/** English, German, French and Spanish; they do not contradict each other. */
const TYPES: Readonly<Record<string, LinkType>> = {
  ...{ FS: 'FS', SS: 'SS', FF: 'FF', SF: 'SF' },
  ...{ EA: 'FS', AA: 'SS', EE: 'FF', AE: 'SF' },
  ...{ FD: 'FS', DD: 'SS', DF: 'SF' },
  ...{ FC: 'FS', CC: 'SS', CF: 'SF' },
}
const REST = /^\s*([A-Za-z]{2})?\s*(?:([+-])\s*([^\s+-].*))?$/
const PLAIN = { type: 'FS', lagMinutes: 0, lagUnit: 'working', wrong: null } as const
/** No item of a list that names a predecessor is longer. */
const LONGEST = 200

/**
 * "3", "3FS+2d", "1.2 SS-50%": the longest beginning that is a key, as keys may look like all of that. Null when nothing
 * that it begins with is one.
 */
export function parseLink<Key>(
  item: string,
  keyOf: (text: string) => Key | null,
  lengths: DayLengths,
): LinkText<Key> | null {
  const text = item.trim().slice(0, LONGEST)
  let unclear: LinkText<Key> | null = null
  for (let length = text.length; length > 0; length -= 1) {
    const predecessor = keyOf(text.slice(0, length).trim())
    if (predecessor === null) continue
    const rest = text.slice(length)
    const parsed = parseRest(rest, lengths)
    if (parsed?.wrong === null) return { predecessor, ...parsed }
    if (parsed !== null) unclear ??= { predecessor, ...parsed }
    else if (/^[\s+]/.test(rest)) unclear ??= { predecessor, ...PLAIN, wrong: 'type' }
  }
  return unclear
}

/** A number without a unit is a lag only behind a kind of link, as it may also be the end of a key. */
function parseRest(rest: string, lengths: DayLengths): Omit<LinkText<unknown>, 'predecessor'> | null {
  const [whole, kind, sign = '', amount] = REST.exec(rest) ?? []
  const type = kind === undefined ? 'FS' : TYPES[kind.toUpperCase()]
  if (whole === undefined || type === undefined) return null
  if (amount === undefined) return { ...PLAIN, type }
  if (kind === undefined && !/[%\p{Letter}]/u.test(amount)) return null
  const lag = parseLag(`${sign}${amount}`, lengths)
  return lag === null ? { ...PLAIN, type, wrong: 'lagMinutes' } : { type, ...lag, wrong: null }
}

function parseLag(text: string, lengths: DayLengths): Pick<LinkText<unknown>, 'lagMinutes' | 'lagUnit'> | null {
  const percent = /^([+-]\d{1,7}(?:[.,]\d{1,6})?)\s*%$/.exec(text.trim())
  if (percent !== null) return { lagMinutes: Number(percent[1]?.replace(',', '.')), lagUnit: 'percent' }
  const span = parseSpan(text, 'days', lengths)
  return span === null ? null : { lagMinutes: span.minutes, lagUnit: span.isElapsed ? 'elapsed' : 'working' }
}

/** What `parseLink` understands. */
export function formatLink(
  { predecessor, type, lagMinutes, lagUnit }: Omit<LinkText<string>, 'wrong'>,
  lengths: DayLengths,
): string {
  if (lagMinutes === 0 && lagUnit === 'working') return type === 'FS' ? predecessor : `${predecessor}${type}`
  const sign = lagMinutes < 0 ? '-' : '+'
  const minutes = Math.abs(lagMinutes)
  if (lagUnit === 'percent') return `${predecessor}${type}${sign}${minutes}%`
  const isElapsed = lagUnit === 'elapsed'
  const unit = wholeUnit(minutes, isElapsed, lengths)
  return `${predecessor}${type}${sign}${formatSpan({ minutes, unit, isElapsed, isEstimated: false }, lengths)}`
}

/** Whether keys can stand in lists of predecessors: none has signs of lists, or is another one with a kind of link. */
export function areClear(keys: readonly string[]): boolean {
  const all = new Set(keys)
  return keys.every(
    (key) =>
      /^[^;,"\s]{1,60}$/.test(key) &&
      [...key.matchAll(/(?:FS|SS|FF|SF)(?=[+-]|$)/g)].every(({ index }) => !all.has(key.slice(0, index))),
  )
}
