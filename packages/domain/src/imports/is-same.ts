import { isDeepStrictEqual } from 'node:util'

/** Whether two values of rows are the same. Most are plain, or empty lists, and need no closer look. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) && Array.isArray(other) && one.length + other.length === 0) return true
  return isDeepStrictEqual(one, other)
}
