import { checkLinks } from '../../check-links.ts'
import { PLAIN_PLAN } from '../../plain-document.ts'
import type { DocumentCalendar, DocumentFault, DocumentTask, PlanDocument, WallTime } from '../../plan-document.ts'
import { Warnings } from '../../warnings.ts'
import { CUSTOM } from '../custom-header.ts'
import { addFault } from '../fault-limit.ts'
import type { TableOptions } from '../open-table.ts'
import { readTable, type TableFault } from '../read-table.ts'
import { buildTask, type TaskContext } from './build-task.ts'
import { calendarNames } from './calendars.ts'
import { guidReader } from './guids.ts'
import { buildLinks } from './links.ts'
import { outlineOrder, parentsOf } from './outline.ts'
import { PRODUCT_FIELDS, toldFields } from './product-fields.ts'
import { buildResources } from './resources.ts'
import { TASK_TABLE, type TaskField } from './task-fields.ts'
import { taskKeys } from './task-keys.ts'
import { type TaskRow, type TaskTable, taskRows } from './task-row.ts'

export interface TaskTableOptions extends TableOptions {
  /** The calendars that tasks can name; left out: whatever they name is made. */
  readonly calendars?: readonly DocumentCalendar[]
}

/**
 * Reads a table of tasks with a header. A day is 8 hours, a week 5 days and a month 20, unless the header of durations
 * says otherwise. A cell that is not understood becomes a fault, and the task is as if it were empty. Throws FormatError,
 * with the place, for what contradicts itself or names what is not there.
 */
export async function readTaskTable(
  source: AsyncIterable<Uint8Array>,
  options: TaskTableOptions,
): Promise<PlanDocument> {
  const table = await readTable(source, TASK_TABLE, options)
  const warnings = new Warnings()
  const faults: DocumentFault[] = []
  const onFault = (fault: DocumentFault) => addFault(faults, fault)
  const unordered = taskRows(table)
  addCellFaults(table, unordered, faults, warnings)
  const keys = taskKeys(unordered)
  const calendars = calendarNames(options.calendars, warnings, onFault)
  const guidOf = guidReader(warnings)
  const context: TaskContext = { lengths: table.lengths, calendarKeyOf: calendars.keyOf, guidOf, warnings, onFault }
  const { rows, tasks } = buildTasks(unordered, parentsOf(unordered, keys), context)
  const links = checkLinks(tasks, buildLinks(rows, { ...context, keys }), warnings)
  return {
    name: null,
    start: earliestStart(tasks),
    ...PLAIN_PLAN,
    minutesPerDay: table.lengths.day,
    minutesPerWeek: table.lengths.week,
    daysPerMonth: Math.round(table.lengths.month / table.lengths.day),
    calendars: calendars.list(),
    defaultCalendarKey: null,
    tasks,
    links,
    ...buildResources(rows),
    customFields: table.customFields,
    warnings: [...table.warnings, ...warnings.list()].sort((a, b) => a.line - b.line),
    faults: faults.sort((a, b) => a.line - b.line || a.column - b.column),
    told: {
      taskFields: toldFields(table.fields, table.customFields.length > 0),
      links: table.fields.has('predecessors'),
      assignments: table.fields.has('resources'),
    },
  }
}

function buildTasks(
  unordered: readonly TaskRow[],
  parents: readonly number[],
  context: TaskContext,
): { rows: TaskRow[]; tasks: DocumentTask[] } {
  const summaries = new Set(parents)
  const order = outlineOrder(parents)
  const tasks = order.map((index) => {
    const parentKey = unordered[parents[index] ?? -1]?.key ?? null
    return buildTask(unordered[index] as TaskRow, parentKey, summaries.has(index), context)
  })
  return { rows: order.map((index) => unordered[index] as TaskRow), tasks }
}

/** What programs had scheduled is not set by anybody, so that nobody is asked about it. */
function addCellFaults(table: TaskTable, rows: readonly TaskRow[], faults: DocumentFault[], warnings: Warnings): void {
  for (const { row, field, text, message, line, column } of table.faults) {
    const product = productField(field)
    if (product === 'stored') warnings.add('not understood', { line, column }, `${message}.`)
    else faults.push({ entity: 'task', key: rows[row]?.key ?? '', field: product, text, message, line, column })
  }
}

function productField(field: TableFault['field']): string {
  return field.startsWith(CUSTOM) ? 'customFields' : PRODUCT_FIELDS[field as TaskField]
}

/** The file has no start of the project, so that it is the first date that a task has. */
function earliestStart(tasks: readonly DocumentTask[]): WallTime | null {
  return tasks.reduce<WallTime | null>((earliest, { constraint }) => {
    const start = constraint?.date ?? null
    return start !== null && (earliest === null || start < earliest) ? start : earliest
  }, null)
}
