import { operations } from '@throughline/contract'
import type { z } from 'zod'

/** What zod knows of a schema, as far as a walk through it needs. */
interface Definition {
  type: string
  shape?: Record<string, z.ZodType>
  catchall?: z.ZodType
  innerType?: z.ZodType
  in?: z.ZodType
  out?: z.ZodType
  element?: z.ZodType
  valueType?: z.ZodType
  options?: readonly z.ZodType[]
}
const definitionOf = (schema: z.ZodType): Definition => schema.def as unknown as Definition

const isTransform = (schema?: z.ZodType) => schema !== undefined && definitionOf(schema).type === 'transform'

/** An object in a body: where it is, and which fields it may have. */
export interface BodyObject {
  path: readonly string[]
  fields: ReadonlySet<string>
}

/** The objects of a body whose fields its schema lists, however deep: `operations.0.patch`. */
export function objectsOf(schema: z.ZodType, value: unknown, path: readonly string[] = []): BodyObject[] {
  const { type, shape, catchall, innerType, in: first, out, element, valueType, options } = definitionOf(schema)
  const inside = type === 'pipe' ? (isTransform(first) ? out : first) : innerType
  if (inside) return objectsOf(inside, value, path)
  const fitting = options?.find((option) => option.safeParse(value).success)
  if (fitting) return objectsOf(fitting, value, path)
  if (typeof value !== 'object' || value === null) return []
  const below = Object.entries(value).flatMap(([key, each]) => {
    const schemaOf = element ?? valueType ?? shape?.[key]
    return schemaOf ? objectsOf(schemaOf, each, [...path, key]) : []
  })
  const isLoose = catchall !== undefined && definitionOf(catchall).type !== 'never'
  return shape && !isLoose ? [{ path, fields: new Set(Object.keys(shape)) }, ...below] : below
}

/** The names of all fields of all answers, however deep. */
export function fieldsOfAnswers(): Set<string> {
  const names = new Set<string>()
  const seen = new Set<unknown>()
  const walk = (schema: z.ZodType | undefined): void => {
    if (!schema || seen.has(schema)) return
    seen.add(schema)
    const { shape = {}, innerType, in: first, out, element, valueType, options = [] } = definitionOf(schema)
    for (const name of Object.keys(shape)) names.add(name)
    for (const inside of [...Object.values(shape), ...options, innerType, first, out, element, valueType]) walk(inside)
  }
  for (const operation of Object.values(operations)) {
    if ('response' in operation) walk(operation.response)
    if ('dryRun' in operation) walk(operation.dryRun)
  }
  return names
}
