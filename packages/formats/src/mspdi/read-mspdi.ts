import { baselineName } from '../baseline-name.ts'
import { checkCircles } from '../check-links.ts'
import { MAXIMUM_SHORT_NAME, tidyName } from '../limits.ts'
import { PLAIN_PLAN } from '../plain-document.ts'
import type { DocumentBaselineHead, DocumentFault, DocumentTask, PlanDocument, ReadOptions } from '../plan-document.ts'
import { Warnings } from '../warnings.ts'
import { calendarLookup } from '../work-calendars.ts'
import { type AssignmentRow, assignmentLookup, buildAssignments, readAssignmentRow } from './assignment-rows.ts'
import { buildCalendars } from './build-calendars.ts'
import { withExtras } from './build-extras.ts'
import { buildLinks } from './build-links.ts'
import { buildTask, type TaskContext } from './build-tasks.ts'
import { CALENDAR_REMARK, type CalendarRemark, readCalendarRemark, withRemarks } from './calendar-remark.ts'
import { type CalendarRow, readCalendarRow } from './calendar-row.ts'
import { buildCustomFields } from './custom-field-rows.ts'
import { buildOutline } from './outline.ts'
import { parseRecords } from './parse-records.ts'
import { PROJECT_FIELDS, type ProjectRow, readProjectRow } from './project-row.ts'
import { LOOKED_INTO, RawNodes } from './raw-nodes.ts'
import { buildResources, type ResourceRow, readResourceRow } from './resource-rows.ts'
import { readTaskRow, type TaskRow } from './task-row.ts'
import { collectedAs } from './work-parts.ts'
import type { XmlRecord } from './xml-record.ts'

interface Rows {
  readonly fields: XmlRecord[]
  /** Of custom fields. */
  readonly definitions: XmlRecord[]
  readonly calendars: CalendarRow[]
  /** By the keys of the calendars. */
  readonly calendarRemarks: Map<string, CalendarRemark>
  readonly tasks: TaskRow[]
  readonly resources: ResourceRow[]
  readonly assignments: AssignmentRow[]
}

const LISTS = new Map([
  ['ExtendedAttributes', 'ExtendedAttribute'],
  ['Calendars', 'Calendar'],
  ['Tasks', 'Task'],
  ['Resources', 'Resource'],
  ['Assignments', 'Assignment'],
])

/** What no document holds anything of, and what takes room. */
const SKIPPED_WITHOUT_EXTRA = new Set(['OutlineCode', 'Rates'])
const NO_NAMES: ReadonlySet<string> = new Set()

/**
 * Reads the XML of Microsoft Project (MSPDI) from a stream.
 * Throws FormatError, with the place, for a file that is not one or that contradicts itself.
 */
export async function readMspdi(source: AsyncIterable<Uint8Array>, options: ReadOptions = {}): Promise<PlanDocument> {
  const warnings = new Warnings()
  const rawNodes = options.keepsExtra === false ? null : new RawNodes()
  const rows = await readRows(source, rawNodes, warnings, options)
  const project = readProjectRow(rows.fields, rows.definitions, rawNodes)
  const document = buildDocument(project, rows, warnings)
  return rawNodes === null ? document : withExtras(document, project, rows)
}

async function readRows(
  source: AsyncIterable<Uint8Array>,
  rawNodes: RawNodes | null,
  warnings: Warnings,
  { onProgress }: ReadOptions,
): Promise<Rows> {
  const rows: Rows = {
    ...{ fields: [], definitions: [], calendars: [], calendarRemarks: new Map() },
    ...{ tasks: [], resources: [], assignments: [] },
  }
  let bytes = 0
  await parseRecords(source, {
    rootName: 'Project',
    fileKind: 'a Microsoft Project XML file',
    isRecord: (name, holder) =>
      holder === null
        ? !LISTS.has(name) && (rawNodes !== null || PROJECT_FIELDS.has(name))
        : LISTS.get(holder) === name,
    isLookedInto: (name) => LOOKED_INTO.has(name),
    skipped: rawNodes === null ? SKIPPED_WITHOUT_EXTRA : NO_NAMES,
    collectedAs,
    onRecord: (record) => addRecord(rows, record, rawNodes, warnings),
    onRemark: (target, text) => {
      const remark = target === CALENDAR_REMARK ? readCalendarRemark(text) : null
      if (remark !== null) rows.calendarRemarks.set(String(remark.uid), remark)
    },
    onBytes: (count) => {
      bytes += count
      onProgress?.({ bytes, tasks: rows.tasks.length })
    },
  })
  return rows
}

function addRecord(rows: Rows, record: XmlRecord, rawNodes: RawNodes | null, warnings: Warnings): void {
  switch (record.path) {
    case 'Project/Calendars/Calendar':
      rows.calendars.push(readCalendarRow(record, warnings, rawNodes))
      break
    case 'Project/Tasks/Task':
      rows.tasks.push(readTaskRow(record, rawNodes, warnings))
      break
    case 'Project/Resources/Resource':
      rows.resources.push(readResourceRow(record, rawNodes))
      break
    case 'Project/Assignments/Assignment':
      rows.assignments.push(readAssignmentRow(record, rawNodes, warnings))
      break
    case 'Project/ExtendedAttributes/ExtendedAttribute':
      rows.definitions.push(record)
      break
    default:
      rows.fields.push(record)
  }
}

function buildDocument(project: ProjectRow, rows: Rows, warnings: Warnings): PlanDocument {
  const { calendars: asWritten, keyOf } = buildCalendars(rows.calendars, rows.calendarRemarks, warnings)
  const calendars = withRemarks(asWritten, rows.calendarRemarks)
  const defaultCalendarKey = keyOf(project.calendarUid) ?? calendars[0]?.key ?? null
  const outline = buildOutline(rows.tasks)
  const calendarByResource = new Map(rows.resources.map(({ uid, calendarUid }) => [uid, keyOf(calendarUid)]))
  const customFields = buildCustomFields(
    project.definitions,
    outline.rows.map(({ row }) => row.fieldValues),
  )
  const context: TaskContext = {
    project,
    calendarKeyOf: keyOf,
    calendarOf: calendarLookup({ calendars, defaultCalendarKey }),
    assignmentsOf: assignmentLookup(rows.assignments),
    calendarKeyOfResource: (uid) => calendarByResource.get(uid) ?? null,
    valuesOfFields: customFields.valuesOf,
    warnings,
  }
  const tasks = outline.rows.map((row) => buildTask(row, context))
  const links = buildLinks(outline, warnings)
  checkCircles(tasks, links)
  const resources = buildResources(rows.resources, keyOf, warnings)
  const taskKeys = new Set(tasks.map(({ key }) => key))
  return {
    ...PLAIN_PLAN,
    name: projectName(project),
    description: descriptionOf(rows.tasks),
    ...planSettings(project),
    calendars,
    defaultCalendarKey,
    tasks,
    links,
    resources,
    assignments: buildAssignments(rows.assignments, taskKeys, resources, warnings),
    baselines: baselineHeads(tasks),
    customFields: customFields.fields,
    faults: outline.rows.flatMap(({ row }) => faultsOf(row)),
    warnings: warnings.list(),
  }
}

function planSettings(project: ProjectRow) {
  const { start, finish, statusDate, currency, minutesPerDay, minutesPerWeek, daysPerMonth } = project
  return {
    ...{ start, finish, statusDate, currency, minutesPerDay, minutesPerWeek, daysPerMonth },
    scheduleFrom: project.isScheduledFromFinish ? ('finish' as const) : ('start' as const),
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

/** The comments of a project are the notes of the row that stands for it. */
function descriptionOf(rows: readonly TaskRow[]): string {
  return rows.find(({ uid, outlineLevel }) => uid === 0 && outlineLevel === 0)?.task.notes ?? ''
}

function baselineHeads(tasks: readonly DocumentTask[]): readonly DocumentBaselineHead[] {
  const numbers = new Set(tasks.flatMap(({ baselines }) => baselines.map(({ number }) => number)))
  return [...numbers].sort((a, b) => a - b).map((number) => ({ number, name: baselineName(number) }))
}

function faultsOf({ uid, faultyDuration }: TaskRow): DocumentFault[] {
  if (faultyDuration === null) return []
  const { text, line, column } = faultyDuration
  const message = `The duration ${text} is less than nothing`
  return [{ entity: 'task', key: String(uid), field: 'durationMinutes', text, message, line, column }]
}
