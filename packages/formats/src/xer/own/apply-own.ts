import type { PlanOptions } from '@throughline/engine'
import type { DocumentLink, DocumentTask, PlanDocument } from '../../plan-document.ts'
import { linkKey } from '../../row-keys.ts'
import { isGeneratedCode } from '../write/codes.ts'
import { type ChangedLink, restoreLinks } from '../write/link-rows.ts'
import { impliedWork } from '../write/resource-rows.ts'
import { elementId, summaryKeys } from '../write/xer-keys.ts'
import {
  ASSIGNMENT_FIELDS,
  isKeyList,
  isLinkList,
  isPosition,
  OPTION_FIELDS,
  PLAN_FIELDS,
  RESOURCE_FIELDS,
  TASK_FIELDS,
} from './own-fields.ts'
import { checkedFields, conventionsOf, type OwnValues } from './own-values.ts'

/** What files of ours say once for all rows instead of in each. */
export const CONVENTIONS = ['codes', 'calendars', 'work', 'resources'] as const

export interface OwnPlace {
  readonly projectId: string
  /** The number of the row that an assignment stands in. */
  readonly assignmentIdOf: (key: string) => string
}

/** The document with what is said in fields of our own, in place of what the file says without them. */
export function applyOwn(document: PlanDocument, own: OwnValues, place: OwnPlace): PlanDocument {
  if (own.isEmpty) return document
  const ofPlan = own.of('PROJECT', place.projectId)
  const conventions = conventionsOf(own, place.projectId)
  const known = new Set(document.calendars.map(({ key }) => key))
  const plan = withConventions(planOf(document, ofPlan, known), conventions, document.defaultCalendarKey)
  const summaries = summaryKeys(plan.tasks)
  const valuesOf = (key: string) => (summaries.has(key) ? own.of('PROJWBS', elementId(key)) : own.of('TASK', key))
  const tasks = plan.tasks.map((task) => patchedTask(task, checkedFields(valuesOf(task.key), TASK_FIELDS), known))
  const positions = new Map(
    tasks.map(({ key }) => [key, valuesOf(key).get('position')] as const).filter(([, at]) => isPosition(at)),
  )
  const placed = { ...plan, tasks: positions.size === 0 ? tasks : inOrder(tasks, positions as Map<string, number>) }
  return withoutAdded(
    {
      ...placed,
      links: restoreLinks(placed.links, changedLinks(placed, valuesOf)),
      resources: plan.resources.map((resource) => ({
        ...resource,
        ...checkedFields(own.of('RSRC', resource.key), RESOURCE_FIELDS),
      })),
      assignments: plan.assignments.map((assignment) => ({
        ...assignment,
        ...checkedFields(own.of('TASKRSRC', place.assignmentIdOf(assignment.key)), ASSIGNMENT_FIELDS),
      })),
    },
    ofPlan.get('added calendars'),
  )
}

function planOf(
  document: PlanDocument,
  values: ReadonlyMap<string, unknown>,
  calendarKeys: ReadonlySet<string>,
): PlanDocument {
  const { defaultCalendarKey = document.defaultCalendarKey, ...fields } = checkedFields(values, PLAN_FIELDS)
  const options = Object.entries(checkedFields(optionValues(values), OPTION_FIELDS))
  const isKnown = defaultCalendarKey === null || calendarKeys.has(String(defaultCalendarKey))
  const merged = Object.entries({ ...document.options, ...Object.fromEntries(options) })
  return {
    ...document,
    ...fields,
    options: Object.fromEntries(merged.filter(([, value]) => value !== null)) as Partial<PlanOptions>,
    defaultCalendarKey: isKnown ? (defaultCalendarKey as string | null) : document.defaultCalendarKey,
  }
}

const OPTION = 'option '

function optionValues(values: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  return new Map(
    [...values].flatMap(([name, value]) => (name.startsWith(OPTION) ? [[name.slice(OPTION.length), value]] : [])),
  )
}

/** A code that was made up is none, the calendar of the project is none of a task's own, nor is work that is implied. */
function withConventions(
  document: PlanDocument,
  conventions: ReadonlySet<string>,
  projectCalendar: string | null,
): PlanDocument {
  const durations = new Map(document.tasks.map(({ key, durationMinutes }) => [key, durationMinutes]))
  return {
    ...document,
    tasks: document.tasks.map((task) => ({
      ...task,
      wbs: conventions.has('codes') && isGeneratedCode(task.wbs) ? '' : task.wbs,
      calendarKey: conventions.has('calendars') && task.calendarKey === projectCalendar ? null : task.calendarKey,
    })),
    assignments: document.assignments.map((assignment) => {
      const { workMinutes, actualWorkMinutes, remainingWorkMinutes, units, taskKey } = assignment
      const isImplied =
        conventions.has('work') &&
        workMinutes === impliedWork(durations.get(taskKey) ?? 0, units) &&
        remainingWorkMinutes === Math.max(0, workMinutes - actualWorkMinutes)
      return isImplied ? { ...assignment, workMinutes: null, remainingWorkMinutes: null } : assignment
    }),
  }
}

function patchedTask(
  task: DocumentTask,
  fields: Readonly<Record<string, unknown>>,
  calendarKeys: ReadonlySet<string>,
): DocumentTask {
  const { calendarKey = task.calendarKey, customFields, ...others } = fields
  const isKnown = calendarKey === null || calendarKeys.has(String(calendarKey))
  return {
    ...task,
    ...others,
    calendarKey: isKnown ? (calendarKey as string | null) : task.calendarKey,
    customFields: { ...task.customFields, ...(customFields as DocumentTask['customFields'] | undefined) },
  }
}

/** Among those that lie below the same task, those that say where they belong, then the others. */
function inOrder(tasks: readonly DocumentTask[], positions: ReadonlyMap<string, number>): DocumentTask[] {
  const below = new Map<string | null, DocumentTask[]>()
  for (const task of tasks) {
    const list = below.get(task.parentKey)
    if (list === undefined) below.set(task.parentKey, [task])
    else list.push(task)
  }
  const at = ({ key }: DocumentTask) => positions.get(key) ?? Number.POSITIVE_INFINITY
  const placed: DocumentTask[] = []
  const place = (parentKey: string | null): void => {
    for (const task of [...(below.get(parentKey) ?? [])].sort((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0))) {
      placed.push(task)
      place(task.key)
    }
  }
  place(null)
  return placed
}

function changedLinks({ tasks }: PlanDocument, valuesOf: (key: string) => ReadonlyMap<string, unknown>): ChangedLink[] {
  const lines = new Map(tasks.map(({ key, line }) => [key, line]))
  return tasks.flatMap(({ key: successorKey }) => {
    const said = valuesOf(successorKey).get('links')
    return isLinkList(said) ? (said as SaidLink[]).flatMap((each) => changedLink(successorKey, each, lines)) : []
  })
}

type SaidLink = [
  predecessorKey: string,
  type: DocumentLink['type'],
  lagMinutes: number,
  lagUnit: DocumentLink['lagUnit'],
  predecessors: string[],
  successors: string[],
]

function changedLink(
  successorKey: string,
  [predecessorKey, type, lagMinutes, lagUnit, predecessors, successors]: SaidLink,
  lines: ReadonlyMap<string, number>,
): ChangedLink[] {
  const line = lines.get(predecessorKey)
  if (line === undefined) return []
  const key = linkKey(predecessorKey, successorKey, type)
  const link: DocumentLink = { key, predecessorKey, successorKey, type, lagMinutes, lagUnit, extra: null, line }
  return [{ link, predecessors, successors }]
}

/** Without calendars that only a file of Primavera needs, unless somebody has found a use for them. */
function withoutAdded(document: PlanDocument, added: unknown): PlanDocument {
  if (!isKeyList(added)) return document
  const used = new Set([
    document.defaultCalendarKey,
    ...document.tasks.map(({ calendarKey }) => calendarKey),
    ...document.resources.map(({ calendarKey }) => calendarKey),
    ...document.calendars.map(({ baseKey }) => baseKey),
  ])
  const dropped = new Set((added as string[]).filter((key) => !used.has(key)))
  return { ...document, calendars: document.calendars.filter(({ key }) => !dropped.has(key)) }
}
