import type { XerRow, XerTables } from '../xer-tables.ts'
import { keyIn, textIn } from '../xer-values.ts'
import { type Check, isListOf, isName } from './checks.ts'
import { ofOwnLabel } from './own-label.ts'

export type OwnTable = 'PROJECT' | 'PROJWBS' | 'TASK' | 'RSRC' | 'TASKRSRC'

/** Values of our own fields in a file: by table and number of the row, then by name, as they are after JSON. */
export interface OwnValues {
  readonly of: (table: OwnTable, id: string) => ReadonlyMap<string, unknown>
  readonly isEmpty: boolean
}

export function readOwnValues(tables: XerTables, isOfProject: (row: XerRow) => boolean): OwnValues {
  const parts = new Map<string, Map<string, string[]>>()
  const types = new Map((tables.get('UDFTYPE') ?? []).map((row) => [keyIn(row, 'udf_type_id'), row]))
  for (const row of (tables.get('UDFVALUE') ?? []).filter(isOfProject)) {
    const type = types.get(keyIn(row, 'udf_type_id'))
    const label = type === undefined ? null : ofOwnLabel(textIn(type, 'udf_type_label') ?? '')
    if (type === undefined || label === null) continue
    const place = `${textIn(type, 'table_name')} ${textIn(row, 'fk_id')}`
    const named = parts.get(place) ?? new Map<string, string[]>()
    const pieces = named.get(label.name) ?? []
    pieces[label.part - 1] = textIn(row, 'udf_text') ?? ''
    parts.set(place, named.set(label.name, pieces))
  }
  const values = new Map([...parts].map(([place, named]) => [place, parsed(named)]))
  return { of: (table, id) => values.get(`${table} ${id}`) ?? new Map(), isEmpty: values.size === 0 }
}

const isWordList = isListOf(isName(20), 20)

/** What a file of ours says once for all rows instead of in each. */
export function conventionsOf(own: OwnValues, projectId: string): ReadonlySet<string> {
  const said = own.of('PROJECT', projectId).get('conventions')
  return new Set(isWordList(said) ? (said as string[]) : [])
}

function parsed(named: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>()
  for (const [name, pieces] of named) {
    const value = ofOwnText(pieces.join(''))
    if (value !== undefined) values.set(name, value)
  }
  return values
}

/** Begins a text that is written with escapes, but without its quotes: some programs take those for their own. */
const ESCAPED = '='
/** What is longer may be cut, and is written with escapes for spaces. */
const LONGEST_PLAIN = 200

/** As JSON in ASCII; a plain text stands there as it is. */
export function textOfOwn(value: unknown): string {
  const json = JSON.stringify(value).replace(/[^ -~]/g, escaped)
  if (typeof value !== 'string') return json
  const isPlain =
    value.length < LONGEST_PLAIN &&
    /^[!-~](?:[ -~]*[!-~])?$/.test(value) &&
    !value.startsWith(ESCAPED) &&
    ofJson(value) === undefined
  return isPlain && !value.startsWith('"') ? value : `${ESCAPED}${json.slice(1, -1)}`
}

function ofOwnText(text: string): unknown {
  if (text.startsWith(ESCAPED)) return ofJson(`"${text.slice(ESCAPED.length)}"`)
  return ofJson(text) ?? (text === 'null' ? null : text)
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function ofJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Those of some fields that are what they may be. */
export function checkedFields(
  values: ReadonlyMap<string, unknown>,
  fields: Readonly<Record<string, Check>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, check]) => {
      const name = labelOf(field)
      return values.has(name) && check(values.get(name)) ? [[field, values.get(name)]] : []
    }),
  )
}

/** `isElapsed` is “is elapsed” to people. */
export function labelOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
