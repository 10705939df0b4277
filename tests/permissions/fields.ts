import { type Operation, operations } from '@throughline/contract'

export type Schema = NonNullable<Operation['body']>

/** What zod knows of a schema, as far as a walk through it needs. */
interface Definition {
  type: string
  shape?: Record<string, Schema>
  catchall?: Schema
  innerType?: Schema
  in?: Schema
  out?: Schema
  element?: Schema
  valueType?: Schema
  options?: readonly Schema[]
  format?: string
  checks?: readonly { _zod: { def: { check: string } } }[]
}
const definitionOf = (schema: Schema): Definition => schema.def as unknown as Definition

const isTransform = (schema?: Schema) => schema !== undefined && definitionOf(schema).type === 'transform'

/** An object in a body: where it is, and which fields it may have. */
export interface BodyObject {
  path: readonly string[]
  fields: ReadonlySet<string>
}

/** The objects of a body whose fields its schema lists, however deep: `operations.0.patch`. */
export function objectsOf(schema: Schema, value: unknown, path: readonly string[] = []): BodyObject[] {
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
  const walk = (schema: Schema | undefined): void => {
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

/** A text in which anything may be written: no address, id or date. */
function isFreeText(schema: Schema): boolean {
  const { type, format, checks = [] } = definitionOf(schema)
  return type === 'string' && !format && !checks.some(({ _zod }) => _zod.def.check === 'string_format')
}

/** The free texts of all bodies, and of what is sent along with files, each with all names that it has: `createTask.name`. */
export function freeTexts(): Map<Schema, Set<string>> {
  const found = new Map<Schema, Set<string>>()
  const walk = (schema: Schema, name: string): void => {
    if (isFreeText(schema)) found.set(schema, (found.get(schema) ?? new Set()).add(name))
    const { shape = {}, innerType, in: first, out, element, valueType, options = [] } = definitionOf(schema)
    for (const [field, inside] of Object.entries(shape)) walk(inside, `${name}.${field}`)
    for (const inside of [...options, innerType, first, out, element, valueType]) if (inside) walk(inside, name)
  }
  for (const [id, { body, query, upload }] of Object.entries(operations) as [string, Operation][]) {
    if (body) walk(body, id)
    if (upload && query) walk(query, id)
  }
  return found
}

/** The free texts of a schema that a value has something in for which `holds` is true. */
export function freeTextsIn(schema: Schema, value: unknown, holds: (text: string) => boolean): Schema[] {
  const { shape, innerType, in: first, out, element, valueType, options } = definitionOf(schema)
  if (typeof value === 'string' && isFreeText(schema)) return holds(value) ? [schema] : []
  const same = [innerType, first, out, ...(options?.filter((option) => option.safeParse(value).success) ?? [])]
  const here = same.flatMap((inside) => (inside ? freeTextsIn(inside, value, holds) : []))
  if (typeof value !== 'object' || value === null) return here
  const below = Object.entries(value).flatMap(([key, each]) => {
    const inside = element ?? valueType ?? shape?.[key]
    return inside ? freeTextsIn(inside, each, holds) : []
  })
  return [...here, ...below]
}
