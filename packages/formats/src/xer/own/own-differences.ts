import { isDeepStrictEqual } from 'node:util'
import type { DocumentTask, PlanDocument } from '../../plan-document.ts'
import type { ChangedLink, LinkRows } from '../write/link-rows.ts'
import { elementId, summaryKeys } from '../write/xer-keys.ts'
import type { Check } from './checks.ts'
import { ASSIGNMENT_FIELDS, OPTION_FIELDS, PLAN_FIELDS, RESOURCE_FIELDS, TASK_FIELDS } from './own-fields.ts'
import { labelOf, type OwnTable } from './own-values.ts'

export interface OwnDifference {
  readonly table: OwnTable
  /** Of the row. */
  readonly id: string
  readonly name: string
  readonly value: unknown
}

interface Place {
  readonly projectId: string
  readonly assignmentIdOf: (key: string) => string
}

/** What a document says otherwise than the file that was made of it reads. */
export function ownDifferences(
  document: PlanDocument,
  readBack: PlanDocument,
  { changed }: LinkRows,
  { projectId, assignmentIdOf }: Place,
): OwnDifference[] {
  const summaries = summaryKeys(document.tasks)
  const placeOf = (key: string): Pick<OwnDifference, 'table' | 'id'> =>
    summaries.has(key) ? { table: 'PROJWBS', id: elementId(key) } : { table: 'TASK', id: key }
  const ofPlan = { table: 'PROJECT', id: projectId } as const
  return [
    ...fieldDifferences(document, readBack, PLAN_FIELDS).map((each) => ({ ...ofPlan, ...each })),
    ...optionDifferences(document, readBack).map((each) => ({ ...ofPlan, ...each })),
    ...pairs(document.tasks, readBack.tasks).flatMap(([task, back]) =>
      taskDifferences(task, back).map((each) => ({ ...placeOf(task.key), ...each })),
    ),
    ...positions(document, readBack).map(([key, value]) => ({ ...placeOf(key), name: 'position', value })),
    ...[...bySuccessor(changed)].map(([key, value]) => ({ ...placeOf(key), name: 'links', value })),
    ...pairs(document.resources, readBack.resources).flatMap(([resource, back]) =>
      fieldDifferences(resource, back, RESOURCE_FIELDS).map((each) => {
        return { table: 'RSRC' as const, id: resource.key, ...each }
      }),
    ),
    ...pairs(document.assignments, readBack.assignments).flatMap(([assignment, back]) =>
      fieldDifferences(assignment, back, ASSIGNMENT_FIELDS).map((each) => {
        return { table: 'TASKRSRC' as const, id: assignmentIdOf(assignment.key), ...each }
      }),
    ),
  ]
}

type Difference = Pick<OwnDifference, 'name' | 'value'>

function fieldDifferences<Row extends object>(
  row: Row,
  back: Row,
  fields: { readonly [Field in keyof Row]?: Check },
): Difference[] {
  return Object.keys(fields).flatMap((field) => {
    const value = row[field as keyof Row]
    return isDeepStrictEqual(value, back[field as keyof Row]) ? [] : [{ name: labelOf(field), value }]
  })
}

function optionDifferences({ options }: PlanDocument, readBack: PlanDocument): Difference[] {
  return Object.keys(OPTION_FIELDS).flatMap((field) => {
    const name = field as keyof typeof OPTION_FIELDS
    if (options[name] === readBack.options[name]) return []
    return [{ name: `option ${labelOf(field)}`, value: options[name] ?? null }]
  })
}

/** Of custom fields the values that differ. */
function taskDifferences(task: DocumentTask, back: DocumentTask): Difference[] {
  const values = Object.entries(task.customFields).filter(([key, value]) => back.customFields[key] !== value)
  return fieldDifferences(task, back, TASK_FIELDS).flatMap((each) => {
    if (each.name !== labelOf('customFields')) return [each]
    return values.length === 0 ? [] : [{ ...each, value: Object.fromEntries(values) }]
  })
}

function bySuccessor(changed: readonly ChangedLink[]): ReadonlyMap<string, readonly unknown[]> {
  const lists = new Map<string, unknown[]>()
  for (const { link, predecessors, successors } of changed) {
    const list = lists.get(link.successorKey) ?? []
    list.push([link.predecessorKey, link.type, link.lagMinutes, link.lagUnit, predecessors, successors])
    lists.set(link.successorKey, list)
  }
  return lists
}

/** None if the tasks read in the order that they have. */
function positions({ tasks }: PlanDocument, readBack: PlanDocument): (readonly [string, number])[] {
  const isSame = tasks.every(({ key }, index) => readBack.tasks[index]?.key === key)
  return isSame ? [] : tasks.map(({ key }, index) => [key, index])
}

function pairs<Row extends { readonly key: string }>(rows: readonly Row[], backs: readonly Row[]): [Row, Row][] {
  const byKey = new Map(backs.map((back) => [back.key, back]))
  return rows.flatMap((row): [Row, Row][] => {
    const back = byKey.get(row.key)
    return back === undefined ? [] : [[row, back]]
  })
}
