import {
  type ChangeEntity,
  type ChangeOperation,
  type FieldConflict,
  type Issue,
  ProblemError,
  type SyncChanges,
  type SyncRecord,
  type SyncTable,
  syncEntities,
} from '@throughline/contract'
import type { KnownRow } from '@throughline/database'
import { type RecordPath, readPatch, readValues, readWhole } from './read-record.ts'

/** An operation and the record that it came from. */
export interface PlacedOperation {
  readonly operation: ChangeOperation
  readonly path: RecordPath
}

export interface PushedPlan {
  readonly projectId: string
  readonly changes: SyncChanges
  /** Rows that are named and that the project has, or had, by id. */
  readonly known: { readonly [Table in SyncTable]: ReadonlyMap<string, KnownRow> }
}

const mostIssues = 20

/** Links make room for others of the same ends before those come. */
const removedFirst: readonly SyncTable[] = ['links', 'assignments', 'comments', 'checklistItems']
const createdInOrder: readonly SyncTable[] = [
  'calendars',
  'resources',
  'tasks',
  'links',
  'assignments',
  'baselines',
  'comments',
  'checklistItems',
]
const updatedInOrder: readonly SyncTable[] = [...createdInOrder, 'projects']
/** What others refer to goes once they have been changed. */
const removedLast: readonly SyncTable[] = ['baselines', 'tasks', 'resources', 'calendars']

/**
 * The operations that a push comes to, each after those that it builds on. Throws ProblemErrors `bad-request` naming each
 * field that cannot be set, and `field-conflict` for rows that someone deleted.
 */
export function toOperations(plan: PushedPlan): PlacedOperation[] {
  const issues: Issue[] = []
  const conflicts: FieldConflict[] = []
  const reader = { plan, issues, conflicts }
  refuseProjects(plan.changes, issues)
  const operations = [
    ...removedFirst.flatMap((table) => removals(reader, table)),
    ...createdInOrder.flatMap((table) => creations(reader, table)),
    ...updatedInOrder.flatMap((table) => updates(reader, table)),
    ...removedLast.flatMap((table) => removals(reader, table)),
  ]
  if (issues.length) throw new ProblemError('bad-request', { issues: issues.slice(0, mostIssues) })
  if (conflicts.length) throw new ProblemError('field-conflict', { detail: 'Someone deleted it since.', conflicts })
  return operations
}

interface Reader {
  readonly plan: PushedPlan
  readonly issues: Issue[]
  readonly conflicts: FieldConflict[]
}

/** Projects are made and deleted by operations of their own. */
function refuseProjects({ projects }: SyncChanges, issues: Issue[]) {
  for (const list of ['created', 'deleted'] as const) {
    if (projects?.[list].length)
      issues.push({
        path: `body.changes.projects.${list}`,
        message: 'a push changes one project: it makes or deletes none',
      })
  }
}

function removals({ plan }: Reader, table: SyncTable): PlacedOperation[] {
  const ids = plan.changes[table]?.deleted ?? []
  return ids.flatMap((id, index) => {
    const row = plan.known[table].get(id)
    if (!row || row.isDeleted) return []
    const operation = { op: 'delete', entity: syncEntities[table], id } as ChangeOperation
    return { operation, path: `body.changes.${table}.deleted.${index}` }
  })
}

function creations(reader: Reader, table: SyncTable): PlacedOperation[] {
  const placed = placedRecords(reader, table, 'created')
  const ordered = table === 'tasks' ? parentsFirst(placed) : placed
  return ordered.flatMap(({ record, path }) => {
    const row = reader.plan.known[table].get(record.id)
    return row ? changeExisting(reader, table, row, record, path) : create(reader, table, record, path, true)
  })
}

/** A record that came with an earlier push, whose answer was lost: it is brought to what it is now. */
function changeExisting(reader: Reader, table: SyncTable, row: KnownRow, record: SyncRecord, path: RecordPath) {
  const patch = readWhole(syncEntities[table], record, { path, issues: reader.issues })
  return change(reader, table, row, patch, path)
}

function updates(reader: Reader, table: SyncTable): PlacedOperation[] {
  return placedRecords(reader, table, 'updated').flatMap(({ record, path }) => {
    const row = reader.plan.known[table].get(record.id)
    // The protocol asks for it: a store that has a record which never was here could not synchronise ever again.
    if (!row && table !== 'projects') return create(reader, table, record, path, false)
    const patch = readPatch(syncEntities[table], record, { path, issues: reader.issues })
    return change(reader, table, row ?? { id: record.id, isDeleted: false, revision: 0 }, patch, path)
  })
}

function create(
  { plan, issues }: Reader,
  table: SyncTable,
  record: SyncRecord,
  path: RecordPath,
  strict: boolean,
): PlacedOperation[] {
  const entity = syncEntities[table]
  const values = readValues(entity, record, { path, projectId: plan.projectId, strict, issues })
  return [{ operation: { op: 'create', entity, id: record.id, values } as ChangeOperation, path }]
}

function change(
  { conflicts }: Reader,
  table: SyncTable,
  row: KnownRow,
  patch: Record<string, unknown>,
  path: RecordPath,
): PlacedOperation[] {
  const entity: ChangeEntity = syncEntities[table]
  const fields = Object.entries(patch)
  if (row.isDeleted) {
    const { id, revision } = row
    conflicts.push(...fields.map(([field, yours]) => ({ entity, id, field, yours, theirs: null, revision })))
    return []
  }
  return fields.length ? [{ operation: { op: 'update', entity, id: row.id, patch } as ChangeOperation, path }] : []
}

interface PlacedRecord {
  readonly record: SyncRecord
  readonly path: RecordPath
}

const placedRecords = ({ plan }: Reader, table: SyncTable, list: 'created' | 'updated'): PlacedRecord[] =>
  (plan.changes[table]?.[list] ?? []).map((record, index) => ({
    record,
    path: `body.changes.${table}.${list}.${index}`,
  }))

/** Records of tasks so that each comes after its parent, where that is one of them. */
function parentsFirst(placed: readonly PlacedRecord[]): PlacedRecord[] {
  const waiting = new Map(placed.map((each) => [each.record.id, each]))
  const ordered: PlacedRecord[] = []
  for (const each of placed) {
    const line: PlacedRecord[] = []
    for (let next: PlacedRecord | undefined = each; next; next = waiting.get(String(next.record.parentId))) {
      if (!waiting.delete(next.record.id)) break
      line.push(next)
    }
    ordered.push(...line.reverse())
  }
  return ordered
}
