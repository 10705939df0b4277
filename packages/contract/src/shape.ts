/** Makes a value of a schema into another of it; undefined where there is nothing to do in such values. */
type Change = ((value: unknown) => unknown) | undefined

type Values = Readonly<Record<string, unknown>>

/**
 * As much of a schema as says which fields of its objects go without saying (ADR 25): plain data, so that a page can have it
 * without the schemas and the library that reads them. Null where there are no such fields.
 */
export type Shape =
  | { readonly list: Shape }
  | { readonly by: string; readonly kinds: readonly (readonly [kind: unknown, shape: Shape])[] }
  | {
      readonly fields: readonly (readonly [name: string, shape: Shape])[]
      readonly defaults: Values
      readonly required: readonly string[]
    }
  | null

interface Parts {
  readonly defaults: Values
  readonly required: ReadonlySet<string>
}

interface Way {
  readonly known: WeakMap<object, Change>
  /** What becomes of objects of these parts. */
  readonly objects: (parts: Parts) => (value: Values) => Record<string, unknown>
}

/** What a value is as it is sent. */
export const thinnedBy = (shape: Shape, value: unknown): unknown => changed(thinning, shape, value)
/** The way back. */
export const filledBy = (shape: Shape, value: unknown): unknown => changed(filling, shape, value)

function changed(way: Way, shape: Shape, value: unknown): unknown {
  const change = changeOf(way, shape)
  return change ? change(value) : value
}

const thinning: Way = {
  known: new WeakMap(),
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
  known: new WeakMap(),
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

function changeOf(way: Way, shape: Shape): Change {
  if (shape === null) return undefined
  if (way.known.has(shape)) return way.known.get(shape)
  const change = makeChange(way, shape)
  way.known.set(shape, change)
  return change
}

function makeChange(way: Way, shape: NonNullable<Shape>): NonNullable<Change> {
  if ('list' in shape) return unlessMissing(forEach(changeOf(way, shape.list)))
  if ('kinds' in shape) {
    const changes = new Map(shape.kinds.map(([kind, of]) => [kind, changeOf(way, of)]))
    return unlessMissing((value) => changes.get((value as Values)[shape.by])?.(value) ?? value)
  }
  const { defaults } = shape
  const fields = shape.fields.map(([name, of]) => [name, changeOf(way, of)] as const)
  const make = way.objects({ defaults, required: new Set(shape.required) })
  return unlessMissing((value) => {
    const made = make(value as Values)
    for (const [name, change] of fields) if (name in made) made[name] = change?.(made[name])
    return made
  })
}

const unlessMissing =
  (change: NonNullable<Change>): NonNullable<Change> =>
  (value) =>
    value === null || value === undefined ? value : change(value)

const forEach =
  (change: Change): NonNullable<Change> =>
  (list) =>
    change ? (list as unknown[]).map(change) : list
