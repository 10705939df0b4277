import { z } from 'zod'
import { filledBy, type Shape, thinnedBy } from './shape.ts'

/**
 * What an answer of this schema is as it is sent: fields that hold their default are left out (ADR 25). `filled` is the
 * way back. Neither looks at anything but objects that can have such fields.
 */
export const thinned = <Schema extends z.ZodType>(schema: Schema, value: z.input<Schema>): z.input<Schema> =>
  thinnedBy(shapeOf(schema), value) as z.input<Schema>

/** An answer as it was before it was thinned; one that was not stays as it is. */
export const filled = <Schema extends z.ZodType>(schema: Schema, value: z.input<Schema>): z.output<Schema> =>
  filledBy(shapeOf(schema), value) as z.output<Schema>

const known = new Map<z.core.$ZodType, Shape>()

export function shapeOf(schema: z.core.$ZodType): Shape {
  const before = known.get(schema)
  if (before !== undefined) return before
  const shape = makeShape(schema)
  known.set(schema, shape)
  return shape
}

function makeShape(schema: z.core.$ZodType): Shape {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return shapeOf(schema.unwrap())
  if (schema instanceof z.ZodArray) {
    const list = shapeOf(schema.element)
    return list && { list }
  }
  if (schema instanceof z.ZodDiscriminatedUnion) return byKind(schema)
  return schema instanceof z.ZodObject ? ofObject(schema) : null
}

function byKind({ options, def }: z.ZodDiscriminatedUnion): Shape {
  const by = def.discriminator
  const kinds = options.flatMap((option) => {
    const shape = shapeOf(option)
    const kind = (option as z.ZodObject).shape[by] as z.ZodLiteral
    return shape ? [[kind.value, shape] as const] : []
  })
  return kinds.length === 0 ? null : { by, kinds }
}

function ofObject({ shape }: z.ZodObject): Shape {
  const entries = Object.entries(shape)
  const defaults = Object.fromEntries(
    entries.flatMap(([name, field]) => (field instanceof z.ZodDefault ? [[name, field.def.defaultValue]] : [])),
  )
  const fields = entries.map(([name, field]) => [name, shapeOf(field)] as const).filter(([, of]) => of !== null)
  if (fields.length === 0 && Object.keys(defaults).length === 0) return null
  const isRequired = ([, field]: [string, unknown]) =>
    !(field instanceof z.ZodDefault || field instanceof z.ZodOptional)
  return { fields, defaults, required: entries.filter(isRequired).map(([name]) => name) }
}
