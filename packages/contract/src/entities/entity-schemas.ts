import type { z } from 'zod'

/** What is read of an entity, what a new one is made of, and what can be changed afterwards. */
export interface EntitySchemas {
  readonly name: string
  readonly read: z.ZodObject
  readonly values: z.ZodObject
  readonly patch: z.ZodObject
  /** Fields that the schedule computes. */
  readonly computed: readonly string[]
}

/**
 * Words for the fields that a strict schema does not know, one line for each, in the order of the issue's keys: whether
 * a field is computed, read-only, or none at all follows from the schemas.
 */
export const refusing = (schemas: () => EntitySchemas) => (issue: z.core.$ZodRawIssue) =>
  issue.code === 'unrecognized_keys'
    ? (issue.keys as string[]).map((field) => refusalOf(schemas(), field)).join('\n')
    : undefined

/** Why a field cannot be set, where it cannot. */
export function refusalOf({ name, read, values, patch, computed }: EntitySchemas, field: string): string {
  if (!Object.hasOwn(read.shape, field)) return `a ${name} has no field ${field}`
  if (computed.includes(field)) return `${field} is computed by the schedule; it cannot be set`
  const [settableOnce, changeable] = [Object.hasOwn(values.shape, field), Object.hasOwn(patch.shape, field)]
  if (settableOnce && field !== 'id') return `${field} is given when the ${name} is made; it cannot be changed`
  if (changeable) return `${field} can be set once the ${name} is there`
  return `${field} is read-only; it cannot be set`
}
