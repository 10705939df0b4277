import type { Assignment, Link, Plan, Resource } from '@throughline/contract'
import type { OutlineEntry } from './outline.ts'
import { formatPredecessors } from './predecessors.ts'

/** A plan's rows by what the table and the chart ask for. */
export interface PlanIndex {
  readonly plan: Plan
  readonly entries: readonly OutlineEntry[]
  readonly entryById: ReadonlyMap<string, OutlineEntry>
  readonly linksInto: ReadonlyMap<string, readonly Link[]>
  readonly linksFrom: ReadonlyMap<string, readonly Link[]>
  readonly assignmentsOf: ReadonlyMap<string, readonly Assignment[]>
  readonly resourceById: ReadonlyMap<string, Resource>
  readonly commentCountOf: ReadonlyMap<string, number>
  /** "3/5" of a task with a checklist. */
  readonly checklistOf: ReadonlyMap<string, string>
}

export function indexPlan(plan: Plan, entries: readonly OutlineEntry[]): PlanIndex {
  return {
    plan,
    entries,
    entryById: new Map(entries.map((entry) => [entry.task.id, entry])),
    linksInto: groupBy(plan.links, (link) => link.successorId),
    linksFrom: groupBy(plan.links, (link) => link.predecessorId),
    assignmentsOf: groupBy(plan.assignments, (assignment) => assignment.taskId),
    resourceById: new Map(plan.resources.map((resource) => [resource.id, resource])),
    commentCountOf: new Map(
      [...groupBy(plan.comments, (comment) => comment.taskId)].map(([taskId, { length }]) => [taskId, length]),
    ),
    checklistOf: new Map(
      [...groupBy(plan.checklistItems, (item) => item.taskId)].map(([taskId, items]) => [
        taskId,
        `${items.filter(({ isDone }) => isDone).length}/${items.length}`,
      ]),
    ),
  }
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

/** "3, 4SS+1d". */
export function predecessorsText(index: PlanIndex, taskId: string): string {
  const links = index.linksInto.get(taskId) ?? []
  return formatPredecessors(
    links.map(({ predecessorId, type, lagMinutes, lagUnit }) => ({
      number: index.entryById.get(predecessorId)?.number ?? 0,
      type,
      lagMinutes,
      lagUnit,
    })),
    index.plan.project,
  )
}

/** The same of what follows a task. */
export function successorsText(index: PlanIndex, taskId: string): string {
  const links = index.linksFrom.get(taskId) ?? []
  return formatPredecessors(
    links.map(({ successorId, type, lagMinutes, lagUnit }) => ({
      number: index.entryById.get(successorId)?.number ?? 0,
      type,
      lagMinutes,
      lagUnit,
    })),
    index.plan.project,
  )
}

/** "Ana, Ben 50%". */
export function resourcesText(index: PlanIndex, taskId: string): string {
  const assignments = index.assignmentsOf.get(taskId) ?? []
  return assignments
    .map(({ resourceId, units }) => {
      const name = index.resourceById.get(resourceId)?.name ?? '?'
      return units === 1 ? name : `${name} ${Math.round(units * 100)}%`
    })
    .join(', ')
}
