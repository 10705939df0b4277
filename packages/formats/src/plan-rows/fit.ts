// Brings values of a file within what the contract takes, so that rows need no check of their schema: there may be a
// hundred thousand of them. What cannot be brought within becomes the problem of the row.
import { cut, storable, tidyName } from '../limits.ts'
import type { WallTime } from '../plan-document.ts'
import { isWallTime } from '../wall-time.ts'
import type { RowProblem } from './document-row.ts'

const MAXIMUM_MINUTES = 6_240_000
const MAXIMUM_COST = 1_000_000_000_000
const MAXIMUM_SHOWN = 200

/** The first one found counts. */
export type Problems = RowProblem[]

/** What of a file's value is shown to people, whatever it is. */
export function shown(value: unknown): string {
  return cut(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), MAXIMUM_SHOWN)
}

/** A label is neither empty nor framed by blanks; blanks within it stay as they are. */
export function fitLabel(value: string, maximum: number, fallback: string): string {
  const isLabel = value !== '' && value.length <= maximum && isStorable(value) && value === value.trim()
  return isLabel ? value : tidyName(value, maximum, fallback)
}

export function fitText(value: string, maximum: number): string {
  return value.length <= maximum && isStorable(value) ? value : cut(storable(value), maximum)
}

function isStorable(value: string): boolean {
  return !value.includes('\0') && value.isWellFormed()
}

/** A whole number between two; `least` for what is no number. */
export function fitWhole(value: number, least: number, most: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(Math.round(value) + 0, least), most) : least
}

export function fitMinutes(value: number): number {
  return fitWhole(value, 0, MAXIMUM_MINUTES)
}

export function fitLag(value: number): number {
  return Number.isFinite(value) ? fitWhole(value, -MAXIMUM_MINUTES, MAXIMUM_MINUTES) : 0
}

export function fitCost(value: number): number {
  return fitWhole(value, 0, MAXIMUM_COST)
}

/** Null, and a problem, for what is no date, or one that nothing can be scheduled on. */
export function fitDate(value: WallTime | null, field: string, problems: Problems): WallTime | null {
  if (value === null) return null
  if (!isWallTime(value)) {
    problems.push({ field, text: shown(value), message: 'is not a date with a time, such as 2026-03-02T08:00' })
    return null
  }
  if (value >= '1600' && value < '3001') return value
  problems.push({ field, text: value, message: 'is not a date of the years 1600 to 3000' })
  return null
}
