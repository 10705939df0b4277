import { newTaskFields, positionStep } from '@throughline/contract'
import type { PlanState } from '@throughline/database'
import { need, type Place, refuse } from './place.ts'
import { type Dependent, has, type Rules } from './rules.ts'
import { liveRows, rowsOf, type WorkingSet } from './working-set.ts'

export const maximumDepth = 100

export const taskRules: Rules<'task'> = {
  dateFields: new Set(['parentId', 'kind', 'durationMinutes', 'constraintType', 'constraintAt', 'calendarId']),
  existenceMovesDates: true,

  build(set, id, values, place) {
    const parentId = values.parentId ?? null
    return {
      id,
      parentId,
      path: pathBelow(set, parentId, id, place),
      position: values.position ?? nextPosition(set, parentId),
      ...newTaskFields(values),
    }
  },

  check(set, row, changed, place) {
    if (has(changed, 'calendarId') && row.calendarId) need(set, 'calendar', row.calendarId, place, 'calendarId')
    if (
      has(changed, 'constraintType', 'constraintAt') &&
      row.constraintType !== 'asSoonAsPossible' &&
      !row.constraintAt
    )
      refuse(place, 'constraintAt', `The constraint ${row.constraintType} of “${row.name}” needs a date.`)
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
    const label = labelOf(row.id)
    const below = liveRows(set, 'task').filter((task) => task.id !== row.id && isWithin(task.path, label))
    below.sort((a, b) => depthOf(a.path) - depthOf(b.path))
    const gone = new Set([row.id, ...below.map((task) => task.id)])
    const links = liveRows(set, 'link').filter((link) => gone.has(link.predecessorId) || gone.has(link.successorId))
    const assignments = liveRows(set, 'assignment').filter((assignment) => gone.has(assignment.taskId))
    return [...named('task', below), ...named('link', links), ...named('assignment', assignments)]
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
  const rows = rowsOf(set, 'task')
  for (const task of rows.values()) {
    if (task.id !== row.id && !task.path.startsWith(`${before}.`)) continue
    const moved = path + task.path.slice(before.length)
    if (!task.isDeleted && depthOf(moved) > maximumDepth)
      refuse(place, 'parentId', `Tasks nest ${maximumDepth} levels deep at most.`)
    rows.set(task.id, { ...task, path: moved })
    set.repathed.add(task.id)
  }
}

function nextPosition(set: WorkingSet, parentId: string | null): number {
  const last = set.lastPositions.get(parentId)
  return last === undefined ? positionStep : Math.floor(last) + positionStep
}

function notePosition(set: WorkingSet, parentId: string | null, position: number) {
  set.lastPositions.set(parentId, Math.max(position, set.lastPositions.get(parentId) ?? position))
}
