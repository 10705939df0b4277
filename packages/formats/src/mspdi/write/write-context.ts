import type { WorkingTime } from '@throughline/engine'
import { groupBy } from '../../group-by.ts'
import type {
  DocumentAssignment,
  DocumentCalendar,
  DocumentLink,
  DocumentTask,
  PlanDocument,
} from '../../plan-document.ts'
import { calendarLookup } from '../../work-calendars.ts'
import { lineageOf } from '../lineage-of.ts'
import { splitCalendar } from '../task-splits.ts'
import { type FieldPlan, planFields } from './field-plan.ts'
import { type OutlinePlaces, outlinePlaces } from './outline-places.ts'
import { uidLookup } from './uids.ts'
import { type WorkTotals, workTotals } from './work-totals.ts'

/** What has to be known of a whole document to write a part of it. */
export interface WriteContext {
  readonly document: PlanDocument
  readonly outline: OutlinePlaces
  readonly taskUid: (key: string) => number
  readonly resourceUid: (key: string) => number
  /** -1 for none. */
  readonly calendarUid: (key: string | null) => number
  readonly linksOf: (taskKey: string) => readonly DocumentLink[]
  readonly assignmentsOf: (taskKey: string) => readonly DocumentAssignment[]
  /** The calendar, its base, the base of that … */
  readonly lineageOf: (calendar: DocumentCalendar) => readonly DocumentCalendar[]
  readonly taskOf: (key: string) => DocumentTask | undefined
  readonly splitCalendarOf: (task: DocumentTask) => WorkingTime
  readonly totals: WorkTotals
  readonly fields: FieldPlan
}

/** UIDs of what a document has only in its extras, which nothing else may get. */
export interface ReservedUids {
  readonly tasks: () => Iterable<number>
  readonly calendars: () => Iterable<number>
  readonly resources: () => Iterable<number>
}

const NO_CALENDAR = -1
const NONE: readonly never[] = []

/** Tasks are in the order of the outline. */
export function writeContext(document: PlanDocument, reserved?: ReservedUids): WriteContext {
  const { tasks, links, calendars, resources, assignments } = document
  const keysOf = (rows: readonly { readonly key: string }[]) => rows.map(({ key }) => key)
  let linksByTask: ReadonlyMap<string, readonly DocumentLink[]> | null = null
  const assignmentsByTask = groupBy(assignments, ({ taskKey }) => taskKey)
  const indices = new Map(tasks.map(({ key }, index) => [key, index]))
  const calendarKeys = new Map(resources.map(({ key, calendarKey }) => [key, calendarKey]))
  const calendarUid = uidLookup(keysOf(calendars), reserved?.calendars)
  const calendarOf = calendarLookup(document)
  const calendarByKey = new Map(calendars.map((calendar) => [calendar.key, calendar]))
  const assignmentsOf = (taskKey: string) => assignmentsByTask.get(taskKey) ?? NONE
  const outline = outlinePlaces(tasks)
  return {
    document,
    outline,
    taskUid: uidLookup(keysOf(tasks), reserved?.tasks),
    resourceUid: uidLookup(keysOf(resources), reserved?.resources),
    calendarUid: (key) => (key === null ? NO_CALENDAR : calendarUid(key)),
    linksOf: (taskKey) => {
      linksByTask ??= groupBy(links, ({ successorKey }) => successorKey)
      return linksByTask.get(taskKey) ?? NONE
    },
    assignmentsOf,
    lineageOf: (calendar) => lineageOf(calendar, calendarByKey),
    taskOf: (key) => tasks[indices.get(key) ?? -1],
    splitCalendarOf: (task) => {
      const keys = assignmentsOf(task.key).map(({ resourceKey }) => calendarKeys.get(resourceKey) ?? null)
      return splitCalendar(task, keys, calendarOf)
    },
    totals: workTotals(document, outline, indices),
    fields: planFields(document),
  }
}
