import { checkLinks } from '../check-links.ts'
import { MAXIMUM_SHORT_NAME, tidyName } from '../limits.ts'
import type { PlanDocument, ReadOptions } from '../plan-document.ts'
import { Warnings } from '../warnings.ts'
import { calendarLookup } from '../work-calendars.ts'
import { type AssignmentRow, assignmentLookup, buildAssignments, readAssignmentRow } from './assignment-rows.ts'
import { buildCalendars } from './build-calendars.ts'
import { buildLinks } from './build-links.ts'
import { buildTask, type TaskContext } from './build-tasks.ts'
import { type CalendarRow, readCalendarRow } from './calendar-row.ts'
import { buildOutline } from './outline.ts'
import { parseRecords } from './parse-records.ts'
import { PROJECT_FIELDS, type ProjectRow, readProjectRow } from './project-row.ts'
import { buildResources, type ResourceRow, readResourceRow } from './resource-rows.ts'
import { readTaskRow, type TaskRow } from './task-row.ts'
import type { XmlRecord } from './xml-record.ts'

interface Rows {
  readonly fields: XmlRecord[]
  readonly calendars: CalendarRow[]
  readonly tasks: TaskRow[]
  readonly resources: ResourceRow[]
  readonly assignments: AssignmentRow[]
}

const RECORDS = {
  '': PROJECT_FIELDS,
  Calendars: new Set(['Calendar']),
  Tasks: new Set(['Task']),
  Resources: new Set(['Resource']),
  Assignments: new Set(['Assignment']),
}
const SKIPPED = new Set(['ExtendedAttribute', 'OutlineCode', 'Rates'])

/**
 * Reads the XML of Microsoft Project (MSPDI) from a stream.
 * Throws FormatError, with the place, for a file that is not one or that contradicts itself.
 */
export async function readMspdi(source: AsyncIterable<Uint8Array>, options: ReadOptions = {}): Promise<PlanDocument> {
  const warnings = new Warnings()
  const rows = await readRows(source, warnings, options)
  return buildDocument(rows, warnings)
}

async function readRows(source: AsyncIterable<Uint8Array>, warnings: Warnings, options: ReadOptions): Promise<Rows> {
  const rows: Rows = { fields: [], calendars: [], tasks: [], resources: [], assignments: [] }
  let bytes = 0
  await parseRecords(source, {
    rootName: 'Project',
    records: RECORDS,
    skipped: SKIPPED,
    onRecord: (record) => addRecord(rows, record, warnings),
    onBytes: (count) => {
      bytes += count
      options.onProgress?.({ bytes, tasks: rows.tasks.length })
    },
  })
  return rows
}

function addRecord(rows: Rows, record: XmlRecord, warnings: Warnings): void {
  switch (record.path) {
    case 'Project/Calendars/Calendar':
      rows.calendars.push(readCalendarRow(record, warnings))
      break
    case 'Project/Tasks/Task':
      rows.tasks.push(readTaskRow(record))
      break
    case 'Project/Resources/Resource':
      rows.resources.push(readResourceRow(record))
      break
    case 'Project/Assignments/Assignment':
      rows.assignments.push(readAssignmentRow(record))
      break
    default:
      rows.fields.push(record)
  }
}

function buildDocument(rows: Rows, warnings: Warnings): PlanDocument {
  const project = readProjectRow(rows.fields)
  const { calendars, keyOf } = buildCalendars(rows.calendars, warnings)
  const defaultCalendarKey = keyOf(project.calendarUid) ?? calendars[0]?.key ?? null
  const outline = buildOutline(rows.tasks)
  const calendarByResource = new Map(rows.resources.map(({ uid, calendarUid }) => [uid, keyOf(calendarUid)]))
  const context: TaskContext = {
    project,
    calendarKeyOf: keyOf,
    calendarOf: calendarLookup({ calendars, defaultCalendarKey }),
    assignmentsOf: assignmentLookup(rows.assignments),
    calendarKeyOfResource: (uid) => calendarByResource.get(uid) ?? null,
    warnings,
  }
  const tasks = outline.rows.map((row) => buildTask(row, context))
  const resources = buildResources(rows.resources, keyOf)
  const taskKeys = new Set(tasks.map(({ key }) => key))
  return {
    name: projectName(project),
    ...planSettings(project),
    calendars,
    defaultCalendarKey,
    tasks,
    links: checkLinks(tasks, buildLinks(outline, warnings), warnings),
    resources,
    assignments: buildAssignments(rows.assignments, taskKeys, resources, warnings),
    warnings: warnings.list(),
  }
}

function planSettings(project: ProjectRow) {
  return {
    start: project.start,
    finish: project.finish,
    scheduleFrom: project.isScheduledFromFinish ? ('finish' as const) : ('start' as const),
    statusDate: project.statusDate,
    minutesPerDay: project.minutesPerDay,
    minutesPerWeek: project.minutesPerWeek,
    options: {
      honorsConstraints: project.honorsConstraints,
      criticalFloatMinutes: Math.round(project.criticalSlackDays * project.minutesPerDay),
      hasMultipleCriticalPaths: project.hasMultipleCriticalPaths,
    },
  }
}

function projectName({ title, name }: ProjectRow): string | null {
  const text = title ?? name?.replace(/\.(xml|mpp)$/i, '') ?? ''
  return text.trim() === '' ? null : tidyName(text, MAXIMUM_SHORT_NAME, 'Project')
}
