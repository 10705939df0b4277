import { textOf } from '@throughline/engine'
import fc from 'fast-check'
import type { DocumentFeatures } from './document-features.ts'

/** From 2019 to 2036. */
export const anyDate: fc.Arbitrary<string> = fc.integer({ min: 25_772_400, max: 34_700_000 }).map(textOf)

export const anyGuid = ({ guids }: DocumentFeatures): fc.Arbitrary<string | null> =>
  guids ? fc.option(fc.uuid()) : fc.constant(null)

export const anyName = ({ text }: DocumentFeatures): fc.Arbitrary<string> =>
  text.map((lines) => lines.replace(/\s+/g, ' ').trim()).filter((name) => name !== '')

/** `otherwise` unless the feature is on, and half of the time then. */
export function when<T>(feature: boolean, otherwise: T, value: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return feature ? fc.oneof(fc.constant(otherwise), value) : fc.constant(otherwise)
}

/** So many keys, no two the same. */
export function anyKeys(count: number, { keys }: DocumentFeatures): fc.Arbitrary<readonly string[]> {
  const number = fc.integer({ min: 1, max: 3 * count + 3 }).map(String)
  const key = keys === 'numbers' ? number : fc.oneof(number, fc.stringMatching(/^[A-Z][A-Za-z0-9._-]{0,5}$/))
  return fc.uniqueArray(key, { minLength: count, maxLength: count })
}
