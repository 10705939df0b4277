import { type ComputedRow, computedRowsOf, type Plan, type PlanDelta, type Task } from '@throughline/contract'
import { inOutlineOrder } from './outline.ts'

/** The plan is older than what the delta starts from: pull what is missing. */
export class RevisionGapError extends Error {
  override readonly name = 'RevisionGapError'
  readonly since: number

  constructor(since: number, from: number) {
    super(`the plan is at revision ${since}, the delta starts from ${from}`)
    this.since = since
  }
}

/**
 * The plan after a delta. Rows that did not change keep their identity. A delta that the plan already has gives the
 * same plan.
 * @throws RevisionGapError when revisions between the plan and the delta are missing.
 */
export function applyDelta(plan: Plan, delta: PlanDelta): Plan {
  const since = plan.project.revision
  if (delta.to <= since) return plan
  if (delta.from > since) throw new RevisionGapError(since, delta.from)
  const { role, acts } = plan.project
  return {
    project: { ...plan.project, ...delta.project, role, acts, revision: delta.to },
    tasks: nextTasks(plan.tasks, delta),
    links: nextRows(plan.links, delta.links, delta.deleted.links),
    calendars: nextRows(plan.calendars, delta.calendars, delta.deleted.calendars),
    resources: nextRows(plan.resources, delta.resources, delta.deleted.resources),
    assignments: nextRows(plan.assignments, delta.assignments, delta.deleted.assignments),
    baselines: nextRows(plan.baselines, delta.baselines, delta.deleted.baselines),
    comments: nextRows(plan.comments, delta.comments, delta.deleted.comments),
    checklistItems: nextRows(plan.checklistItems, delta.checklistItems, delta.deleted.checklistItems),
  }
}

interface Row {
  readonly id: string
}

function nextRows<Item extends Row>(rows: Item[], written: readonly Item[], deleted: readonly string[]): Item[] {
  if (written.length === 0 && deleted.length === 0) return rows
  const fresh = new Map(written.map((row) => [row.id, row]))
  const gone = new Set(deleted)
  const kept = rows.filter((row) => !gone.has(row.id)).map((row) => take(fresh, row.id) ?? row)
  return [...kept, ...[...fresh.values()].filter((row) => !gone.has(row.id))]
}

function nextTasks(tasks: Task[], delta: PlanDelta): Task[] {
  const computed = new Map<string, ComputedRow>(computedRowsOf(delta.computed).map((row) => [row.id, row]))
  const patched =
    computed.size === 0
      ? tasks
      : tasks.map((task) => {
          const row = computed.get(task.id)
          return row ? { ...task, ...row } : task
        })
  const next = nextRows(patched, delta.tasks, delta.deleted.tasks)
  return sameOutline(tasks, delta.tasks) ? next : inOutlineOrder(next)
}

/** Whether the written tasks all stood where they stand now, so that the order can be kept. */
function sameOutline(tasks: readonly Task[], written: readonly Task[]): boolean {
  if (written.length === 0) return true
  const before = new Map(tasks.map((task) => [task.id, task]))
  return written.every((task) => {
    const old = before.get(task.id)
    return old?.parentId === task.parentId && old.position === task.position
  })
}

function take<Key, Value>(map: Map<Key, Value>, key: Key): Value | undefined {
  const value = map.get(key)
  map.delete(key)
  return value
}
