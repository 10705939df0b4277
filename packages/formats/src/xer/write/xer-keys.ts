// Primavera numbers its rows. Keys of documents from elsewhere are replaced by numbers before anything is written, so
// that all that names a row names it as the file will be read.
import type { DocumentTask, PlanDocument } from '../../plan-document.ts'
import { assignmentKey, linkKey } from '../../row-keys.ts'
import { summaryKey } from '../xer-summary.ts'
import { carriedOf, cellsOfLine } from './carried.ts'

const LAST_NUMBER = 2_147_483_647

/** The number in a key of an element. */
export const elementId = (key: string): string => key.slice(summaryKey('').length)

/** The same document with the keys that it has when it is read from XER. */
export function withXerKeys(document: PlanDocument): PlanDocument {
  const summaries = summaryKeys(document.tasks)
  const { ids, tables } = carriedOf(document.extra)
  const carriedIds = (table: string, column: string) =>
    tables.flatMap(({ name, columns, lines }) =>
      name === table ? lines.map((line) => cellsOfLine(line, columns)[column] ?? '') : [],
    )
  const leaves = numbered(document.tasks.flatMap(({ key }) => (summaries.has(key) ? [] : [key])))
  const elements = numbered([...summaries], [ids.root ?? '', ...carriedIds('PROJWBS', 'wbs_id')], [...leaves.values()])
  const tasks = new Map([...leaves, ...[...elements].map(([key, id]) => [key, summaryKey(id)] as const)])
  const calendars = numbered(document.calendars.map(({ key }) => key))
  const resources = numbered(
    document.resources.map(({ key }) => key),
    carriedIds('RSRC', 'rsrc_id'),
  )
  const of = (keys: ReadonlyMap<string, string>, key: string): string => keys.get(key) ?? key
  const orNull = (keys: ReadonlyMap<string, string>, key: string | null) => (key === null ? null : of(keys, key))
  return {
    ...document,
    defaultCalendarKey: orNull(calendars, document.defaultCalendarKey),
    calendars: document.calendars.map((calendar) => ({
      ...calendar,
      key: of(calendars, calendar.key),
      baseKey: orNull(calendars, calendar.baseKey),
    })),
    tasks: document.tasks.map((task) => ({
      ...task,
      key: of(tasks, task.key),
      parentKey: orNull(tasks, task.parentKey),
      calendarKey: orNull(calendars, task.calendarKey),
    })),
    links: document.links.map((link) => {
      const predecessorKey = of(tasks, link.predecessorKey)
      const successorKey = of(tasks, link.successorKey)
      return { ...link, predecessorKey, successorKey, key: linkKey(predecessorKey, successorKey, link.type) }
    }),
    resources: document.resources.map((resource) => ({
      ...resource,
      key: of(resources, resource.key),
      calendarKey: orNull(calendars, resource.calendarKey),
    })),
    assignments: document.assignments.map((assignment) => {
      const taskKey = of(tasks, assignment.taskKey)
      const resourceKey = of(resources, assignment.resourceKey)
      return { ...assignment, taskKey, resourceKey, key: assignmentKey(taskKey, resourceKey) }
    }),
  }
}

export function summaryKeys(tasks: readonly DocumentTask[]): ReadonlySet<string> {
  return new Set(tasks.flatMap(({ parentKey }) => (parentKey === null ? [] : [parentKey])))
}

/**
 * Keys that are numbers, or that end in one as those of elements do, keep it; others get numbers that are neither taken
 * nor to be avoided: some programs cannot tell elements and tasks apart.
 */
function numbered(
  keys: readonly string[],
  takenBefore: readonly string[] = [],
  avoided: readonly string[] = [],
): ReadonlyMap<string, string> {
  const ids = new Map<string, string>()
  const taken = new Set(takenBefore)
  for (const key of keys) {
    const id = /^(?:wbs-)?([1-9]\d{0,9})$/.exec(key)?.[1]
    if (id === undefined || Number(id) > LAST_NUMBER || taken.has(id)) continue
    ids.set(key, id)
    taken.add(id)
  }
  const unwanted = new Set(avoided)
  let next = 1
  for (const key of keys) {
    if (ids.has(key)) continue
    while (taken.has(String(next)) || unwanted.has(String(next))) next += 1
    ids.set(key, String(next))
    taken.add(String(next))
  }
  return ids
}
