import { parseDate } from './values/date.ts'
import { parseSpan } from './values/span.ts'

/** Whatever its order of day and month. */
export function looksLikeDate(text: string): boolean {
  const reading = { order: 'month-day-year', isGiven: false, isYearFirst: false, time: '08:00' } as const
  return text.length <= 40 && parseDate(text, reading) !== null
}

/** With a unit: a bare number may be anything. */
export function looksLikeDuration(text: string): boolean {
  return text.length <= 40 && /\p{Letter}/u.test(text) && parseSpan(text, 'days') !== null
}

/** With a kind of link or a lag, "3FS;4SS+2d": bare numbers may be anything. */
export function looksLikePredecessors(text: string): boolean {
  const items = text.split(/[;,]/).map((item) => item.trim())
  return (
    items.some((item) => /\d(FS|SS|FF|SF)/i.test(item)) &&
    items.every((item) =>
      /^[\w.-]{1,40}?\s*((FS|SS|FF|SF)\s*([+-]\s*\d{1,6}([.,]\d{1,6})?\s*[%\p{Letter}]{0,8})?)?$/iu.test(item),
    )
  )
}

export function looksLikeWbs(text: string): boolean {
  return /^\d{1,6}(\.\d{1,6})*\.?$/.test(text.trim())
}

export function looksLikePercent(text: string): boolean {
  return /^\d{1,3}([.,]\d{1,6})?\s?%$/.test(text.trim())
}

/** Words, and not one of the above. */
export function looksLikeName(text: string): boolean {
  return (
    /\p{Letter}{2}/u.test(text) && ![looksLikeDate, looksLikeDuration, looksLikePredecessors].some((is) => is(text))
  )
}
