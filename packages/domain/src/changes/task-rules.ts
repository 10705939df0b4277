import { drivingFields, newTaskFields, positionStep } from '@throughline/contract'
import type { PlanState } from '@throughline/database'
import { need, type Place, refuse } from './place.ts'
import { type Dependent, has, type Rules } from './rules.ts'
import { checkTaskDates } from './task-dates.ts'
import { liveRowsOf, rowsOf, type WorkingSet } from './working-set.ts'

export const maximumDepth = 100

export const taskRules: Rules<'task'> = {
  dateFields: new Set(drivingFields.task),
  existenceMovesDates: true,

  build(set, id, values, place) {
    const parentId = values.parentId ?? null
    const path = pathBelow(set, parentId, id, place)
    const position = values.position ?? nextPosition(set, parentId)
    return Object.assign(newTaskFields(values), { id, parentId, path, position })
  },

  check(set, row, changed, place) {
    if (has(changed, 'calendarId') && row.calendarId) need(set, 'calendar', row.calendarId, place, 'calendarId')
    checkTaskDates(row, changed, place)
    if (has(changed, 'parentId') && row.parentId) {
      const parent = need(set, 'task', row.parentId, place, 'parentId')
      if (isWithin(parent.path, labelOf(row.id)))
        refuse(place, 'parentId', `“${row.name}” cannot go below “${parent.name}”, which is itself or below it.`)
    }
  },

  complete(set, row, patch) {
    const moves = patch.parentId !== undefined && patch.parentId !== row.parentId
    return moves && patch.position === undefined
      ? { ...patch, position: nextPosition(set, patch.parentId ?? null) }
      : patch
  },

  recall: (row, changed) => (changed.includes('parentId') ? { position: row.position } : {}),

  settle(set, row, changed, place) {
    if (has(changed, 'position', 'parentId')) notePosition(set, row.parentId, row.position)
    if (has(changed, 'parentId')) repath(set, row, place)
    // Links of a summary act on what is below it; a task that appears has no links yet.
    if (changed !== 'all' && changed.has('parentId') && row.parentId) set.outcome.mayClose = true
  },

  dependents(set, row) {
    const below = rowsBelow(set, row.id).filter((task) => !task.isDeleted)
    const gone = [row, ...below]
    const links = new Set(gone.flatMap((task) => liveRowsOf(set, 'link', task.id)))
    const assignments = gone.flatMap((task) => liveRowsOf(set, 'assignment', task.id))
    const comments = gone.flatMap((task) => liveRowsOf(set, 'comment', task.id))
    const items = gone.flatMap((task) => liveRowsOf(set, 'checklistItem', task.id))
    return [
      ...named('task', below),
      ...named('link', [...links]),
      ...named('assignment', assignments),
      ...named('comment', comments),
      ...named('checklistItem', items),
    ]
  },
}

const named = (entity: Dependent['entity'], rows: { id: string }[]): Dependent[] =>
  rows.map(({ id }) => ({ entity, id }))

/** ltree labels take no hyphens in PostgreSQL 15. */
const labelOf = (id: string): string => id.replaceAll('-', '')
const depthOf = (path: string): number => path.split('.').length
const isWithin = (path: string, label: string): boolean => path.includes(label)

function pathBelow(set: WorkingSet, parentId: string | null, id: string, place: Place): string {
  if (parentId === null) return labelOf(id)
  const path = `${need(set, 'task', parentId, place, 'parentId').path}.${labelOf(id)}`
  if (depthOf(path) > maximumDepth) refuse(place, 'parentId', `Tasks nest ${maximumDepth} levels deep at most.`)
  return path
}

function repath(set: WorkingSet, row: PlanState<'task'>, place: Place) {
  const before = row.path
  const path = pathBelow(set, row.parentId, row.id, place)
  if (path === before) return
  const below = rowsBelow(set, row.id)
  const deepest = below.reduce((depth, task) => (task.isDeleted ? depth : Math.max(depth, depthOf(task.path))), 0)
  if (deepest - depthOf(before) + depthOf(path) > maximumDepth)
    refuse(place, 'parentId', `Tasks nest ${maximumDepth} levels deep at most.`)
  const rows = rowsOf(set, 'task')
  for (const task of [row, ...below]) {
    rows.set(task.id, { ...task, path: path + task.path.slice(before.length) })
    set.repathed.add(task.id)
  }
}

/** Tasks below another, deleted ones too, nearer ones first. */
function rowsBelow(set: WorkingSet, id: string): PlanState<'task'>[] {
  const below = rowsOf(set, 'task').having(id)
  for (const task of below) for (const child of rowsOf(set, 'task').having(task.id)) below.push(child)
  return below
}

function nextPosition(set: WorkingSet, parentId: string | null): number {
  const last = set.lastPositions.get(parentId)
  return last === undefined ? positionStep : Math.floor(last) + positionStep
}

function notePosition(set: WorkingSet, parentId: string | null, position: number) {
  set.lastPositions.set(parentId, Math.max(position, set.lastPositions.get(parentId) ?? position))
}
