import { parseRecords } from '../mspdi/parse-records.ts'
import { children, textOfChild, type XmlRecord } from '../mspdi/xml-record.ts'
import type { PlanDocument, ReadOptions } from '../plan-document.ts'
import { documentOfFile } from '../xer/document-of-file.ts'
import type { XerFile, XerRow } from '../xer/xer-tables.ts'
import { calendarData } from './pmxml-calendar.ts'
import {
  ACTIVITY_COLUMNS,
  ACTIVITY_NOTE_COLUMNS,
  ASSIGNMENT_COLUMNS,
  CALENDAR_COLUMNS,
  type Column,
  FIELD_COLUMNS,
  RATE_COLUMNS,
  RELATIONSHIP_COLUMNS,
  RESOURCE_COLUMNS,
  TOPIC_COLUMNS,
  VALUE_COLUMNS,
  WBS_COLUMNS,
  WBS_NOTE_COLUMNS,
} from './pmxml-columns.ts'
import { PROJECT_ELEMENTS, projectRows } from './pmxml-project.ts'
import { type More, rowOf } from './pmxml-row.ts'

/** Elements that are rows, by their names. */
const ROWS: Readonly<Record<string, { readonly table: string; readonly columns: readonly Column[] }>> = {
  Calendar: { table: 'CALENDAR', columns: CALENDAR_COLUMNS },
  WBS: { table: 'PROJWBS', columns: WBS_COLUMNS },
  Activity: { table: 'TASK', columns: ACTIVITY_COLUMNS },
  Relationship: { table: 'TASKPRED', columns: RELATIONSHIP_COLUMNS },
  Resource: { table: 'RSRC', columns: RESOURCE_COLUMNS },
  ResourceRate: { table: 'RSRCRATE', columns: RATE_COLUMNS },
  ResourceAssignment: { table: 'TASKRSRC', columns: ASSIGNMENT_COLUMNS },
  NotebookTopic: { table: 'MEMOTYPE', columns: TOPIC_COLUMNS },
  ActivityNote: { table: 'TASKMEMO', columns: ACTIVITY_NOTE_COLUMNS },
  ProjectNote: { table: 'WBSMEMO', columns: WBS_NOTE_COLUMNS },
  UDFType: { table: 'UDFTYPE', columns: FIELD_COLUMNS },
}
const NAMES = Object.keys(ROWS)
/** What has values of user-defined fields, and where it has its number. */
const WITH_FIELDS: Readonly<Record<string, string>> = { Activity: 'task_id', WBS: 'wbs_id' }
/** By what they are in; right below the root that is nothing. */
const RECORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['', new Set([...NAMES, 'Currency'])],
  ['Project', new Set([...NAMES, ...PROJECT_ELEMENTS])],
])
const SKIPPED = new Set(['PlannedCurve', 'ActualCurve', 'RemainingCurve'])
/** Where the name of the currency stands in the first line of XER. */
const CURRENCY_PLACE = 7

/**
 * Reads a project of the XML of Primavera P6 (PMXML) from a stream, as XER is read: its elements are turned into the
 * rows of XER first. Baselines in the file are passed over. Throws FormatError, with the place, for a file that is not one.
 */
export async function readPmxml(source: AsyncIterable<Uint8Array>, options: ReadOptions = {}): Promise<PlanDocument> {
  const collector = new RowCollector()
  let bytes = 0
  await parseRecords(source, {
    rootName: 'APIBusinessObjects',
    fileKind: 'a Primavera XML file',
    isRecord: (name, holder) => RECORDS.get(holder ?? '')?.has(name) ?? false,
    collectedAs: () => null,
    skipped: SKIPPED,
    onHolder: (name) => {
      if (name === 'Project') collector.openProject()
    },
    onRecord: (record) => collector.add(record),
    onBytes: (count) => {
      bytes += count
      options.onProgress?.({ bytes, tasks: collector.tables.get('TASK')?.length ?? 0 })
    },
  })
  return documentOfFile(collector.file(), options.keepsExtra ?? true)
}

class RowCollector {
  readonly tables = new Map<string, XerRow[]>()
  /** The fields of each project, in the order of the file. */
  readonly #projects: XmlRecord[][] = []
  readonly #currencies: string[] = []

  openProject(): void {
    this.#projects.push([])
  }

  add(record: XmlRecord): void {
    const kind = ROWS[record.name]
    if (kind !== undefined) this.#addRow(kind.table, record, kind.columns)
    else if (record.name === 'Currency') this.#currencies.push(textOfChild(record, 'Id') ?? '')
    else this.#projects.at(-1)?.push(record)
  }

  file(): XerFile {
    for (const fields of this.#projects) {
      for (const row of projectRows(fields, this.tables.get('PROJWBS') ?? [])) this.#push(row)
    }
    return { header: this.#header(), isUtf8: false, tables: this.tables, layouts: [] }
  }

  #addRow(table: string, record: XmlRecord, columns: readonly Column[]): void {
    const more: More = record.name === 'Calendar' ? { clndr_data: calendarData(record) } : {}
    const row = rowOf(table, record, columns, more)
    this.#push(row)
    const key = row.values.get(WITH_FIELDS[record.name] ?? '')
    if (key === undefined) return
    const place = { fk_id: key, proj_id: row.values.get('proj_id') ?? null }
    for (const field of children(record, 'UDF')) this.#push(rowOf('UDFVALUE', field, VALUE_COLUMNS, place))
  }

  #push(row: XerRow): void {
    const rows = this.tables.get(row.table)
    if (rows === undefined) this.tables.set(row.table, [row])
    else rows.push(row)
  }

  /** Which of several currencies is that of the project is not said. */
  #header(): string[] {
    const [currency, ...others] = this.#currencies
    return currency === undefined || others.length > 0 ? [] : [...Array<string>(CURRENCY_PLACE).fill(''), currency]
  }
}
