// Finds out what of a file a document does not say: what has been read is compared with what would be written.
import type { DocumentCalendar, DocumentExtra, DocumentResource, DocumentTask, PlanDocument } from '../plan-document.ts'
import type { AssignmentRow } from './assignment-rows.ts'
import { assignmentExtras } from './build-assignment-extras.ts'
import type { CalendarRow } from './calendar-row.ts'
import { extraWith, OTHER_LINKS, PROJECT_TASK, rowName } from './kept-rows.ts'
import { wholeLink } from './link-row.ts'
import type { ProjectRow } from './project-row.ts'
import { extraOf } from './record-kind.ts'
import type { ResourceRow } from './resource-rows.ts'
import type { TaskRow } from './task-row.ts'
import { CALENDAR } from './write/calendar-record.ts'
import { PROJECT, PROJECT_ROW } from './write/project-record.ts'
import { RESOURCE } from './write/resource-record.ts'
import { TASK } from './write/task-record.ts'
import { type WriteContext, writeContext } from './write/write-context.ts'
import { markupOf, type XmlNode } from './xml-node.ts'

export interface ReadRows {
  readonly calendars: readonly CalendarRow[]
  readonly tasks: readonly TaskRow[]
  readonly resources: readonly ResourceRow[]
  readonly assignments: readonly AssignmentRow[]
}

/** The document with all that the file says besides. Its tasks are those of the rows, and get it in place. */
export function withExtras(document: PlanDocument, project: ProjectRow, rows: ReadRows): PlanDocument {
  const context = writeContext(document)
  const assignments = assignmentExtras(context, rows.assignments)
  const leftOut = leftOutTasks(document.tasks, rows.tasks)
  const taskRows = new Map(rows.tasks.filter((row) => !isLeftOut(row)).map((row) => [row.task.key, row]))
  for (const [index, { key }] of document.tasks.entries()) {
    const row = taskRows.get(key)
    if (row === undefined) continue
    row.task.extra = extraWith([
      ...extraOf(TASK, row.raw, { task: row.task, index, id: 0, links: [], context }),
      ...otherLinks(row),
      ...assignments.ofTask(row.task, index),
      ...(leftOut.after.get(key) ?? []),
    ])
  }
  return {
    ...document,
    calendars: calendarsWithExtras(document.calendars, rows.calendars, context),
    resources: resourcesWithExtras(document.resources, rows.resources, context),
    assignments: document.assignments.map((each, index) => withNodes(each, assignments.ofAssignment(each, index))),
    extra: extraWith([
      ...extraOf(PROJECT, project.raw, context),
      ...projectTask(leftOut.projectTask, context),
      ...leftOutCalendars(document.calendars, rows.calendars),
      ...leftOut.first,
      ...leftOutResources(document.resources, rows.resources),
      ...assignments.ofNoTask(),
    ]),
  }
}

function withNodes<T extends { readonly extra: DocumentExtra | null }>(row: T, nodes: readonly XmlNode[]): T {
  return nodes.length === 0 ? row : { ...row, extra: extraWith(nodes) }
}

function calendarsWithExtras(
  calendars: readonly DocumentCalendar[],
  rows: readonly CalendarRow[],
  context: WriteContext,
): readonly DocumentCalendar[] {
  const byKey = new Map(rows.map((row) => [String(row.uid), row]))
  return calendars.map((calendar) =>
    withNodes(calendar, extraOf(CALENDAR, byKey.get(calendar.key)?.raw ?? [], { calendar, context })),
  )
}

function leftOutCalendars(calendars: readonly DocumentCalendar[], rows: readonly CalendarRow[]): readonly XmlNode[] {
  const held = new Set(calendars.map(({ key }) => key))
  return rows
    .filter(({ uid }) => !held.has(String(uid)))
    .map(({ uid, raw }) => [rowName('Calendar', uid), markupOf([['Calendar', raw]])])
}

function resourcesWithExtras(
  resources: readonly DocumentResource[],
  rows: readonly ResourceRow[],
  context: WriteContext,
): readonly DocumentResource[] {
  const byKey = new Map(rows.map((row) => [String(row.uid), row]))
  return resources.map((resource) =>
    withNodes(resource, extraOf(RESOURCE, byKey.get(resource.key)?.raw ?? [], { resource, id: 0, context })),
  )
}

function leftOutResources(resources: readonly DocumentResource[], rows: readonly ResourceRow[]): readonly XmlNode[] {
  const held = new Set(resources.map(({ key }) => key))
  return rows
    .filter(({ uid }) => !held.has(String(uid)))
    .map(({ uid, raw }) => [rowName('Resource', uid), markupOf([['Resource', raw]])])
}

interface LeftOutTasks {
  readonly projectTask: TaskRow | null
  /** Rows before all tasks. */
  readonly first: readonly XmlNode[]
  /** Rows after a task, by its key. */
  readonly after: ReadonlyMap<string, readonly XmlNode[]>
}

/** The row of the project, and blank ones. */
function leftOutTasks(tasks: readonly DocumentTask[], rows: readonly TaskRow[]): LeftOutTasks {
  const held = new Set(tasks.map(({ key }) => key))
  const first: XmlNode[] = []
  const after = new Map<string, XmlNode[]>()
  let projectTask: TaskRow | null = null
  let place = first
  for (const row of rows) {
    const key = String(row.uid)
    if (!isLeftOut(row) && held.has(key)) {
      place = []
      after.set(key, place)
    } else if (row.uid === 0 && projectTask === null && !held.has('0')) projectTask = row
    else place.push([rowName('Task', row.uid), markupOf([['Task', row.raw]])])
  }
  return { projectTask, first, after }
}

function isLeftOut({ isNull, uid, outlineLevel }: TaskRow): boolean {
  return isNull || (uid === 0 && outlineLevel === 0)
}

function projectTask(row: TaskRow | null, context: WriteContext): readonly XmlNode[] {
  const nodes = row === null ? [] : extraOf(PROJECT_ROW, row.raw, context)
  return nodes.length === 0 ? [] : [[PROJECT_TASK, nodes]]
}

function otherLinks({ links }: TaskRow): readonly XmlNode[] {
  return links.length === 0 ? [] : [[OTHER_LINKS, markupOf(links.map(wholeLink))]]
}
