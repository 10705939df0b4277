// User-defined fields. UDFTYPE says what there is, UDFVALUE which row of a table (fk_id) has what in it.
import { MAXIMUM_SHORT_NAME, tidyName } from '../limits.ts'
import type { DocumentCustomField, DocumentTask } from '../plan-document.ts'
import type { Warnings } from '../warnings.ts'
import { isOwnField } from './own/own-label.ts'
import type { XerRow, XerTables } from './xer-tables.ts'
import { dateIn, keyIn, moneyIn, numberIn, textIn } from './xer-values.ts'

type FieldType = DocumentCustomField['type']
type Values = DocumentTask['customFields']

export interface XerFieldType {
  readonly id: string
  readonly table: 'TASK' | 'PROJWBS'
  readonly field: DocumentCustomField
}

export interface XerCustomFields {
  readonly fields: readonly DocumentCustomField[]
  /** By udf_type_id. */
  readonly types: ReadonlyMap<string, XerFieldType>
  readonly valuesOf: (table: 'TASK' | 'PROJWBS', id: string) => Values
}

const TYPES: Readonly<Record<string, FieldType>> = {
  FT_TEXT: 'text',
  FT_FLOAT: 'number',
  FT_FLOAT_2_DECIMALS: 'number',
  FT_INT: 'number',
  FT_START_DATE: 'date',
  FT_END_DATE: 'date',
  FT_MONEY: 'cost',
}
/** How a field is named here that comes from elsewhere: with the type that Primavera may not have, and its key. */
const GIVEN_NAME = /^tl_(text|number|date|flag|duration|cost)_([A-Za-z][A-Za-z0-9_]{0,49})$/
const KEY = /^[A-Za-z][A-Za-z0-9_]{0,49}$/
const MAXIMUM_FIELDS = 200
const MAXIMUM_TEXT = 2_000

export const givenName = ({ type, key }: DocumentCustomField): string => `tl_${type}_${key}`

/**
 * The fields that tasks and elements have values in, and those that came from elsewhere. One of tasks and one of
 * elements that have the same name are one.
 */
export function readCustomFields(tables: XerTables, isOfProject: (row: XerRow) => boolean, warnings: Warnings) {
  const rows = (tables.get('UDFVALUE') ?? []).filter(isOfProject)
  const used = new Set(rows.map((row) => keyIn(row, 'udf_type_id')))
  const types = new Map<string, XerFieldType>()
  const byName = new Map<string, DocumentCustomField>()
  for (const row of inOrder(tables.get('UDFTYPE') ?? [])) {
    const id = keyIn(row, 'udf_type_id')
    const table = tableOf(row)
    if (table === null || isOwnField(row) || !(used.has(id) || GIVEN_NAME.test(textIn(row, 'udf_type_name') ?? '')))
      continue
    const field = fieldOf(row, id, byName)
    if (field === null) continue
    if (!byName.has(identity(field)) && byName.size === MAXIMUM_FIELDS) {
      warnings.add('custom fields', row, `Of the custom fields only ${MAXIMUM_FIELDS} are read.`)
      continue
    }
    byName.set(identity(field), field)
    types.set(id, { id, table, field })
  }
  const valuesByRow = readValues(rows, types)
  return {
    fields: [...byName.values()],
    types,
    valuesOf: (table, id) => valuesByRow.get(`${table} ${id}`) ?? {},
  } satisfies XerCustomFields
}

/** Tasks' fields first, so that those of elements join them. */
function inOrder(rows: readonly XerRow[]): XerRow[] {
  return [...rows.filter((row) => tableOf(row) === 'TASK'), ...rows.filter((row) => tableOf(row) === 'PROJWBS')]
}

function tableOf(row: XerRow): 'TASK' | 'PROJWBS' | null {
  const table = textIn(row, 'table_name')
  return table === 'TASK' || table === 'PROJWBS' ? table : null
}

function identity({ name, type }: DocumentCustomField): string {
  return `${type} ${name}`
}

function fieldOf(
  row: XerRow,
  id: string,
  byName: ReadonlyMap<string, DocumentCustomField>,
): DocumentCustomField | null {
  const given = GIVEN_NAME.exec(textIn(row, 'udf_type_name') ?? '')
  const type = (given?.[1] as FieldType | undefined) ?? TYPES[textIn(row, 'logical_data_type') ?? '']
  if (type === undefined) return null
  const name = tidyName(textIn(row, 'udf_type_label') ?? '', MAXIMUM_SHORT_NAME, `Field ${id}`)
  const known = byName.get(identity({ key: '', name, type }))
  if (known !== undefined) return known
  const wanted = given?.[2] ?? textIn(row, 'udf_type_name') ?? ''
  const isTaken = [...byName.values()].some(({ key }) => key === wanted)
  return { key: KEY.test(wanted) && !isTaken ? wanted : `udf_${id.replace(/\W/g, '_')}`, name, type }
}

function readValues(
  rows: readonly XerRow[],
  types: ReadonlyMap<string, XerFieldType>,
): ReadonlyMap<string, Record<string, string | number | boolean>> {
  const byRow = new Map<string, Record<string, string | number | boolean>>()
  for (const row of rows) {
    const type = types.get(keyIn(row, 'udf_type_id'))
    const value = type === undefined ? null : valueIn(row, type.field.type)
    if (type === undefined || value === null) continue
    const place = `${type.table} ${keyIn(row, 'fk_id')}`
    const values = byRow.get(place) ?? {}
    values[type.field.key] = value
    byRow.set(place, values)
  }
  return byRow
}

function valueIn(row: XerRow, type: FieldType): string | number | boolean | null {
  switch (type) {
    case 'text':
      return textIn(row, 'udf_text')?.slice(0, MAXIMUM_TEXT).toWellFormed() ?? null
    case 'date':
      return dateIn(row, 'udf_date')
    case 'cost':
      return moneyIn(row, 'udf_number')
    case 'number':
      return numberIn(row, 'udf_number')
    case 'duration': {
      const hours = numberIn(row, 'udf_number')
      return hours === null ? null : Math.round(hours * 60)
    }
    case 'flag': {
      const number = numberIn(row, 'udf_number')
      return number === null ? null : number !== 0
    }
  }
}
