import type { LinkType } from '@throughline/engine'
import { checkLinks } from '../check-links.ts'
import { FormatError } from '../format-error.ts'
import { clampMinutes, MAXIMUM_SHORT_NAME, tidyName } from '../limits.ts'
import type { DocumentLink, PlanDocument, ReadOptions } from '../plan-document.ts'
import { Warnings } from '../warnings.ts'
import { calendarLookup } from '../work-calendars.ts'
import { buildCalendars, withoutCircles } from './xer-calendars.ts'
import { optionsOf } from './xer-options.ts'
import { XerOutline } from './xer-outline.ts'
import { buildAssignments, buildResources } from './xer-resources.ts'
import { readTables, type XerRow, type XerTables } from './xer-tables.ts'
import { buildTask, SPANNING_TYPES } from './xer-task.ts'
import { dateIn, isYes, keyIn, minutesIn, numberIn, textIn } from './xer-values.ts'

const WANTED = new Set(['PROJECT', 'CALENDAR', 'SCHEDOPTIONS', 'PROJWBS', 'TASK', 'TASKPRED', 'RSRC', 'TASKRSRC'])
const LINK_TYPES: Readonly<Record<string, LinkType>> = { PR_FS: 'FS', PR_SS: 'SS', PR_FF: 'FF', PR_SF: 'SF' }
const MINUTES_PER_HOUR = 60

/**
 * Reads a project of a Primavera P6 export (XER) from a stream. Of several projects the one with
 * the most tasks is read. Throws FormatError, with the place, for a file that is not one.
 */
export async function readXer(source: AsyncIterable<Uint8Array>, options: ReadOptions = {}): Promise<PlanDocument> {
  let bytes = 0
  const tables = await readTables(source, {
    wanted: WANTED,
    onBytes: (count, rowsOf) => {
      bytes += count
      options.onProgress?.({ bytes, tasks: rowsOf('TASK') })
    },
  })
  const warnings = new Warnings()
  const project = chooseProject(tables, warnings)
  return buildDocument(tables, project, warnings)
}

function chooseProject(tables: XerTables, warnings: Warnings): XerRow {
  const projects = tables.get('PROJECT') ?? []
  const exported = projects.filter((row) => isYes(row, 'export_flag'))
  const tasks = tables.get('TASK') ?? []
  const sizeOf = (row: XerRow) => tasks.filter((task) => textIn(task, 'proj_id') === keyIn(row, 'proj_id')).length
  const [first, ...others] = exported.length > 0 ? exported : projects
  if (first === undefined) throw new FormatError('The file has no project', { line: 1, column: 0 })
  if (others.length === 0) return first
  const sizes = [first, ...others].map(sizeOf)
  const chosen = [first, ...others][sizes.indexOf(Math.max(...sizes))] ?? first
  const message = `The file has ${others.length + 1} projects; only “${textIn(chosen, 'proj_short_name') ?? ''}” is read.`
  warnings.add('several projects', chosen, message)
  return chosen
}

function buildDocument(tables: XerTables, project: XerRow, warnings: Warnings): PlanDocument {
  const projectKey = keyIn(project, 'proj_id')
  const rowsOf = (table: string) => (tables.get(table) ?? []).filter((row) => textIn(row, 'proj_id') === projectKey)
  const calendars = withoutCircles(buildCalendars(tables.get('CALENDAR') ?? [], warnings))
  const calendarKeys = new Set(calendars.map(({ key }) => key))
  const options = optionsOf(project, rowsOf('SCHEDOPTIONS')[0] ?? null)
  const taskRows = rowsOf('TASK')
  const taskTypes = new Map(taskRows.map((row) => [keyIn(row, 'task_id'), textIn(row, 'task_type') ?? 'TT_Task']))
  const criticalMinutes = options.criticalFloatMinutes ?? 0
  const defaultCalendarKey = defaultCalendar(project, calendarKeys)
  const calendarOf = calendarLookup({ calendars, defaultCalendarKey })
  const statusDate = dateIn(project, 'last_recalc_date')
  const tasks = new XerOutline(rowsOf('PROJWBS'), taskRows).place(({ row, parentKey }) =>
    buildTask(row, { parentKey, calendarKeys, criticalMinutes, statusDate, calendarOf, warnings }),
  )
  const assignmentRows = rowsOf('TASKRSRC')
  const resources = buildResources(tables.get('RSRC') ?? [], assignmentRows, calendarKeys)
  return {
    name: nameOf(project, rowsOf('PROJWBS')),
    start: dateIn(project, 'plan_start_date') ?? dateIn(project, 'last_recalc_date'),
    finish: dateIn(project, 'plan_end_date'),
    scheduleFrom: 'start',
    statusDate,
    options,
    ...hoursOf(calendars.length > 0 ? tables.get('CALENDAR') : undefined, textIn(project, 'clndr_id')),
    calendars,
    defaultCalendarKey,
    tasks,
    links: checkLinks(tasks, buildLinks(rowsOf('TASKPRED'), taskTypes, warnings), warnings),
    resources,
    assignments: buildAssignments(assignmentRows, taskTypes, resources),
    warnings: warnings.list(),
  }
}

function nameOf(project: XerRow, elements: readonly XerRow[]): string | null {
  const root = elements.find((row) => isYes(row, 'proj_node_flag'))
  const name = (root && textIn(root, 'wbs_name')) ?? textIn(project, 'proj_short_name')
  return name === null ? null : tidyName(name, MAXIMUM_SHORT_NAME, 'Project')
}

function defaultCalendar(project: XerRow, calendarKeys: ReadonlySet<string>): string | null {
  const key = textIn(project, 'clndr_id')
  return key !== null && calendarKeys.has(key) ? key : ([...calendarKeys][0] ?? null)
}

function hoursOf(rows: readonly XerRow[] | undefined, key: string | null) {
  const row = rows?.find((each) => textIn(each, 'clndr_id') === key)
  const minutesOf = (column: string, fallback: number) =>
    Math.round(((row && numberIn(row, column)) ?? fallback) * MINUTES_PER_HOUR)
  return { minutesPerDay: minutesOf('day_hr_cnt', 8), minutesPerWeek: minutesOf('week_hr_cnt', 40) }
}

/** Links of what only spans others are left out: they drive nothing. */
function buildLinks(
  rows: readonly XerRow[],
  taskTypes: ReadonlyMap<string, string>,
  warnings: Warnings,
): DocumentLink[] {
  return rows.flatMap((row) => {
    const successorKey = keyIn(row, 'task_id')
    const predecessorKey = keyIn(row, 'pred_task_id')
    const type = LINK_TYPES[textIn(row, 'pred_type') ?? 'PR_FS']
    const types = [taskTypes.get(predecessorKey), taskTypes.get(successorKey)]
    if (type === undefined || types.includes(undefined)) {
      warnings.add('link left out', row, 'A link from another project, or of an unknown type, is left out.')
      return []
    }
    if (types.some((each) => SPANNING_TYPES.has(each ?? ''))) {
      warnings.add('link of a level of effort', row, 'A link of a level of effort is left out; it keeps its dates.')
      return []
    }
    const lagMinutes = clampMinutes(minutesIn(row, 'lag_hr_cnt') ?? 0, row, warnings)
    return [{ predecessorKey, successorKey, type, lagMinutes, lagUnit: 'working' as const, line: row.line }]
  })
}
