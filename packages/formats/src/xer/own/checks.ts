// Values of our own fields come from a file that anyone may have edited: each is checked before it counts.
import { minuteOf } from '@throughline/engine'
import { MAXIMUM_MINUTES } from '../../limits.ts'

export type Check = (value: unknown) => boolean

export const isText =
  (longest: number): Check =>
  (value) =>
    typeof value === 'string' && value.length <= longest && value.isWellFormed() && !value.includes('\0')

/** A text that is not empty. */
export const isName =
  (longest: number): Check =>
  (value) =>
    isText(longest)(value) && String(value).trim() !== ''

export const isFlag: Check = (value) => typeof value === 'boolean'

export const isWithin =
  (least: number, most: number): Check =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most

export const isWhole =
  (least: number, most: number): Check =>
  (value) =>
    Number.isInteger(value) && isWithin(least, most)(value)

export const isMinutes: Check = isWhole(0, MAXIMUM_MINUTES)

export const isOneOf =
  (...values: readonly (string | number | boolean | null)[]): Check =>
  (value) =>
    values.some((each) => each === value)

export const isDate: Check = (value) => {
  try {
    return typeof value === 'string' && Number.isFinite(minuteOf(value))
  } catch {
    return false
  }
}

export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)

export const isListOf =
  (check: Check, longest: number): Check =>
  (value) =>
    Array.isArray(value) && value.length <= longest && value.every(check)

export const isTuple =
  (...checks: readonly Check[]): Check =>
  (value) =>
    Array.isArray(value) && value.length === checks.length && checks.every((check, index) => check(value[index]))

/** An object with just these; those with a question mark may be missing. */
export const isObject =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    const entries = Object.entries(fields).map(([name, check]) => ({
      name: name.replace(/\?$/, ''),
      check,
      full: name,
    }))
    const names = new Set(entries.map(({ name }) => name))
    if (Object.keys(value).some((name) => !names.has(name))) return false
    return entries.every(({ name, check, full }) =>
      name in value ? check((value as Record<string, unknown>)[name]) : full.endsWith('?'),
    )
  }
