import type { PlanEntity, PlanState } from '@throughline/database'
import { liveRows, liveRowsOf, rowsOf, type WorkingSet } from '../changes/working-set.ts'

export interface RowName {
  readonly entity: PlanEntity | 'project'
  readonly id: string
}

/** A row that another one is needed by; the field by which it names it, unless it does so since it was made. */
export interface User extends RowName {
  readonly field: string | null
}

/** A live row that would lose its hold if this one went; null when there is none. */
export function userOf(set: WorkingSet, entity: PlanEntity, id: string): User | null {
  if (entity === 'task')
    return (
      made('task', liveRowsOf(set, 'task', id)) ??
      made('link', liveRowsOf(set, 'link', id)) ??
      assigned(set, id) ??
      commented(set, id) ??
      made('checklistItem', liveRowsOf(set, 'checklistItem', id))
    )
  if (entity === 'resource') return assigned(set, id)
  if (entity === 'calendar') return calendarUser(set, id)
  if (entity === 'baseline' && set.project.baselineId === id)
    return { entity: 'project', id: set.projectId, field: 'baselineId' }
  return null
}

const made = (entity: PlanEntity, [row]: readonly { id: string }[]): User | null =>
  row ? { entity, id: row.id, field: null } : null

const assigned = (set: WorkingSet, id: string) => made('assignment', liveRowsOf(set, 'assignment', id))

const commented = (set: WorkingSet, id: string) => made('comment', liveRowsOf(set, 'comment', id))

function calendarUser(set: WorkingSet, id: string): User | null {
  const field = 'calendarId'
  if (set.project.calendarId === id) return { entity: 'project', id: set.projectId, field }
  for (const entity of ['task', 'resource'] as const) {
    const user = liveRows(set, entity).find((row) => row.calendarId === id)
    if (user) return { entity, id: user.id, field }
  }
  const derived = liveRows(set, 'calendar').find((row) => row.baseId === id)
  return derived ? { entity: 'calendar', id: derived.id, field: 'baseId' } : null
}

const needs: readonly [field: string, entity: PlanEntity][] = [
  ['parentId', 'task'],
  ['calendarId', 'calendar'],
  ['baseId', 'calendar'],
  ['baselineId', 'baseline'],
  ['taskId', 'task'],
  ['resourceId', 'resource'],
  ['predecessorId', 'task'],
  ['successorId', 'task'],
]

/** What these fields of a row refer to and is not there; null when all of it is. */
export function missingNeedOf(set: WorkingSet, fields: object): RowName | null {
  const values = fields as Readonly<Record<string, unknown>>
  for (const [field, entity] of needs) {
    const id = values[field]
    if (typeof id !== 'string') continue
    const need: PlanState<PlanEntity> | undefined = rowsOf(set, entity).get(id)
    if (!need || need.isDeleted) return { entity, id }
  }
  return null
}
