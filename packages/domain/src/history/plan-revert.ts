import { isDeepStrictEqual } from 'node:util'
import { type ChangeOperation, InvalidChangeError, type KeptRow } from '@throughline/contract'
import type { PlanEntity, PlanState } from '@throughline/database'
import { applyOperation } from '../changes/apply-operations.ts'
import { isOthersComment } from '../changes/refuse-others-comments.ts'
import { rowsOf, type WorkingSet } from '../changes/working-set.ts'
import { type LeftValues, leftValuesOf } from './left-values.ts'
import { missingNeedOf, type RowName, userOf } from './row-relations.ts'

/** One change set of an act: what it did, and what takes it back. */
export interface ActPart {
  readonly revision: number
  readonly operations: readonly ChangeOperation[]
  readonly inverse: readonly ChangeOperation[]
}

/** Where to look for the change that a row was kept for. */
export type Cause =
  | { readonly kind: 'revision'; readonly revision: number }
  | { readonly kind: 'made' | 'written'; readonly row: RowName }
  | null

/** A row that is left as it is, wholly when no fields are named. */
export interface Kept extends RowName {
  readonly fields: string[]
  readonly reason: KeptRow['reason']
  readonly cause: Cause
}

export interface RevertPlan {
  /** What takes the act back, as far as nobody changed the same since; all of it can be applied, in this order. */
  readonly operations: ChangeOperation[]
  readonly kept: Kept[]
}

/** What is being worked out; `set` is the plan as it is after the operations so far. */
interface Draft extends RevertPlan {
  readonly set: WorkingSet
  /** Rows that the act made. */
  readonly made: ReadonlySet<string>
  readonly revisions: ReadonlySet<number>
  readonly excluded: ReadonlySet<string>
  /** Whether who acts may remove the comments of others. */
  readonly mayRemove: boolean
  /** What the inverse does to tasks: `restore/<id>`. */
  readonly onTasks: ReadonlySet<string>
  /** Rows that the act left there and somebody deleted since: what it did to them before is nothing to take back. */
  readonly goneSince: Set<string>
  readonly keptIds: Map<string, Kept>
}

/** The part that is being taken back. `decisions`: whether a field that it set more than once is to be taken back. */
interface Part {
  readonly revision: number
  readonly left: LeftValues
  readonly decisions: Map<string, boolean>
}

type Update = Extract<ChangeOperation, { op: 'update' }>
type PlanRow = { readonly entity: PlanEntity; readonly id: string }

/**
 * Takes an act back on a set, newest part first, except for what others changed since: a field whose value is not the
 * one that the act left, a row that somebody edited or uses, one that lost what it needs, a comment that
 * is not up to who acts, and `excluded` ids. Applies what it answers to the set.
 */
export function planRevert(
  set: WorkingSet,
  act: readonly ActPart[],
  {
    excluded = new Set(),
    mayRemove = false,
  }: { excluded?: ReadonlySet<string> | undefined; mayRemove?: boolean | undefined } = {},
): RevertPlan {
  const draft: Draft = {
    set,
    made: new Set(
      act
        .flatMap((part) => part.operations)
        .flatMap((made) => (made.op === 'create' ? `${made.entity}/${made.id}` : [])),
    ),
    revisions: new Set(act.map((part) => part.revision)),
    excluded,
    mayRemove,
    onTasks: new Set(
      act
        .flatMap((part) => part.inverse)
        .flatMap(({ entity, op, id }) => (entity === 'task' && id ? `${op}/${id}` : [])),
    ),
    goneSince: new Set(),
    keptIds: new Map(),
    operations: [],
    kept: [],
  }
  for (const { revision, operations, inverse } of act) {
    const part: Part = { revision, left: leftValuesOf(operations), decisions: new Map() }
    for (const operation of inverse) takeBack(draft, part, operation)
  }
  return { operations: draft.operations, kept: draft.kept }
}

function takeBack(draft: Draft, part: Part, operation: ChangeOperation) {
  if (operation.op === 'create') return
  if (isUpToOthers(draft, operation)) return keep(draft, operation, [], 'not-yours', null)
  if (operation.op === 'update') takeBackFields(draft, part, operation)
  if (operation.op === 'delete') takeAway(draft, part, operation)
  if (operation.op === 'restore') bringBack(draft, operation)
}

function isUpToOthers({ set, mayRemove, onTasks }: Draft, operation: Exclude<ChangeOperation, { op: 'create' }>) {
  if (operation.entity !== 'comment') return false
  const isWithTask = onTasks.has(`${operation.op}/${set.rows.comment.get(operation.id)?.taskId}`)
  return isOthersComment(set, operation, { mayRemove, isWithTask })
}

function takeBackFields(draft: Draft, part: Part, operation: Update) {
  const { set, made } = draft
  const { entity, id } = operation
  const patch = operation.patch as Record<string, unknown>
  const row = entity === 'project' ? { ...set.project, isDeleted: false } : rowsOf(set, entity).get(id)
  if (!row) return
  const values: Readonly<Record<string, unknown>> = { ...row }
  const isOurs = decide(draft, part, operation, row)
  const differing = Object.keys(patch).filter((field) => !isDeepStrictEqual(values[field], patch[field]))
  if (differing.length === 0) return
  if (row.isDeleted) {
    if (!made.has(`${entity}/${id}`)) keep(draft, operation, differing, 'deleted-since', writtenBy(operation))
    return
  }
  const foreign = differing.filter((field) => !isOurs(field))
  if (foreign.length) keep(draft, operation, foreign, 'changed-since', newestOf(row.fieldRevisions, foreign))
  const ours = Object.keys(patch).filter(isOurs)
  if (ours.some((field) => differing.includes(field))) setFields(draft, operation, ours)
}

/** Which fields of an update nobody else has set since its part; of a field that the part set twice, the last decides. */
function decide(
  draft: Draft,
  { revision, left, decisions }: Part,
  { entity, id, patch }: Update,
  row: { fieldRevisions: Readonly<Record<string, number>> },
): (field: string) => boolean {
  const isOurs = (field: string) => {
    const expected = left(entity, id, field)
    if (expected === undefined) return !isForeign(draft, revision, row.fieldRevisions[field])
    return isDeepStrictEqual((row as unknown as Record<string, unknown>)[field], expected)
  }
  const fields = Object.keys(patch)
  const bound = boundTogether(fields)
  const decisionOf = (field: string): boolean => {
    const key = `${entity}/${id}/${field}`
    const known = decisions.get(key)
    if (known !== undefined) return known
    const decision = isOurs(field)
    decisions.set(key, decision)
    return decision
  }
  const decided = new Map(fields.map((field) => [field, decisionOf(field)]))
  const areOurs = bound.every((field) => decided.get(field))
  for (const field of bound) decided.set(field, areOurs)
  return (field) => decided.get(field) ?? false
}

/**
 * Fields of which all are taken back, or none: a position means something below one parent only, and whom a comment mentions,
 * and when it was changed, belongs to its text.
 */
function boundTogether(fields: readonly string[]): readonly string[] {
  if (fields.includes('parentId')) return fields.filter(isPlace)
  return fields.includes('editedAt') ? fields : []
}

const isPlace = (field: string): boolean => field === 'parentId' || field === 'position'

/** All at once; where that is refused, as many as are not, fields that belong together in one. */
function setFields(draft: Draft, operation: Update, fields: readonly string[]) {
  if (attempt(draft, withFields(operation, fields))) return
  const groups = groupFields(fields)
  if (groups.length > 1) {
    for (const group of groups) setFields(draft, operation, group)
    return
  }
  const missing = missingNeedOf(draft.set, withFields(operation, fields).patch)
  if (missing) keep(draft, operation, fields, 'deleted-since', writtenBy(missing))
  else keep(draft, operation, fields, 'changed-since', null)
}

const withFields = (operation: Update, fields: readonly string[]): Update =>
  ({
    ...operation,
    patch: Object.fromEntries(Object.entries(operation.patch).filter(([field]) => fields.includes(field))),
  }) as Update

/** Fields that mean something only beside each other, and what they are about. */
const together: Readonly<Record<string, string>> = {
  constraintType: 'constraint',
  constraintAt: 'constraint',
  manualStart: 'dates by hand',
  manualFinish: 'dates by hand',
  actualStart: 'progress',
  actualFinish: 'progress',
  actualMinutes: 'progress',
  scheduleFrom: 'direction',
  finishBy: 'direction',
}

function groupFields(fields: readonly string[]): string[][] {
  const groups = new Map<string, string[]>()
  for (const field of fields) {
    const name = isPlace(field) ? 'place' : (together[field] ?? field)
    groups.set(name, [...(groups.get(name) ?? []), field])
  }
  return [...groups.values()]
}

/** Deletes what the act made or brought back, unless somebody edited it since or something else hangs on it. */
function takeAway(draft: Draft, part: Part, { entity, id }: PlanRow) {
  const row: PlanState<PlanEntity> | undefined = rowsOf(draft.set, entity).get(id)
  if (row?.isDeleted) draft.goneSince.add(id)
  if (!row || row.isDeleted) return
  const foreign = Object.keys(row.fieldRevisions).filter(
    (field) =>
      isForeign(draft, part.revision, row.fieldRevisions[field]) && !isAsLeft(part, { entity, id }, row, field),
  )
  if (foreign.length) return keep(draft, { entity, id }, [], 'changed-since', newestOf(row.fieldRevisions, foreign))
  const user = userOf(draft.set, entity, id)
  if (user) return keep(draft, { entity, id }, [], 'in-use', causeOf(draft, user))
  if (!attempt(draft, { op: 'delete', entity, id })) keep(draft, { entity, id }, [], 'in-use', null)
}

function bringBack(draft: Draft, { entity, id }: PlanRow) {
  const row = rowsOf(draft.set, entity).get(id)
  if (!row?.isDeleted || draft.goneSince.has(id)) return
  const missing = missingNeedOf(draft.set, row)
  if (missing) return keep(draft, { entity, id }, [], 'deleted-since', writtenBy(missing))
  if (draft.excluded.has(id) || !attempt(draft, { op: 'restore', entity, id }))
    keep(draft, { entity, id }, [], 'in-use', null)
}

/** Set after a part of the act, and not by another part of it. */
const isForeign = ({ revisions }: Draft, part: number, fieldRevision = 0): boolean =>
  fieldRevision > part && !revisions.has(fieldRevision)

function isAsLeft({ left }: Part, { entity, id }: PlanRow, row: object, field: string): boolean {
  const value = left(entity, id, field)
  return value !== undefined && isDeepStrictEqual((row as Record<string, unknown>)[field], value)
}

/** Applies an operation to the set and notes it; a refused one leaves the row as it was. */
function attempt(draft: Draft, operation: ChangeOperation): boolean {
  const { set } = draft
  const { entity, id } = operation
  if (operation.op === 'update' && draft.excluded.has(operation.id) && 'parentId' in operation.patch) return false
  const row = entity === 'project' || !id ? undefined : rowsOf(set, entity).get(id)
  const { project } = set
  try {
    applyOperation(set, operation, draft.operations.length)
  } catch (error) {
    if (!(error instanceof InvalidChangeError)) throw error
    set.project = project
    if (row && entity !== 'project') rowsOf(set, entity).set(row.id, row)
    return false
  }
  draft.operations.push(operation)
  return true
}

function keep(
  draft: Draft,
  { entity, id }: RowName,
  fields: readonly string[],
  reason: Kept['reason'],
  cause: Cause,
): void {
  const key = `${entity}/${id}`
  const known = draft.keptIds.get(key)
  if (known) {
    if (known.fields.length && fields.length)
      known.fields.push(...fields.filter((field) => !known.fields.includes(field)))
    else known.fields.length = 0
    return
  }
  const kept: Kept = { entity, id, fields: [...fields], reason, cause }
  draft.keptIds.set(key, kept)
  draft.kept.push(kept)
}

function newestOf(fieldRevisions: Readonly<Record<string, number>>, fields: readonly string[]): Cause {
  const revision = Math.max(...fields.map((field) => fieldRevisions[field] ?? 0))
  return revision > 0 ? { kind: 'revision', revision } : null
}

const writtenBy = ({ entity, id }: RowName): Cause => ({ kind: 'written', row: { entity, id } })

/** Why a user of a row is there: it was kept itself, it names the row since some change, or since it was made. */
function causeOf({ set, keptIds }: Draft, { entity, id, field }: RowName & { field: string | null }): Cause {
  const kept = keptIds.get(`${entity}/${id}`)
  if (kept) return kept.cause
  const row = entity === 'project' ? set.project : rowsOf(set, entity).get(id)
  const revision = field && row?.fieldRevisions[field]
  return revision ? { kind: 'revision', revision } : { kind: 'made', row: { entity, id } }
}
