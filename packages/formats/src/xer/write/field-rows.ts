// User-defined fields. A field of tasks is one of activities and, where summaries have values in it, one of elements.
import type { DocumentCustomField, DocumentTask } from '../../plan-document.ts'
import { givenName } from '../xer-custom-fields.ts'
import { type Carried, cellsOfLine } from './carried.ts'
import { dateCell, type NumberCells } from './cells.ts'
import type { Cells } from './out-row.ts'
import type { WriteContext } from './write-context.ts'
import { elementId } from './xer-keys.ts'

type FieldTable = 'TASK' | 'PROJWBS' | 'RSRC' | 'TASKRSRC' | 'PROJECT'

const TYPES: Readonly<Record<DocumentCustomField['type'], string>> = {
  text: 'FT_TEXT',
  number: 'FT_FLOAT',
  date: 'FT_START_DATE',
  flag: 'FT_INT',
  duration: 'FT_FLOAT',
  cost: 'FT_MONEY',
}
const MINUTES_PER_HOUR = 60

/** The numbers of fields: those that the file had, and others as they are needed. */
export class FieldTypes {
  readonly #known: readonly Cells[]
  readonly #added = new Map<string, Cells>()
  #next: number

  constructor({ tables }: Carried) {
    const table = tables.find(({ name }) => name === 'UDFTYPE')
    this.#known = (table?.lines ?? []).map((line) => cellsOfLine(line, table?.columns ?? []))
    this.#next = Math.max(0, ...this.#known.map(({ udf_type_id }) => Number(udf_type_id) || 0)) + 1
  }

  idOf(table: FieldTable, field: { readonly name: string; readonly label: string; readonly type: string }): string {
    const place = `${table} ${field.name}`
    const added = this.#added.get(place)
    if (added !== undefined) return added.udf_type_id ?? ''
    const id = String(this.#next)
    this.#next += 1
    this.#added.set(place, {
      udf_type_id: id,
      table_name: table,
      udf_type_name: field.name,
      udf_type_label: field.label,
      logical_data_type: field.type,
      super_flag: 'N',
      indicator_expression: '',
      summary_indicator_expression: '',
      export_flag: 'Y',
    })
    return id
  }

  /** Of a field of people: that of the file with its key, of several the one that says the same. */
  idOfCustom(table: FieldTable, field: DocumentCustomField): string {
    const named = this.#known.find(
      ({ table_name, udf_type_name, udf_type_label, udf_type_id }) =>
        table_name === table &&
        udf_type_label === field.name &&
        ([field.key, givenName(field)].includes(udf_type_name ?? '') ||
          `udf_${udf_type_id}` === field.key ||
          table === 'PROJWBS'),
    )
    if (named?.udf_type_id !== undefined) return named.udf_type_id
    return this.idOf(table, { name: givenName(field), label: field.name, type: TYPES[field.type] })
  }

  added(): readonly Cells[] {
    return [...this.#added.values()]
  }
}

/** The values of a task or an element in fields of people. */
export function valueRows(task: DocumentTask, context: WriteContext, types: FieldTypes): Cells[] {
  const { document, numbers, projectId } = context
  const isSummary = context.isSummary(task.key)
  return document.customFields.flatMap((field): Cells[] => {
    const value = task.customFields[field.key]
    if (value === undefined) return []
    const cells = valueCells(value, field.type, numbers)
    const id = types.idOfCustom(isSummary ? 'PROJWBS' : 'TASK', field)
    const fk = isSummary ? elementId(task.key) : task.key
    return [{ udf_type_id: id, fk_id: fk, proj_id: projectId, ...cells }]
  })
}

function valueCells(value: string | number | boolean, type: DocumentCustomField['type'], numbers: NumberCells): Cells {
  switch (type) {
    case 'text':
      return { udf_text: String(value) }
    case 'date':
      return { udf_date: dateCell(String(value)) }
    case 'flag':
      return { udf_number: value === true ? '1' : '0' }
    case 'cost':
      return { udf_number: numbers.money(Number(value)) }
    case 'duration':
      return { udf_number: numbers.number(Number(value) / MINUTES_PER_HOUR) }
    case 'number':
      return { udf_number: numbers.exact(Number(value)) }
  }
}
