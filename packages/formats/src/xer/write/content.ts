// All that is written, table by table, as cells.
import { isDeepStrictEqual } from 'node:util'
import type { ExtraNode } from '../../plan-document.ts'
import { calendarRows } from './calendar-rows.ts'
import { type FieldTypes, valueRows } from './field-rows.ts'
import { predecessorRows } from './link-cells.ts'
import { memoRows, memoTable } from './memo-rows.ts'
import { blockOf, type Cells, cellsOf, extraOf, type OutRow } from './out-row.ts'
import { descriptionMemo, projectRow, rootRow, scheduleRow } from './project-rows.ts'
import { assignmentRows, rateRows, resourceRows } from './resource-rows.ts'
import { elementRows, taskRows } from './task-rows.ts'
import type { WriteContext } from './write-context.ts'

export type Content = Map<string, Cells[]>

/** The extra of the row of the project, of its options, and of the element that stands for it. */
export const SINGLE_ROW = 'row'

/** What the document says and its rows carry, without fields of our own and rows that are only carried along. */
export function contentOf(context: WriteContext, types: FieldTypes): Content {
  const { document } = context
  for (const field of document.customFields) types.idOfCustom('TASK', field)
  const rows = (table: string, out: readonly OutRow[]) => {
    const layout = columnsIn(table, context)
    return out.map((row) => cellsOf(row, layout))
  }
  const one = (table: string, row: OutRow) => rows(table, [{ ...row, extra: singleExtra(table, context) }])
  const rates = document.resources.flatMap((each) => blockOf('RSRCRATE', rateRows(each, context), each.extra))
  const values = document.tasks.flatMap((task) => blockOf('UDFVALUE', valueRows(task, context, types), task.extra))
  return new Map<string, Cells[]>([
    ['PROJECT', one('PROJECT', projectRow(context))],
    ['CALENDAR', rows('CALENDAR', calendarRows(context))],
    ['SCHEDOPTIONS', saysOptions(context) ? one('SCHEDOPTIONS', scheduleRow(context)) : []],
    ['PROJWBS', [...one('PROJWBS', rootRow(context)), ...rows('PROJWBS', elementRows(context))]],
    ['RSRC', rows('RSRC', resourceRows(context))],
    ['RSRCRATE', withIds(rates, 'rsrc_rate_id')],
    ['TASK', rows('TASK', taskRows(context))],
    ['WBSMEMO', withIds(memosIn('WBSMEMO', context), 'wbs_memo_id')],
    ['TASKMEMO', withIds(memosIn('TASKMEMO', context), 'memo_id')],
    ['TASKPRED', withIds(rows('TASKPRED', predecessorRows(context)), 'task_pred_id')],
    ['TASKRSRC', withIds(assignmentsOf(context), 'taskrsrc_id')],
    ['UDFVALUE', values],
  ])
}

/** Null for a table that the file does not have. */
function columnsIn(table: string, { carried }: WriteContext): readonly string[] | null {
  const columns = carried.tables.find(({ name }) => name === table)?.columns ?? []
  return columns.length === 0 ? null : columns
}

/** A file without options is read as having those that Primavera starts with. */
function saysOptions({ document, carried }: WriteContext): boolean {
  if (carried.tables.length === 0 || carried.tables.some(({ name }) => name === 'SCHEDOPTIONS')) return true
  const { hasMultipleCriticalPaths, totalFloatBy, lagCalendar, outOfSequence } = document.options
  const usual = {
    hasMultipleCriticalPaths: false,
    totalFloatBy: 'finish',
    lagCalendar: 'predecessor',
    outOfSequence: 'retainedLogic',
  }
  return !isDeepStrictEqual({ hasMultipleCriticalPaths, totalFloatBy, lagCalendar, outOfSequence }, usual)
}

/** Assignments that stood in several rows still do where nothing has changed. */
function assignmentsOf(context: WriteContext): Cells[] {
  const layout = columnsIn('TASKRSRC', context)
  return assignmentRows(context).flatMap((row) =>
    blockOf('TASKRSRC', [{ ...row.usual, ...row.said }], row.extra, () => [cellsOf(row, layout)]),
  )
}

function memosIn(table: 'WBSMEMO' | 'TASKMEMO', context: WriteContext): Cells[] {
  const ofTasks = context.document.tasks.flatMap((task) =>
    memoTable(context, task) === table ? blockOf(table, memoRows(task, context), task.extra) : [],
  )
  if (table === 'TASKMEMO') return ofTasks
  return [...blockOf(table, descriptionMemo(context), singleExtra(table, context)), ...ofTasks]
}

function singleExtra(table: string, { carried }: WriteContext) {
  const nodes = carried.tables.find(({ name }) => name === table)?.more.find(([name]) => name === SINGLE_ROW)?.[1]
  return extraOf(typeof nodes === 'string' || nodes === undefined ? ([] as ExtraNode[]) : nodes)
}

/** Numbers for rows that have none, or one that another row has. */
function withIds(rows: readonly Cells[], column: string): Cells[] {
  const taken = new Set<string>()
  let next = Math.max(0, ...rows.map((row) => Number(row[column]) || 0)) + 1
  return rows.map((row) => {
    const id = row[column] ?? ''
    if (id !== '' && !taken.has(id)) {
      taken.add(id)
      return row
    }
    const given = String(next)
    next += 1
    return { [column]: given, ...row, ...{ [column]: given } }
  })
}
