import { z } from 'zod'
import { label, text } from '../primitives.ts'

const key = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,49}$/, 'is a letter, then letters, digits and underscores')

export const customFieldType = z.enum(['text', 'number', 'date', 'flag', 'duration', 'cost'])

/** A field that people add to the tasks of a project. Tasks have its value under `key`. */
export const customField = z.strictObject({ key, name: label(200), type: customFieldType }).meta({ id: 'CustomField' })

export const customFields = z
  .array(customField)
  .max(200)
  .refine((list) => new Set(list.map((field) => field.key)).size === list.length, 'has two fields of one key')

/** Values by the keys of the project's custom fields. Dates are wall times, durations minutes, costs hundredths. */
export const customValues = z.record(key, z.union([text(2_000), z.number(), z.boolean()]))

export type CustomField = z.infer<typeof customField>
export type CustomValues = z.infer<typeof customValues>
