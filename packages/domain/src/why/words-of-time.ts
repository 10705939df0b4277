import type { LagUnit } from '@throughline/contract'

/** A day of work, as durations are entered and shown. */
const minutesOfDay = 480

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** Working minutes in words: “4 days”, “1 day 4 hours”, “90 minutes”. A day is 8 hours of work. */
export function durationWords(minutes: number): string {
  const size = Math.abs(minutes)
  const days = Math.floor(size / minutesOfDay)
  const rest = size % minutesOfDay
  const below = rest % 60 === 0 ? count(rest / 60, 'hour') : count(rest, 'minute')
  if (rest === 0) return count(days, 'day')
  return days > 0 ? `${count(days, 'day')} ${below}` : below
}

/** Minutes around the clock: a day is 24 hours. */
export function elapsedWords(minutes: number): string {
  const size = Math.abs(minutes)
  if (size % 1_440 === 0) return count(size / 1_440, 'day')
  return size % 60 === 0 ? count(size / 60, 'hour') : count(size, 'minute')
}

/** With its sign: “+2 days”, “-1 day”, “+2 days around the clock”, “+50 %”, “none”. */
export function lagWords(amount: number, unit: LagUnit = 'working'): string {
  if (amount === 0) return 'none'
  const sign = amount < 0 ? '-' : '+'
  if (unit === 'percent') return `${sign}${Math.abs(amount)} %`
  return `${sign}${unit === 'elapsed' ? `${elapsedWords(amount)} around the clock` : durationWords(amount)}`
}

const count = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? '' : 's'}`

/** “12 March” of `2026-03-12T17:00`; “12 March 2026” when asked. */
export function dayWords(at: string, withYear = false): string {
  const [year, month, day] = civilOf(at)
  return `${day} ${months[month - 1]}${withYear ? ` ${year}` : ''}`
}

/** “12 March” where that says it, and the time besides where the work of a day does not start or end there. */
export const momentWords = (at: string): string =>
  at.slice(11) === '08:00' || at.slice(11) === '00:00' ? dayWords(at) : `${dayWords(at)} ${at.slice(11)}`

/** “from 12 to 16 March”, “from 28 February to 3 March”, “from 08:00 to 13:00 on 12 March”. */
export function moveWords(before: string, after: string): string {
  if (before.slice(0, 10) === after.slice(0, 10))
    return `from ${before.slice(11)} to ${after.slice(11)} on ${dayWords(after)}`
  const [fromYear, fromMonth, fromDay] = civilOf(before)
  const [toYear, toMonth] = civilOf(after)
  if (fromYear !== toYear) return `from ${dayWords(before, true)} to ${dayWords(after, true)}`
  return fromMonth === toMonth
    ? `from ${fromDay} to ${dayWords(after)}`
    : `from ${dayWords(before)} to ${dayWords(after)}`
}

function civilOf(at: string): [year: number, month: number, day: number] {
  const [year, month, day] = at.slice(0, 10).split('-').map(Number)
  return [year as number, month as number, day as number]
}
