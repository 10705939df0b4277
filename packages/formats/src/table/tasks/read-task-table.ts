import { checkLinks } from '../../check-links.ts'
import { PLAIN_PLAN } from '../../plain-document.ts'
import type {
  DocumentCalendar,
  DocumentFault,
  DocumentLink,
  DocumentTask,
  PlanDocument,
  WallTime,
} from '../../plan-document.ts'
import { Warnings } from '../../warnings.ts'
import { CUSTOM } from '../custom-header.ts'
import { addFault } from '../fault-limit.ts'
import type { TableOptions } from '../open-table.ts'
import { readTexts, type TableFault } from '../read-table.ts'
import { buildTask, type TaskContext } from './build-task.ts'
import { calendarNames } from './calendars.ts'
import { guidReader } from './guids.ts'
import { buildLinks } from './links.ts'
import { outlineOrder, parentsOf } from './outline.ts'
import { PRODUCT_FIELDS, toldFields } from './product-fields.ts'
import { buildResources } from './resources.ts'
import { TASK_TABLE, type TaskField } from './task-fields.ts'
import { type TaskKeys, taskKeys } from './task-keys.ts'
import { type TaskPlace, taskPlaces } from './task-places.ts'
import { type TaskTable, taskRow } from './task-row.ts'

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
  const table = await readTexts(source, TASK_TABLE, options)
  const warnings = new Warnings()
  const faults: DocumentFault[] = []
  const onFault = (fault: DocumentFault) => addFault(faults, fault)
  const calendars = calendarNames(options.calendars, warnings, onFault)
  const { lengths, columnOf } = table
  const context = { lengths, calendarKeyOf: calendars.keyOf, guidOf: guidReader(warnings), warnings, onFault }
  const { tasks, links, resourceTexts } = buildLinkedTasks(table, context)
  return {
    name: null,
    start: earliestStart(tasks),
    ...PLAIN_PLAN,
    minutesPerDay: lengths.day,
    minutesPerWeek: lengths.week,
    daysPerMonth: Math.round(lengths.month / lengths.day),
    calendars: calendars.list(),
    defaultCalendarKey: null,
    tasks,
    links: checkLinks(tasks, links, warnings),
    ...buildResources(tasks, resourceTexts, columnOf('resources')),
    customFields: table.customFields,
    warnings: [...table.warnings.list(), ...warnings.list()].sort((a, b) => a.line - b.line),
    faults: faults.sort((a, b) => a.line - b.line || a.column - b.column),
    told: {
      taskFields: toldFields(table.fields, table.customFields.length > 0),
      links: table.fields.has('predecessors'),
      assignments: table.fields.has('resources'),
    },
  }
}

/** What tells the outline and the keys is let go with the end of this: it is not needed beside all assignments. */
function buildLinkedTasks(
  table: TaskTable,
  context: TaskContext,
): { tasks: DocumentTask[]; links: DocumentLink[]; resourceTexts: string[] } {
  const places = taskPlaces(table)
  const keys = taskKeys(places)
  const { tasks, predecessors, resourceTexts } = buildTasks(table, places, keys, context)
  const links = buildLinks(tasks, predecessors, { ...context, keys, column: table.columnOf('predecessors') })
  return { tasks, links, resourceTexts }
}

/** In the order of the outline. Of each row, what it says is let go when its task is there. */
function buildTasks(table: TaskTable, places: readonly TaskPlace[], keys: TaskKeys, context: TaskContext) {
  const parents = parentsOf(places, keys, table.columnOf)
  const summaries = new Set(parents)
  const tasks: DocumentTask[] = []
  const predecessors: string[] = []
  const resourceTexts: string[] = []
  for (const index of outlineOrder(parents)) {
    const key = places[index]?.key ?? ''
    const row = taskRow(table, index, key, (fault) => addCellFault(fault, key, context))
    const parentKey = places[parents[index] ?? -1]?.key ?? null
    tasks.push(buildTask(row, parentKey, summaries.has(index), context))
    predecessors.push(row.values.predecessors ?? '')
    resourceTexts.push(row.values.resources ?? '')
    table.forget(index)
  }
  return { tasks, predecessors, resourceTexts }
}

/** What programs had scheduled is not set by anybody, so that nobody is asked about it. */
function addCellFault(
  { field, text, message, line, column }: TableFault,
  key: string,
  { warnings, onFault }: TaskContext,
): void {
  const product = productField(field)
  if (product === 'stored') warnings.add('not understood', { line, column }, `${message}.`)
  else onFault({ entity: 'task', key, field: product, text, message, line, column })
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
