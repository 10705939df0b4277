import { ownedText } from './owned-text.ts'
import type { WarningPlace, Warnings } from './warnings.ts'

// What the rest of the product accepts, so that a file that can be read can also be written.
export const MAXIMUM_NAME = 500
export const MAXIMUM_SHORT_NAME = 200
export const MAXIMUM_WBS = 200
export const MAXIMUM_NOTES = 20_000
export const MAXIMUM_CUSTOM_TEXT = 2_000
export const MAXIMUM_CUSTOM_FIELDS = 200
export const MAXIMUM_UNITS = 1_000
export const MAXIMUM_MINUTES = 6_240_000
/** Calendars are worked out for these years. */
export const FIRST_DATE = '1600-01-01'
export const LAST_DATE = '3000-12-31'

/** Trimmed, without characters that cannot be stored, and cut to a length; `fallback` when nothing is left. */
export function tidyName(text: string, maximum: number, fallback: string): string {
  const tidy = storable(text).replace(/\s+/g, ' ').trim()
  return tidy === '' ? fallback : cut(tidy, maximum).trim()
}

/** The same with the spaces inside as they are, for formats that the product writes names to and reads them back from. */
export function trimmedName(text: string, maximum: number, fallback: string): string {
  return keptName(ownedText(text), maximum, fallback)
}

/** Of a text that is in memory of its own already, and so need not be copied. */
export function keptName(text: string, maximum: number, fallback: string): string {
  const trimmed = withoutUnstorable(text).trim()
  return trimmed === '' ? fallback : cut(trimmed, maximum).trim()
}

export function tidyNotes(text: string, place: WarningPlace, warnings: Warnings): string {
  return keptNotes(ownedText(text), place, warnings)
}

/** Of a text that is in memory of its own already. */
export function keptNotes(text: string, place: WarningPlace, warnings: Warnings): string {
  const tidy = withoutUnstorable(text)
  if (tidy.length > MAXIMUM_NOTES) {
    warnings.add('long notes', place, `The notes are cut after ${MAXIMUM_NOTES} characters.`)
  }
  return cut(tidy, MAXIMUM_NOTES)
}

/** Lines of text without space around them. */
export function tidyText(text: string, maximum: number): string {
  return cut(storable(text).trim(), maximum).trim()
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

/** Without what PostgreSQL cannot hold. */
export function storable(text: string): string {
  return ownedText(withoutUnstorable(text))
}

function withoutUnstorable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

/** Does not cut a surrogate pair in two. */
export function cut(text: string, maximum: number): string {
  return text.length <= maximum ? text : text.slice(0, maximum).replace(/[\uD800-\uDBFF]$/, '')
}
