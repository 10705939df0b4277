import type { WarningPlace, Warnings } from './warnings.ts'

// What the rest of the product accepts, so that a file that can be read can also be written.
export const MAXIMUM_NAME = 500
export const MAXIMUM_SHORT_NAME = 200
export const MAXIMUM_NOTES = 20_000
export const MAXIMUM_UNITS = 1_000
export const MAXIMUM_MINUTES = 6_240_000

/** Trimmed, without characters that cannot be stored, and cut to a length; `fallback` when nothing is left. */
export function tidyName(text: string, maximum: number, fallback: string): string {
  const tidy = storable(text).replace(/\s+/g, ' ').trim()
  return tidy === '' ? fallback : cut(tidy, maximum).trim()
}

export function tidyNotes(text: string, place: WarningPlace, warnings: Warnings): string {
  const tidy = storable(text)
  if (tidy.length > MAXIMUM_NOTES) {
    warnings.add('long notes', place, `The notes are cut after ${MAXIMUM_NOTES} characters.`)
  }
  return cut(tidy, MAXIMUM_NOTES)
}

/** Minutes between the limits, for durations and lags alike. */
export function clampMinutes(minutes: number, place: WarningPlace, warnings: Warnings): number {
  const rounded = Math.round(minutes)
  if (Math.abs(rounded) <= MAXIMUM_MINUTES) return rounded === 0 ? 0 : rounded
  warnings.add('very long', place, 'A duration or lag of more than 50 years is cut to 50 years.')
  return Math.sign(rounded) * MAXIMUM_MINUTES
}

export function clampUnits(units: number): number {
  return Number.isFinite(units) ? Math.min(Math.max(units, 0), MAXIMUM_UNITS) : 1
}

export function clampPercent(percent: number): number {
  return Number.isFinite(percent) ? Math.min(Math.max(Math.round(percent), 0), 100) : 0
}

function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

/** Does not cut a surrogate pair in two. */
function cut(text: string, maximum: number): string {
  return text.length <= maximum ? text : text.slice(0, maximum).replace(/[\uD800-\uDBFF]$/, '')
}
