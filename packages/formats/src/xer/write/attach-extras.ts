// What a file says and the document does not, kept in the extras of its rows: whatever of the file would not be written
// back by itself.
import type { DocumentExtra, ExtraNode, PlanDocument } from '../../plan-document.ts'
import { assignmentKey } from '../../row-keys.ts'
import { ofProject, type XerReading } from '../document-of.ts'
import { isOwnField } from '../own/own-label.ts'
import { linkKeyOf } from '../xer-links.ts'
import { rowsBy } from '../xer-memos.ts'
import { summaryKey } from '../xer-summary.ts'
import type { XerFile, XerRow } from '../xer-tables.ts'
import { isYes, keyIn, textIn } from '../xer-values.ts'
import { calendarRows } from './calendar-rows.ts'
import { lineOfCells, nodesOfCarried } from './carried.ts'
import { SINGLE_ROW } from './content.ts'
import { FieldTypes, valueRows } from './field-rows.ts'
import { predecessorRows } from './link-cells.ts'
import { memoRows } from './memo-rows.ts'
import { blockDifference, type Cells, differences, extraOf, type OutRow } from './out-row.ts'
import { descriptionMemo, projectRow, rootRow, scheduleRow } from './project-rows.ts'
import { assignmentRows, rateRows, resourceRows } from './resource-rows.ts'
import { elementRows, taskRows } from './task-rows.ts'
import { type WriteContext, writeContext } from './write-context.ts'
import { elementId } from './xer-keys.ts'

/** `document` is that of the reading, with what it says in fields of our own. */
export function attachExtras(
  document: PlanDocument,
  file: XerFile,
  reading: XerReading,
  conventions: readonly string[],
): PlanDocument {
  const isOwn = ofProject(reading.project)
  const rowsOf = (table: string) => (file.tables.get(table) ?? []).filter(isOwn)
  const root = rowsOf('PROJWBS').find((row) => isYes(row, 'proj_node_flag')) ?? null
  const carried = carriedLines(document, file, reading, rowsOf)
  const ids = {
    project: keyIn(reading.project, 'proj_id'),
    root: root === null ? null : keyIn(root, 'wbs_id'),
  }
  const base = {
    header: file.header.length === 0 ? null : file.header,
    isUtf8: file.isUtf8,
    ids,
    conventions,
    tables: carried,
  }
  const context = writeContext({ ...document, extra: extraOf(nodesOfCarried(base)) })
  const comparing = new Comparing(file, rowsOf)
  const withRows = attachToRows(document, { context, comparing, reading })
  const tables = carried.map((table) => ({
    ...table,
    more: singleNodes(table.name, { context, comparing, root, reading }),
  }))
  return { ...withRows, extra: extraOf(nodesOfCarried({ ...base, tables })) }
}

/** Our rows against those of the file. */
class Comparing {
  readonly rowsOf: (table: string) => readonly XerRow[]
  readonly #layouts: ReadonlyMap<string, readonly string[]>

  constructor(file: XerFile, rowsOf: (table: string) => readonly XerRow[]) {
    this.rowsOf = rowsOf
    this.#layouts = new Map(file.layouts.map(({ name, columns }) => [name, columns]))
  }

  row(table: string, ours: OutRow, original: XerRow | undefined): ExtraNode[] {
    return original === undefined ? [] : differences(ours, original.values, this.#layouts.get(table) ?? null)
  }

  /** The extras of the rows of a table, by a column of theirs. */
  byKey(table: string, ours: readonly OutRow[], keyOf: (cells: Cells) => string, originalKey: (row: XerRow) => string) {
    const originals = new Map<string, XerRow>()
    for (const row of this.rowsOf(table)) {
      const key = originalKey(row)
      if (!originals.has(key)) originals.set(key, row)
    }
    return new Map(
      ours.map((row) => {
        const key = keyOf({ ...row.usual, ...row.said })
        return [key, this.row(table, row, originals.get(key))]
      }),
    )
  }

  block(table: string, ours: readonly Cells[], originals: readonly XerRow[]): ExtraNode[] {
    if (originals.length === 0 && ours.length === 0) return []
    return blockDifference(table, ours, originals.map(cellsOfRow))
  }
}

interface AttachContext {
  readonly context: WriteContext
  readonly comparing: Comparing
  readonly reading: XerReading
}

function attachToRows(document: PlanDocument, { context, comparing, reading }: AttachContext): PlanDocument {
  const by = (table: string, column: string) => rowsBy(comparing.rowsOf(table), column)
  const keyed = (table: string, ours: readonly OutRow[], column: string) =>
    comparing.byKey(
      table,
      ours,
      (cells) => cells[column] ?? '',
      (row) => textIn(row, column) ?? '',
    )
  const calendars = keyed('CALENDAR', calendarRows(context), 'clndr_id')
  const tasks = keyed('TASK', taskRows(context), 'task_id')
  const elements = keyed('PROJWBS', elementRows(context), 'wbs_id')
  const resources = keyed('RSRC', resourceRows(context), 'rsrc_id')
  const links = comparing.byKey(
    'TASKPRED',
    predecessorRows(context),
    ({ pred_task_id, task_id, pred_type }) => `${pred_task_id}/${task_id}/${pred_type?.slice(3)}`,
    (row) => linkKeyOf(row) ?? '',
  )
  const blocks = {
    rates: by('RSRCRATE', 'rsrc_id'),
    taskMemos: by('TASKMEMO', 'task_id'),
    elementMemos: by('WBSMEMO', 'wbs_id'),
    values: valuesBy(comparing.rowsOf('UDFVALUE'), reading),
  }
  const types = new FieldTypes(context.carried)
  const assignments = assignmentExtras(context, comparing)
  return {
    ...document,
    calendars: document.calendars.map((each) => ({ ...each, extra: extraOf(calendars.get(each.key) ?? []) })),
    tasks: document.tasks.map((task) => {
      const isSummary = context.isSummary(task.key)
      const id = isSummary ? elementId(task.key) : task.key
      const memos = isSummary ? blocks.elementMemos : blocks.taskMemos
      const table = isSummary ? 'WBSMEMO' : 'TASKMEMO'
      return {
        ...task,
        extra: extraOf([
          ...((isSummary ? elements : tasks).get(id) ?? []),
          ...comparing.block(table, memoRows(task, context), memos.get(id) ?? []),
          ...comparing.block('UDFVALUE', valueRows(task, context, types), blocks.values.get(task.key) ?? []),
        ]),
      }
    }),
    links: document.links.map((link) => ({ ...link, extra: extraOf(links.get(link.key) ?? []) })),
    resources: document.resources.map((resource) => ({
      ...resource,
      extra: extraOf([
        ...(resources.get(resource.key) ?? []),
        ...comparing.block('RSRCRATE', rateRows(resource, context), blocks.rates.get(resource.key) ?? []),
      ]),
    })),
    assignments: document.assignments.map((each) => ({ ...each, extra: assignments.get(each.key) ?? null })),
  }
}

/** Of one that stands in several rows, all of them. */
function assignmentExtras(context: WriteContext, comparing: Comparing): ReadonlyMap<string, DocumentExtra | null> {
  const originals = new Map<string, XerRow[]>()
  for (const row of comparing.rowsOf('TASKRSRC')) {
    const key = assignmentKey(textIn(row, 'task_id') ?? '', textIn(row, 'rsrc_id') ?? '')
    originals.set(key, [...(originals.get(key) ?? []), row])
  }
  return new Map(
    assignmentRows(context).map((ours) => {
      const cells = { ...ours.usual, ...ours.said }
      const key = assignmentKey(cells.task_id ?? '', cells.rsrc_id ?? '')
      const [first, ...others] = originals.get(key) ?? []
      const nodes =
        others.length === 0 || first === undefined
          ? comparing.row('TASKRSRC', ours, first)
          : comparing.block('TASKRSRC', [cells], [first, ...others])
      return [key, extraOf(nodes)]
    }),
  )
}

/** Values in fields that are read, by the key of what has them. */
function valuesBy(rows: readonly XerRow[], { customFields }: XerReading): ReadonlyMap<string, readonly XerRow[]> {
  const byKey = new Map<string, XerRow[]>()
  for (const row of rows) {
    const type = customFields.types.get(textIn(row, 'udf_type_id') ?? '')
    if (type === undefined) continue
    const key = type.table === 'TASK' ? keyIn(row, 'fk_id') : summaryKey(keyIn(row, 'fk_id'))
    byKey.set(key, [...(byKey.get(key) ?? []), row])
  }
  return byKey
}

/** The tables of the file with the rows that nothing was read from. */
function carriedLines(
  document: PlanDocument,
  file: XerFile,
  reading: XerReading,
  rowsOf: (table: string) => readonly XerRow[],
) {
  const isRead = readRows(document, file, reading)
  const projectId = keyIn(reading.project, 'proj_id')
  return file.layouts.map(({ name, columns, lines }) => {
    const at = columns.indexOf('proj_id')
    const isOurs = (line: string) => at < 0 || ['', projectId].includes(line.split('\t')[at]?.trim() ?? '')
    const left = file.tables.has(name) ? rowsOf(name).filter((row) => !isRead(row)) : []
    const own = file.tables.has(name) ? left.map((row) => lineOfCells(cellsOfRow(row), columns)) : lines.filter(isOurs)
    return { name, columns, lines: own, more: [] as readonly ExtraNode[] }
  })
}

/** Whether a row comes back from the document itself, or has no place in it. */
function readRows(document: PlanDocument, { tables }: XerFile, { customFields }: XerReading): (row: XerRow) => boolean {
  const tasks = new Set(document.tasks.map(({ key }) => key))
  const resources = new Set(document.resources.map(({ key }) => key))
  const links = new Set(document.links.map(({ key }) => key))
  const assignments = new Set(document.assignments.map(({ key }) => key))
  const ownTypes = new Set((tables.get('UDFTYPE') ?? []).filter(isOwnField).map((row) => textIn(row, 'udf_type_id')))
  const parents = parentsOf(tables.get('RSRC') ?? [], resources)
  const roots = new Set((tables.get('PROJWBS') ?? []).filter((row) => isYes(row, 'proj_node_flag')).map(elementKey))
  const seen = new Set<string>()
  return (row) => {
    switch (row.table) {
      case 'PROJWBS':
        return tasks.has(elementKey(row)) || roots.has(elementKey(row))
      case 'TASKPRED': {
        const key = linkKeyOf(row)
        const isFirst = key !== null && !seen.has(key)
        if (key !== null) seen.add(key)
        return key !== null && (links.has(key) || !isFirst)
      }
      case 'RSRC':
        return !parents.has(keyIn(row, 'rsrc_id'))
      case 'RSRCRATE':
        return !parents.has(textIn(row, 'rsrc_id') ?? '')
      case 'TASKRSRC':
        return assignments.has(assignmentKey(textIn(row, 'task_id') ?? '', textIn(row, 'rsrc_id') ?? ''))
      case 'WBSMEMO':
        return tasks.has(elementKey(row)) || roots.has(elementKey(row))
      case 'UDFTYPE':
        return ownTypes.has(textIn(row, 'udf_type_id'))
      case 'UDFVALUE': {
        const type = textIn(row, 'udf_type_id')
        return ownTypes.has(type) || customFields.types.has(type ?? '')
      }
      default:
        return row.table !== 'CURRTYPE' && row.table !== 'MEMOTYPE'
    }
  }
}

const elementKey = (row: XerRow): string => summaryKey(textIn(row, 'wbs_id') ?? '')

/** The resources above those that are used, up to the top. */
function parentsOf(rows: readonly XerRow[], used: ReadonlySet<string>): ReadonlySet<string> {
  const above = new Map(rows.map((row) => [textIn(row, 'rsrc_id'), textIn(row, 'parent_rsrc_id')]))
  const passed = new Set<string>()
  for (const key of used) {
    // Files may have them run in a circle.
    for (let at = above.get(key) ?? null; at !== null && !passed.has(at); at = above.get(at) ?? null) passed.add(at)
  }
  return new Set([...passed].filter((key) => !used.has(key)))
}

interface SingleContext extends AttachContext {
  readonly root: XerRow | null
}

function singleNodes(table: string, { context, comparing, root, reading }: SingleContext): readonly ExtraNode[] {
  const nodes = (() => {
    switch (table) {
      case 'PROJECT':
        return comparing.row(table, projectRow(context), reading.project)
      case 'SCHEDOPTIONS':
        return comparing.row(table, scheduleRow(context), comparing.rowsOf(table)[0])
      case 'PROJWBS':
        return root === null ? [] : comparing.row(table, rootRow(context), root)
      case 'WBSMEMO': {
        const own = comparing.rowsOf(table).filter((row) => textIn(row, 'wbs_id') === context.rootId)
        return comparing.block(table, descriptionMemo(context), own)
      }
      default:
        return []
    }
  })()
  return nodes.length === 0 ? [] : [[SINGLE_ROW, nodes]]
}

function cellsOfRow(row: XerRow): Cells {
  return Object.fromEntries(row.values)
}
