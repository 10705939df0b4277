import { checkLinks } from '../check-links.ts'
import { MAXIMUM_SHORT_NAME, tidyName } from '../limits.ts'
import type { DocumentCalendar, DocumentTask, PlanDocument, ReadOptions } from '../plan-document.ts'
import { AROUND_THE_CLOCK } from '../standard-calendars.ts'
import { Warnings } from '../warnings.ts'
import { buildLinks } from './build-links.ts'
import { buildTasks } from './build-tasks.ts'
import { type CalendarRow, readCalendarRow } from './calendar-row.ts'
import { buildOutline } from './outline.ts'
import { parseRecords } from './parse-records.ts'
import { PROJECT_FIELDS, type ProjectRow, readProjectRow } from './project-row.ts'
import { resolveCalendars } from './resolve-calendars.ts'
import {
  type AssignmentRow,
  buildAssignments,
  buildResources,
  type ResourceRow,
  readAssignmentRow,
  readResourceRow,
} from './resource-rows.ts'
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
const SKIPPED = new Set([
  'TimephasedData',
  'Baseline',
  'ExtendedAttribute',
  'OutlineCode',
  'AvailabilityPeriods',
  'Rates',
])

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
  if (project.isScheduledFromFinish) {
    warnings.add(
      'scheduled from finish',
      { line: 1 },
      'The project is scheduled from its finish; here it is from its start.',
    )
  }
  const { calendars, keyOf } = resolveCalendars(rows.calendars, warnings)
  const defaultCalendarKey = keyOf(project.calendarUid) ?? calendars[0]?.key ?? null
  const outline = buildOutline(rows.tasks, warnings)
  const tasks = buildTasks(outline.rows, { project, calendars, calendarKeyOf: keyOf, defaultCalendarKey, warnings })
  const links = checkLinks(tasks, buildLinks(outline, tasks, project, warnings), warnings)
  const resources = buildResources(rows.resources, keyOf)
  const assignments = buildAssignments(
    rows.assignments,
    new Set(tasks.map(({ key }) => key)),
    new Set(resources.map(({ key }) => key)),
    warnings,
  )
  return {
    name: projectName(project),
    start: project.start,
    calendars: usedCalendars(calendars, tasks),
    defaultCalendarKey,
    tasks,
    links,
    resources,
    assignments,
    warnings: warnings.list(),
  }
}

function projectName({ title, name }: ProjectRow): string | null {
  const text = title ?? name?.replace(/\.(xml|mpp)$/i, '') ?? ''
  return text.trim() === '' ? null : tidyName(text, MAXIMUM_SHORT_NAME, 'Project')
}

function usedCalendars(
  calendars: readonly DocumentCalendar[],
  tasks: readonly DocumentTask[],
): readonly DocumentCalendar[] {
  const isElapsedUsed = tasks.some(({ calendarKey }) => calendarKey === AROUND_THE_CLOCK.key)
  return isElapsedUsed ? [...calendars, AROUND_THE_CLOCK] : calendars
}
