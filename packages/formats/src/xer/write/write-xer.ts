import type { PlanDocument } from '../../plan-document.ts'
import { assignmentKey } from '../../row-keys.ts'
import { currencyOf, documentOf } from '../document-of.ts'
import { applyOwn, CONVENTIONS } from '../own/apply-own.ts'
import { type OwnDifference, ownDifferences } from '../own/own-differences.ts'
import { ownLabel } from '../own/own-label.ts'
import { textOfOwn } from '../own/own-values.ts'
import { cellText, OWN_USER, type XerFile, type XerRow } from '../xer-tables.ts'
import { escaped, lineOfCells } from './carried.ts'
import { carryAlong } from './carry-along.ts'
import { type Content, contentOf } from './content.ts'
import { FieldTypes } from './field-rows.ts'
import { linkRows } from './link-rows.ts'
import type { Cells } from './out-row.ts'
import { dataDate } from './project-rows.ts'
import { throughWindows1252, windows1252 } from './windows-1252.ts'
import { type WriteContext, writeContext } from './write-context.ts'
import { withXerKeys } from './xer-keys.ts'

export interface WriteXerOptions {
  /** Told of what the file cannot say, not even so that it reads back here. */
  readonly onWarning?: (message: string) => void
}

/** Tables in the order in which Primavera writes them. */
const ORDER = [
  'CURRTYPE',
  'MEMOTYPE',
  'UDFTYPE',
  'PROJECT',
  'CALENDAR',
  'SCHEDOPTIONS',
  'PROJWBS',
  'RSRC',
  'RSRCRATE',
  'TASK',
  'WBSMEMO',
  'TASKMEMO',
  'TASKPRED',
  'TASKRSRC',
  'UDFVALUE',
]
/** Of tables whose rows do not all name all columns. */
const USUAL_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  RSRCRATE: ['rsrc_rate_id', 'rsrc_id', 'max_qty_per_hr', 'cost_per_qty', 'start_date', 'shift_period_id'],
  WBSMEMO: ['wbs_memo_id', 'proj_id', 'memo_type_id', 'wbs_id', 'wbs_memo'],
  TASKMEMO: ['memo_id', 'task_id', 'memo_type_id', 'proj_id', 'task_memo'],
  UDFVALUE: ['udf_type_id', 'fk_id', 'proj_id', 'udf_date', 'udf_number', 'udf_text', 'udf_code_id'],
}
const DEFAULT_CURRENCY = 'USD'
const VERSION = '19.12'
const LONGEST_TEXT = 240
const MOST_PARTS = 99
const PIECE_LINES = 500

/**
 * The plan as a file of Primavera P6 (XER), in pieces of bytes: in Windows-1252, or in UTF-8 if it came so. What a file of
 * Primavera said before and the document does not say otherwise is written back; what Primavera has no place for stands
 * in user-defined fields of our own, and reads back here.
 */
export function* writeXer(document: PlanDocument, options: WriteXerOptions = {}): Generator<Uint8Array> {
  const numbered = withXerKeys(document)
  const context = writeContext(numbered)
  const { isUtf8 } = context.carried
  const encode = isUtf8 ? (text: string) => new TextEncoder().encode(text) : windows1252
  let lines: string[] = []
  for (const line of xerLines(context, options)) {
    lines.push(line)
    if (lines.length < PIECE_LINES) continue
    yield encode(`${lines.join('\r\n')}\r\n`)
    lines = []
  }
  yield encode(`${lines.join('\r\n')}\r\n`)
}

function* xerLines(context: WriteContext, options: WriteXerOptions): Generator<string> {
  const content = fullContent(context, options)
  yield ['ERMHDR', ...headerOf(context)].join('\t')
  for (const name of tableNames(content, context)) {
    const rows = content.get(name) ?? []
    const columns = columnsOf(name, rows, context)
    if (columns.length === 0) continue
    yield `%T\t${name}`
    yield ['%F', ...columns].join('\t')
    for (const row of rows) yield `%R\t${lineOfCells(row, columns)}`
  }
  yield '%E'
}

function fullContent(context: WriteContext, options: WriteXerOptions): Content {
  const types = new FieldTypes(context.carried)
  const content = contentOf(context, types)
  carryAlong(content, context)
  addCurrency(content, context)
  addTopic(content)
  addOwnFields(content, types, context, options)
  const carriedTypes = content.get('UDFTYPE') ?? []
  content.set('UDFTYPE', [...carriedTypes, ...types.added()])
  const lost = context.document.assignments.filter(({ taskKey }) => context.isSummary(taskKey)).length
  if (lost > 0) options.onWarning?.(`${lost} assignments of summaries are left out: Primavera has them of activities.`)
  return content
}

/** As it was read, but for another currency; our own says which file is ours. */
function headerOf({ document, carried }: WriteContext): readonly string[] {
  const { header } = carried
  const currency = document.currency ?? DEFAULT_CURRENCY
  if (header !== null && header.length > 0) {
    return currencyOf(header) === document.currency ? header : header.map((cell, at) => (at === 7 ? currency : cell))
  }
  const day = dataDate(document).slice(0, 10)
  return [VERSION, day, 'Project', 'throughline', OWN_USER, 'dbxDatabaseNoName', 'Project Management', currency]
}

/** The currency of the first line has to be among those of the file. */
function addCurrency(content: Content, context: WriteContext): void {
  const name = headerOf(context)[7] ?? DEFAULT_CURRENCY
  const rows = content.get('CURRTYPE') ?? []
  if (rows.some(({ curr_short_name }) => curr_short_name === name)) return
  const row = {
    curr_id: String(Math.max(0, ...rows.map(({ curr_id }) => Number(curr_id) || 0)) + 1),
    decimal_digit_cnt: '2',
    curr_symbol: name,
    decimal_symbol: '.',
    digit_group_symbol: ',',
    pos_curr_fmt_type: '#1.1',
    neg_curr_fmt_type: '(#1.1)',
    curr_type: name,
    curr_short_name: name,
    group_digit_cnt: '3',
    base_exch_rate: '1',
  }
  content.set('CURRTYPE', [...rows, row])
}

/** Notes have a topic. */
function addTopic(content: Content): void {
  const topics = content.get('MEMOTYPE') ?? []
  const memos = ['WBSMEMO', 'TASKMEMO'].flatMap((table) => content.get(table) ?? [])
  if (memos.every(({ memo_type_id }) => memo_type_id !== undefined)) return
  const known = topics[0]?.memo_type_id
  const id = known ?? '1'
  if (known === undefined) {
    const flags = { eps_flag: 'Y', proj_flag: 'Y', wbs_flag: 'Y', task_flag: 'Y' }
    content.set('MEMOTYPE', [{ memo_type_id: id, seq_num: '0', ...flags, memo_type: 'Notes' }])
  }
  for (const table of ['WBSMEMO', 'TASKMEMO']) {
    const rows = content.get(table) ?? []
    content.set(
      table,
      rows.map((row) => ({ memo_type_id: id, ...row })),
    )
  }
}

function addOwnFields(content: Content, types: FieldTypes, context: WriteContext, options: WriteXerOptions): void {
  const { document, projectId, carried } = context
  const idsByPair = new Map(
    [...(content.get('TASKRSRC') ?? [])].reverse().map((row) => [pairOf(row), row.taskrsrc_id ?? '']),
  )
  const place = { projectId, assignmentIdOf: (key: string) => idsByPair.get(key) ?? '' }
  const said = new Map<string, unknown>()
  const conventions = carried.conventions ?? CONVENTIONS
  if (conventions.length > 0) said.set('conventions', conventions)
  if (context.addedCalendarIds.length > 0) said.set('added calendars', context.addedCalendarIds)
  const add = (differences: readonly OwnDifference[]) => {
    const rows = differences.flatMap((each) => ownRows(each, types, projectId, options))
    content.set('UDFVALUE', [...(content.get('UDFVALUE') ?? []), ...rows])
  }
  add([...said].map(([name, value]) => ({ table: 'PROJECT', id: projectId, name, value })))
  const reading = documentOf(asFile(content, types, context))
  const readBack = applyOwn(reading.document, reading.own, place)
  add(ownDifferences(document, readBack, linkRows(document), place))
}

function ownRows(
  { table, id, name, value }: OwnDifference,
  types: FieldTypes,
  projectId: string,
  { onWarning }: WriteXerOptions,
): Cells[] {
  const parts = partsOf(textOfOwn(value))
  if (parts.length > MOST_PARTS) {
    onWarning?.(`The ${name} of row ${id} of ${table} is too long for the fields of Primavera and is left out.`)
    return []
  }
  return parts.map((text, index): Cells => {
    const label = ownLabel(name, index + 1)
    const type = types.idOf(table, { name: fieldName(label), label, type: 'FT_TEXT' })
    return { udf_type_id: type, fk_id: id, proj_id: table === 'RSRC' ? '' : projectId, udf_text: text }
  })
}

const fieldName = (label: string): string => label.toLowerCase().replace(/\W+/g, '_').replace(/_$/, '')

/** Spaces at the ends of cells are lost, so that a text that is cut has none. */
function partsOf(text: string): string[] {
  if (text.length <= LONGEST_TEXT) return [text]
  const whole = text.replaceAll(' ', '\\u0020')
  return Array.from({ length: Math.ceil(whole.length / LONGEST_TEXT) }, (_, part) =>
    whole.slice(part * LONGEST_TEXT, (part + 1) * LONGEST_TEXT),
  )
}

/** The content as it is read from the file that is written. */
function asFile(content: Content, types: FieldTypes, { carried, ...context }: WriteContext): XerFile {
  const written = (text: string) => cellText(escaped(carried.isUtf8 ? text : throughWindows1252(text)))
  const tables = new Map<string, XerRow[]>()
  const all = new Map([...content, ['UDFTYPE', [...(content.get('UDFTYPE') ?? []), ...types.added()]]])
  for (const [table, rows] of all) {
    tables.set(
      table,
      rows.map((row, index) => {
        const filled = Object.entries(row).map(([column, text]) => [column, written(text)] as const)
        return { line: index + 1, table, values: new Map(filled.filter(([, text]) => text !== '')) }
      }),
    )
  }
  return { header: headerOf({ carried, ...context }), isUtf8: carried.isUtf8, tables, layouts: [] }
}

function pairOf(row: Cells): string {
  return assignmentKey(row.task_id ?? '', row.rsrc_id ?? '')
}

/** In the order of the file that the plan comes from; other tables stand before the next of Primavera's order that is there. */
function tableNames(content: Content, { carried }: WriteContext): string[] {
  const names = carried.tables.filter(({ columns }) => columns.length > 0).map(({ name }) => name)
  for (const name of [...ORDER].reverse()) {
    const isEmpty = (content.get(name) ?? []).length === 0
    if (names.includes(name) || isEmpty) continue
    const next = ORDER.slice(ORDER.indexOf(name) + 1).find((each) => names.includes(each))
    names.splice(next === undefined ? names.length : names.indexOf(next), 0, name)
  }
  return names
}

/** Those of the file, then others that something stands in. */
function columnsOf(table: string, rows: readonly Cells[], { carried }: WriteContext): readonly string[] {
  const columns = new Set(carried.tables.find(({ name }) => name === table)?.columns ?? [])
  const isOfFile = columns.size > 0
  const usual = USUAL_COLUMNS[table] ?? []
  if (!isOfFile) for (const column of usual) columns.add(column)
  for (const row of rows) {
    for (const [column, text] of Object.entries(row)) {
      if (!columns.has(column) && (text !== '' || !isOfFile)) columns.add(column)
    }
  }
  return [...columns]
}
