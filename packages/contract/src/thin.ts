import { z } from 'zod'

/** Makes a value of a schema into another of it; undefined where there is nothing to do in such values. */
type Change = ((value: unknown) => unknown) | undefined

type Values = Readonly<Record<string, unknown>>

/** What schemas say of an object: `defaults` are the fields that go without saying, `required` those that do not. */
interface Parts {
  readonly fields: readonly (readonly [name: string, change: Change])[]
  readonly defaults: Values
  readonly required: ReadonlySet<string>
}

interface Way {
  readonly known: Map<z.core.$ZodType, Change>
  /** What becomes of objects of these parts. */
  readonly objects: (parts: Parts) => (value: Values) => Record<string, unknown>
}

/**
 * What an answer of this schema is as it is sent: fields that hold their default are left out (ADR 25). `filled` is the
 * way back. Neither looks at anything but objects that can have such fields.
 */
export const thinned = <Schema extends z.ZodType>(schema: Schema, value: z.input<Schema>): z.input<Schema> =>
  changed(thinning, schema, value) as z.input<Schema>

/** An answer as it was before it was thinned; one that was not stays as it is. */
export const filled = <Schema extends z.ZodType>(schema: Schema, value: z.input<Schema>): z.output<Schema> =>
  changed(filling, schema, value) as z.output<Schema>

function changed(way: Way, schema: z.core.$ZodType, value: unknown): unknown {
  const change = changeOf(way, schema)
  return change ? change(value) : value
}

const thinning: Way = {
  known: new Map(),
  objects:
    ({ defaults }) =>
    (value) => {
      const thin: Record<string, unknown> = {}
      for (const name in value)
        if (!(name in defaults && isDefault(value[name], defaults[name]))) thin[name] = value[name]
      return thin
    },
}

const filling: Way = {
  known: new Map(),
  objects(parts) {
    const { defaults, required } = parts
    if (Object.keys(defaults).length === 0) return (value) => ({ ...value })
    const blank = blankOf(parts)
    return (value) => {
      // A copy of an object with all its fields is several times as fast to make as one to which they are added.
      const full = { ...blank }
      let given = 0
      for (const name in value) {
        full[name] = value[name]
        if (required.has(name)) given += 1
      }
      return given === required.size ? full : Object.assign({}, defaults, value)
    }
  },
}

/** Made by JSON, which does not make a dictionary of an object with many fields. */
function blankOf({ defaults, required }: Parts): Record<string, unknown> {
  const names = [...required, ...Object.keys(defaults)]
  const blank: Record<string, unknown> = JSON.parse(
    JSON.stringify(Object.fromEntries(names.map((name) => [name, null]))),
  )
  for (const name of Object.keys(defaults)) blank[name] = defaults[name]
  return blank
}

/** Whether a value is the default of its field. Defaults are plain values, or empty lists and objects. */
export function isDefault(value: unknown, fallback: unknown): boolean {
  if (typeof fallback !== 'object' || fallback === null) return value === fallback
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

function changeOf(way: Way, schema: z.core.$ZodType): Change {
  if (way.known.has(schema)) return way.known.get(schema)
  const change = makeChange(way, schema)
  way.known.set(schema, change)
  return change
}

function makeChange(way: Way, schema: z.core.$ZodType): Change {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return unlessMissing(changeOf(way, schema.unwrap()))
  if (schema instanceof z.ZodArray) return forEach(changeOf(way, schema.element))
  if (schema instanceof z.ZodDiscriminatedUnion) return byKind(way, schema)
  return schema instanceof z.ZodObject ? ofObject(way, schema) : undefined
}

const unlessMissing = (change: Change): Change =>
  change && ((value) => (value === null || value === undefined ? value : change(value)))

const forEach = (change: Change): Change => change && ((list) => (list as unknown[]).map(change))

function byKind(way: Way, { options, def }: z.ZodDiscriminatedUnion): Change {
  const name = def.discriminator
  const kinds = options.flatMap((option) => {
    const change = changeOf(way, option)
    const kind = (option as z.ZodObject).shape[name] as z.ZodLiteral
    return change ? [[kind.value, change] as const] : []
  })
  if (kinds.length === 0) return undefined
  const changes = new Map<unknown, NonNullable<Change>>(kinds)
  return (value) => changes.get((value as Record<string, unknown>)[name])?.(value) ?? value
}

function ofObject(way: Way, { shape }: z.ZodObject): Change {
  const entries = Object.entries(shape)
  const defaults = Object.fromEntries(
    entries.flatMap(([name, field]) => (field instanceof z.ZodDefault ? [[name, field.def.defaultValue]] : [])),
  )
  const fields = entries
    .map(([name, field]) => [name, changeOf(way, field)] as const)
    .filter(([, change]) => change !== undefined)
  if (fields.length === 0 && Object.keys(defaults).length === 0) return undefined
  const isRequired = ([, field]: [string, unknown]) =>
    !(field instanceof z.ZodDefault || field instanceof z.ZodOptional)
  const required = new Set(entries.filter(isRequired).map(([name]) => name))
  const make = way.objects({ fields, defaults, required })
  return (value) => {
    const made = make(value as Values)
    for (const [name, change] of fields) if (name in made) made[name] = change?.(made[name])
    return made
  }
}
