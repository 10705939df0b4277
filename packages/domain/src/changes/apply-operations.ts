import { isDeepStrictEqual } from 'node:util'
import { type ChangeOperation, drivingFields } from '@throughline/contract'
import type { PlanEntity, PlanState } from '@throughline/database'
import { v7 as uuid } from 'uuid'
import { assignmentRules } from './assignment-rules.ts'
import { baselineRules } from './baseline-rules.ts'
import { calendarRules } from './calendar-rules.ts'
import { checklistItemRules } from './checklist-item-rules.ts'
import { commentRules } from './comment-rules.ts'
import { noteConflicts } from './field-conflicts.ts'
import { linkRules } from './link-rules.ts'
import { need, type Place, refuse } from './place.ts'
import { resourceRules } from './resource-rules.ts'
import type { Dependent, PatchOf, Rules, ValuesOf } from './rules.ts'
import { taskRules } from './task-rules.ts'
import { rowsOf, touch, type WorkingSet } from './working-set.ts'

const rules: { [Entity in PlanEntity]: Rules<Entity> } = {
  task: taskRules,
  link: linkRules,
  calendar: calendarRules,
  resource: resourceRules,
  assignment: assignmentRules,
  baseline: baselineRules,
  comment: commentRules,
  checklistItem: checklistItemRules,
}
const rulesOf = <Entity extends PlanEntity>(entity: Entity) => rules[entity] as unknown as Rules<Entity>

/** Applies operations in order to the set. Throws InvalidChangeError; conflicts are gathered in the outcome. */
export function applyOperations(set: WorkingSet, operations: readonly ChangeOperation[]) {
  operations.forEach((operation, index) => {
    applyOperation(set, operation, index)
  })
}

export function applyOperation(set: WorkingSet, operation: ChangeOperation, index: number) {
  const { entity } = operation
  if (entity === 'project') return updateProject(set, operation, { index, part: 'patch' })
  if (operation.op === 'create') return create(set, entity, operation, { index, part: 'values' })
  if (operation.op === 'update') return update(set, entity, operation, { index, part: 'patch' })
  if (operation.op === 'delete') return remove(set, entity, operation, { index, part: null })
  return restore(set, entity, operation, { index, part: null })
}

/** Notes an operation as applied, with those that take it back. */
function record(set: WorkingSet, operation: unknown, inverse: unknown[]) {
  set.outcome.operations.push(operation as ChangeOperation)
  set.outcome.inverses.push(inverse as ChangeOperation[])
}

function create<Entity extends PlanEntity>(
  set: WorkingSet,
  entity: Entity,
  operation: { id?: string | undefined; values: unknown },
  place: Place,
) {
  const { build, check, keep, settle, existenceMovesDates } = rulesOf(entity)
  const id = operation.id ?? uuid()
  const rows = rowsOf(set, entity)
  if (rows.has(id)) refuse({ ...place, part: null }, undefined, `There is a ${entity} ${id} already.`)
  const values = operation.values as ValuesOf[Entity]
  const state = { fieldRevisions: {}, isDeleted: false }
  const row = Object.assign(build(set, id, values, place), state) as unknown as PlanState<Entity>
  check(set, row, 'all', place)
  rows.set(id, row)
  touch(set, entity, id, true)
  settle?.(set, row, 'all', place)
  set.outcome.created.push(id)
  if (existenceMovesDates) set.outcome.movesDates = true
  record(set, { ...operation, id, values: keep?.(values) ?? values }, [{ op: 'delete', entity, id }])
}

function update<Entity extends PlanEntity>(
  set: WorkingSet,
  entity: Entity,
  operation: { id: string; patch: unknown },
  place: Place,
) {
  const { check, complete, recall, settle, dateFields } = rulesOf(entity)
  const row = need(set, entity, operation.id, { ...place, part: null })
  const given = operation.patch as PatchOf[Entity]
  const patch = (complete?.(set, row, given, place) ?? given) as Record<string, unknown>
  const { changed, before } = difference(row, patch)
  const asked = changed.filter((field) => field in (given as object))
  noteConflicts(set, entity, row, asked, (field) => patch[field])
  const former = { ...before, ...recall?.(row, changed) }
  const applied = { ...operation, patch }
  record(set, applied, changed.length ? [{ op: 'update', entity, id: row.id, patch: former }] : [])
  if (changed.length === 0) return
  const fields = new Set(changed)
  const next: PlanState<Entity> = { ...row, ...patch }
  check(set, next, fields, place)
  rowsOf(set, entity).set(row.id, next)
  for (const field of changed) touch(set, entity, row.id).fields.add(field)
  settle?.(set, next, fields, place)
  if (changed.some((field) => dateFields.has(field))) set.outcome.movesDates = true
}

/** The fields of a patch that differ from the row, and their values so far. */
function difference(row: object, patch: Record<string, unknown>) {
  const values = row as Record<string, unknown>
  const changed = Object.keys(patch).filter(
    (field) => patch[field] !== undefined && !isDeepStrictEqual(values[field], patch[field]),
  )
  return { changed, before: Object.fromEntries(changed.map((field) => [field, values[field]])) }
}

function remove<Entity extends PlanEntity>(set: WorkingSet, entity: Entity, operation: { id: string }, place: Place) {
  const row = rowsOf(set, entity).get(operation.id)
  if (!row) refuse(place, undefined, `There is no ${entity} ${operation.id} in this project.`)
  if (row.isDeleted) return record(set, operation, [])
  const { release, dependents } = rulesOf(entity)
  release?.(set, row, place)
  const gone: Dependent[] = [{ entity, id: row.id }, ...(dependents?.(set, row) ?? [])]
  for (const each of gone) markDeleted(set, each.entity, each.id, true)
  if (gone.some((each) => rulesOf(each.entity).existenceMovesDates)) set.outcome.movesDates = true
  record(
    set,
    operation,
    gone.map((each) => ({ op: 'restore', entity: each.entity, id: each.id })),
  )
}

function markDeleted<Entity extends PlanEntity>(set: WorkingSet, entity: Entity, id: string, isDeleted: boolean) {
  const rows = rowsOf(set, entity)
  const row = rows.get(id)
  if (!row) return
  if (isDeleted) noteConflicts(set, entity, row, Object.keys(row.fieldRevisions), () => null)
  rows.set(id, { ...row, isDeleted })
  touch(set, entity, id)
}

function restore<Entity extends PlanEntity>(set: WorkingSet, entity: Entity, operation: { id: string }, place: Place) {
  const { check, settle, existenceMovesDates } = rulesOf(entity)
  const row = rowsOf(set, entity).get(operation.id)
  if (!row) refuse(place, undefined, `There is no ${entity} ${operation.id} in this project.`)
  if (!row.isDeleted) return record(set, operation, [])
  check(set, { ...row, isDeleted: false }, 'all', place)
  markDeleted(set, entity, row.id, false)
  settle?.(set, { ...row, isDeleted: false }, 'all', place)
  if (existenceMovesDates) set.outcome.movesDates = true
  record(set, operation, [{ op: 'delete', entity, id: row.id }])
}

const projectDateFields: ReadonlySet<string> = new Set(drivingFields.project)

function updateProject(set: WorkingSet, operation: { id: string; patch: Record<string, unknown> }, place: Place) {
  if (operation.id !== set.projectId)
    refuse({ ...place, part: null }, undefined, 'A change set changes one project: the one that it is for.')
  const { changed, before } = difference(set.project, operation.patch)
  noteConflicts(set, 'project', set.project, changed, (field) => operation.patch[field])
  record(set, operation, changed.length ? [{ op: 'update', entity: 'project', id: operation.id, patch: before }] : [])
  if (changed.length === 0) return
  set.project = { ...set.project, ...operation.patch }
  if (changed.includes('calendarId')) need(set, 'calendar', set.project.calendarId, place, 'calendarId')
  if (changed.includes('baselineId') && set.project.baselineId)
    need(set, 'baseline', set.project.baselineId, place, 'baselineId')
  if (set.project.scheduleFrom === 'finish' && !set.project.finishBy)
    refuse(place, 'finishBy', 'A project that is scheduled from its finish needs one.')
  for (const field of changed) touch(set, 'project', set.projectId).fields.add(field)
  if (changed.some((field) => projectDateFields.has(field))) set.outcome.movesDates = true
}
