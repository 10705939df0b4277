import {
  type AssignmentPlace,
  findCalendarNames,
  type LinkPlace,
  listProjectTaskNames,
  listResourcePlaces,
  type ResourcePlace,
  type TaskPlace,
  type Transaction,
} from '@throughline/database'
import type { PlanLink, PlanTask, Schedule } from '@throughline/engine'
import { createMovement, type Move, type Movement } from './movement.ts'
import type { RowChange } from './row-changes.ts'

/** Two computed plans, and the change that leads from one to the other. */
export interface Trial {
  projectId: string
  before: Schedule | null
  after: Schedule
  rows: ReadonlyMap<string, RowChange>
  moves: readonly Move[]
}

/** The movement that a change would be, with rows that it makes, changes and deletes; of the database names alone. */
export async function trialMovement(transaction: Transaction, trial: Trial): Promise<Movement> {
  const { projectId, before, after, rows, moves } = trial
  const names = new Map((await listProjectTaskNames(transaction, projectId)).map(({ id, name }) => [id, name]))
  for (const { entity, id, after: values } of rows.values())
    if (entity === 'task' && typeof values.name === 'string') names.set(id, values.name)
  const calendars = await findCalendarNames(transaction, projectId)
  const resources = withNew(await listResourcePlaces(transaction, projectId), rows)
  const plans = before ? [before.network.plan, after.network.plan] : [after.network.plan]
  const tasks = placesOf(byId(plans.flatMap((plan) => plan.tasks)), names)
  const links = [...byId(plans.flatMap((plan) => plan.links)).values()].map((link) => linkPlace(link, names))
  const assignments = [
    ...byId(plans.flatMap((plan) => (plan.assignments ?? []) as readonly AssignmentPlace[])).values(),
  ]
  return createMovement({ projectId, moves, tasks, links, calendars, assignments, resources })
}

/** With the resources that the change makes. */
function withNew(resources: readonly ResourcePlace[], rows: Trial['rows']): ResourcePlace[] {
  const made = [...rows.values()].filter(({ entity, existence }) => entity === 'resource' && existence === 'added')
  const places = made.map(({ id, after }) => ({
    ...{ id, name: String(after.name) },
    calendarId: (after.calendarId ?? null) as string | null,
  }))
  return [...resources, ...places]
}

/** Rows of the later plan stand before those of the earlier. */
const byId = <Row extends { readonly id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]))

function placesOf(tasks: ReadonlyMap<string, PlanTask>, names: ReadonlyMap<string, string>): TaskPlace[] {
  const known = new Map<string, string[]>()
  const ancestorsOf = (parentId: string | null): string[] => {
    if (parentId === null) return []
    const found = known.get(parentId)
    if (found) return found
    const ancestors = [...ancestorsOf(tasks.get(parentId)?.parentId ?? null), parentId]
    known.set(parentId, ancestors)
    return ancestors
  }
  return [...tasks.values()].map(({ id, parentId, calendarId = null }) => ({
    ...{ id, name: names.get(id) ?? '', parentId, calendarId },
    ancestors: ancestorsOf(parentId),
  }))
}

const linkPlace = (link: PlanLink, names: ReadonlyMap<string, string>): LinkPlace => ({
  id: link.id,
  predecessorId: link.predecessorId,
  successorId: link.successorId,
  predecessorName: names.get(link.predecessorId) ?? '',
  successorName: names.get(link.successorId) ?? '',
  type: link.type,
  lagMinutes: link.lagMinutes,
  lagUnit: link.lagUnit ?? 'working',
})
