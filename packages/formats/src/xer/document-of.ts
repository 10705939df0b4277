// A plan document of Primavera's tables, whichever form of file they come in.
import { checkLinks } from '../check-links.ts'
import { FormatError } from '../format-error.ts'
import { MAXIMUM_SHORT_NAME, tidyName, tidyNotes } from '../limits.ts'
import { PLAIN_PLAN } from '../plain-document.ts'
import type { DocumentCalendar, PlanDocument } from '../plan-document.ts'
import { Warnings } from '../warnings.ts'
import { calendarLookup } from '../work-calendars.ts'
import { conventionsOf, type OwnValues, readOwnValues } from './own/own-values.ts'
import { buildCalendars, withoutCircles } from './xer-calendars.ts'
import { readCustomFields, type XerCustomFields } from './xer-custom-fields.ts'
import { buildLinks } from './xer-links.ts'
import { readMemos, type XerMemos } from './xer-memos.ts'
import { optionsOf } from './xer-options.ts'
import { XerOutline } from './xer-outline.ts'
import { buildAssignments, buildResources } from './xer-resources.ts'
import { buildSummary } from './xer-summary.ts'
import type { XerFile, XerRow, XerTables } from './xer-tables.ts'
import { buildTask } from './xer-task.ts'
import { dateIn, isYes, keyIn, numberIn, refuseRepeats, textIn } from './xer-values.ts'

export const READ_TABLES: ReadonlySet<string> = new Set([
  'CURRTYPE',
  'PROJECT',
  'CALENDAR',
  'SCHEDOPTIONS',
  'PROJWBS',
  'TASK',
  'TASKPRED',
  'RSRC',
  'RSRCRATE',
  'TASKRSRC',
  'MEMOTYPE',
  'TASKMEMO',
  'WBSMEMO',
  'UDFTYPE',
  'UDFVALUE',
])
const MINUTES_PER_HOUR = 60
/** Short names that Primavera comes with, where they are not those of ISO 4217. */
const CURRENCIES: Readonly<Record<string, string>> = { 'U.K.': 'GBP', AUST: 'AUD' }

export interface XerReading {
  readonly document: PlanDocument
  readonly project: XerRow
  readonly customFields: XerCustomFields
  /** What fields of our own say; the document is without it. */
  readonly own: OwnValues
}

/** Of several projects the one with the most tasks is read. Throws FormatError for a file without one. */
export function documentOf(file: XerFile): XerReading {
  const warnings = new Warnings()
  const project = chooseProject(file.tables, warnings)
  const customFields = readCustomFields(file.tables, ofProject(project), warnings)
  const own = readOwnValues(file.tables, ofProject(project))
  const document = buildDocument(file, project, { customFields, own, warnings })
  return { document, project, customFields, own }
}

/** Whether a row is of the project, or of none. */
export function ofProject(project: XerRow): (row: XerRow) => boolean {
  const key = keyIn(project, 'proj_id')
  return (row) => (textIn(row, 'proj_id') ?? key) === key
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

function buildDocument(
  { header, tables }: XerFile,
  project: XerRow,
  { customFields, own, warnings }: Pick<XerReading, 'customFields' | 'own'> & { readonly warnings: Warnings },
): PlanDocument {
  const projectKey = keyIn(project, 'proj_id')
  const rowsOf = (table: string) => (tables.get(table) ?? []).filter((row) => textIn(row, 'proj_id') === projectKey)
  refuseRepeats(tables.get('CALENDAR') ?? [], 'clndr_id')
  refuseRepeats(tables.get('RSRC') ?? [], 'rsrc_id')
  const elements = rowsOf('PROJWBS')
  refuseRepeats(elements, 'wbs_id')
  const root = elements.find((row) => isYes(row, 'proj_node_flag'))
  const calendars = withoutCircles(buildCalendars(tables.get('CALENDAR') ?? [], warnings))
  const calendarKeys = new Set(calendars.map(({ key }) => key))
  const taskRows = rowsOf('TASK')
  refuseRepeats(taskRows, 'task_id')
  const taskTypes = new Map(taskRows.map((row) => [keyIn(row, 'task_id'), textIn(row, 'task_type') ?? 'TT_Task']))
  const otherTasks = new Set((tables.get('TASK') ?? []).map((row) => keyIn(row, 'task_id')))
  const memos = readMemos(tables)
  const settings = settingsOf(project, rowsOf('SCHEDOPTIONS')[0] ?? null, calendarKeys)
  const tasks = buildTasks(elements, taskRows, { settings, calendars, calendarKeys, memos, customFields, warnings })
  const assignments = rowsOf('TASKRSRC')
  const resources = buildResources(tables.get('RSRC') ?? [], {
    assignments,
    hasAll: conventionsOf(own, projectKey).has('resources'),
    rates: tables.get('RSRCRATE') ?? [],
    today: settings.statusDate ?? settings.start,
    calendarKeys,
    warnings,
  })
  return {
    ...PLAIN_PLAN,
    name: nameOf(project, root),
    description: root === undefined ? '' : tidyNotes(memos.ofElement(keyIn(root, 'wbs_id')), root, warnings),
    currency: currencyOf(header),
    ...settings,
    ...hoursOf(calendars.length > 0 ? tables.get('CALENDAR') : undefined, textIn(project, 'clndr_id')),
    calendars,
    tasks,
    links: checkLinks(tasks, buildLinks(rowsOf('TASKPRED'), { taskTypes, otherTasks, warnings }), warnings),
    resources,
    assignments: buildAssignments(assignments, taskTypes, resources),
    customFields: customFields.fields,
    warnings: warnings.list(),
  }
}

function settingsOf(project: XerRow, schedule: XerRow | null, calendarKeys: ReadonlySet<string>) {
  return {
    start: dateIn(project, 'plan_start_date') ?? dateIn(project, 'last_recalc_date'),
    finish: dateIn(project, 'plan_end_date'),
    scheduleFrom: 'start' as const,
    statusDate: dateIn(project, 'last_recalc_date'),
    options: optionsOf(project, schedule),
    defaultCalendarKey: defaultCalendar(project, calendarKeys),
  }
}

interface TasksContext {
  readonly settings: ReturnType<typeof settingsOf>
  readonly calendars: readonly DocumentCalendar[]
  readonly calendarKeys: ReadonlySet<string>
  readonly memos: XerMemos
  readonly customFields: XerCustomFields
  readonly warnings: Warnings
}

function buildTasks(elements: readonly XerRow[], rows: readonly XerRow[], context: TasksContext) {
  const { settings, calendars, memos, customFields, warnings } = context
  const { defaultCalendarKey, options, statusDate } = settings
  const shared = {
    calendarKeys: context.calendarKeys,
    criticalMinutes: options.criticalFloatMinutes ?? 0,
    criticalBy: options.criticalBy ?? 'totalFloat',
    statusDate,
    calendarOf: calendarLookup({ calendars, defaultCalendarKey }),
    warnings,
  }
  return new XerOutline(elements, rows).place({
    task: ({ row, parentKey }) => {
      const id = keyIn(row, 'task_id')
      const said = { notes: memos.ofTask(id), customFields: customFields.valuesOf('TASK', id) }
      return buildTask(row, { ...shared, ...said, parentKey })
    },
    summary: ({ row, parentKey }) => {
      const id = keyIn(row, 'wbs_id')
      const said = { notes: memos.ofElement(id), customFields: customFields.valuesOf('PROJWBS', id) }
      return buildSummary(row, { ...said, parentKey, warnings })
    },
  })
}

function nameOf(project: XerRow, root: XerRow | undefined): string | null {
  const name = (root && textIn(root, 'wbs_name')) ?? textIn(project, 'proj_short_name')
  return name === null ? null : tidyName(name, MAXIMUM_SHORT_NAME, 'Project')
}

export function currencyOf(header: readonly string[]): string | null {
  const name = header[7] ?? ''
  const code = CURRENCIES[name] ?? name
  return /^[A-Z]{3}$/.test(code) ? code : null
}

function defaultCalendar(project: XerRow, calendarKeys: ReadonlySet<string>): string | null {
  const key = textIn(project, 'clndr_id')
  return key !== null && calendarKeys.has(key) ? key : ([...calendarKeys][0] ?? null)
}

function hoursOf(rows: readonly XerRow[] | undefined, key: string | null) {
  const row = rows?.find((each) => textIn(each, 'clndr_id') === key)
  const hoursIn = (column: string) => (row && numberIn(row, column)) ?? null
  const day = hoursIn('day_hr_cnt') ?? 8
  const month = hoursIn('month_hr_cnt')
  const within = (number: number, most: number) => Math.min(Math.max(Math.round(number), 1), most)
  return {
    minutesPerDay: within(day * MINUTES_PER_HOUR, 1_440),
    minutesPerWeek: within((hoursIn('week_hr_cnt') ?? 40) * MINUTES_PER_HOUR, 10_080),
    daysPerMonth: month === null || day <= 0 ? 20 : within(month / day, 31),
  }
}
