import { FormatError } from '../format-error.ts'
import { dayOfText } from './days.ts'

// Values of a parsed JSON file, checked by hand: a schema library takes longer over 100,000 tasks
// than parsing and scheduling them. Paths are put together only when something is wrong.

export type JsonObject = Readonly<Record<string, unknown>>

/** Where a value stands: `tasks`, 3, `duration` is tasks[3].duration. */
export interface JsonPlace {
  readonly list: string
  readonly index?: number
  readonly key?: string
}

export function pathOf({ list, index, key }: JsonPlace): string {
  return `${list}${index === undefined ? '' : `[${index}]`}${key === undefined ? '' : `${list === '' ? '' : '.'}${key}`}`
}

export function fail(place: JsonPlace, problem: string): never {
  const path = pathOf(place)
  throw new FormatError(path === '' ? `The file ${problem}` : `${path} ${problem}`, { line: 1, column: 0, path })
}

/** A value as a person would recognise it in the file, cut to 60 characters. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'missing' : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

export const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null

export function objectOf(value: unknown, place: JsonPlace): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
  return fail(place, `must be an object, and is ${shown(value)}`)
}

/** An absent list is empty. */
export function listOf(value: unknown, place: JsonPlace): readonly unknown[] {
  if (isAbsent(value)) return []
  return Array.isArray(value) ? value : fail(place, `must be a list, and is ${shown(value)}`)
}

/** Ids may be written as text or as whole numbers. */
export function idOf(value: unknown, list: string, index: number, key: string): string {
  if (typeof value === 'string' && value !== '') return value
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  return fail({ list, index, key }, `must be an id (text that is not empty), and is ${shown(value)}`)
}

export function numberOf(value: unknown, list: string, index: number, key: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  return fail({ list, index, key }, `must be a number, and is ${shown(value)}`)
}

/** Days since 1970-01-01. */
export function dayOfValue(value: unknown, place: JsonPlace): number {
  const day = typeof value === 'string' ? dayOfText(value) : null
  return day ?? fail(place, `must be a day written YYYY-MM-DD, and is ${shown(value)}`)
}
