import type { z } from 'zod'

type WithDefaults<Shape extends z.ZodRawShape, Defaults> = {
  [Field in keyof Shape]: Field extends keyof Defaults
    ? Shape[Field] extends z.ZodType
      ? z.ZodDefault<Shape[Field]>
      : never
    : Shape[Field]
}

/**
 * The shape of a row as it is read: an answer leaves a field of `defaults` out while it has that value. Most rows have most
 * of them, and a plan has thousands of rows. See ADR 25.
 */
export function withDefaults<Shape extends z.ZodRawShape, Defaults extends Partial<z.output<z.ZodObject<Shape>>>>(
  shape: Shape,
  defaults: Defaults,
): WithDefaults<Shape, Defaults> {
  const read: Record<string, unknown> = { ...shape }
  for (const [field, value] of Object.entries(defaults))
    read[field] = (shape[field] as unknown as z.ZodType).default(value)
  return read as WithDefaults<Shape, Defaults>
}

/** The fields of `defaults` as `values` say them, the defaults where they say nothing. */
export function filledIn<Defaults extends object>(
  defaults: Defaults,
  values: { readonly [Field in keyof Defaults]?: Defaults[Field] | undefined },
): Defaults {
  const filled = { ...defaults }
  for (const field in defaults) filled[field] = values[field] ?? defaults[field]
  return filled
}
