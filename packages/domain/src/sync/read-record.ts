import type { ChangeEntity } from '@throughline/contract'
import { entitySchemas, type Issue, issuesOf, jsonFields, refusalOf, type SyncRecord } from '@throughline/contract'

/** Where a record stands in the push: `body.changes.tasks.created.3`. */
export type RecordPath = string

/** What a store keeps beside the columns of a record. */
const ownColumns = new Set(['id', '_status', '_changed'])

/** What stores put into columns that nobody has set. */
const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === 0 || value === false

/** The fields that a new record sets; `strict` refuses others, unless they are blank or name the project. */
export function readValues(
  entity: ChangeEntity,
  record: SyncRecord,
  { path, projectId, strict, issues }: { path: RecordPath; projectId: string; strict: boolean; issues: Issue[] },
): Record<string, unknown> {
  const schemas = entitySchemas[entity]
  const values: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(record)) {
    if (ownColumns.has(field)) continue
    if (Object.hasOwn(schemas.values.shape, field)) setField(values, entity, field, value, path, issues)
    else if (strict && !isBlank(value) && !(field === 'projectId' && value === projectId))
      issues.push({ path: `${path}.${field}`, message: refusalOf(schemas, field) })
  }
  const result = schemas.values.safeParse(values)
  if (!result.success) issues.push(...issuesOf(result.error, `${path}.`))
  return values
}

/** The fields that a person set in a record that was there: those that `_changed` names. */
export function readPatch(
  entity: ChangeEntity,
  record: SyncRecord,
  { path, issues }: { path: RecordPath; issues: Issue[] },
): Record<string, unknown> {
  const { _changed: changed } = record
  if (typeof changed !== 'string') {
    issues.push({ path: `${path}._changed`, message: 'names the columns that were set, by commas' })
    return {}
  }
  return readFields(entity, record, changed.split(',').filter(Boolean), { path, issues })
}

/** The fields of a patch that a record has, for one that turned out to be there already. */
export function readWhole(
  entity: ChangeEntity,
  record: SyncRecord,
  where: { path: RecordPath; issues: Issue[] },
): Record<string, unknown> {
  const fields = Object.keys(record).filter((field) => Object.hasOwn(entitySchemas[entity].patch.shape, field))
  return readFields(entity, record, fields, where)
}

function readFields(
  entity: ChangeEntity,
  record: SyncRecord,
  fields: readonly string[],
  { path, issues }: { path: RecordPath; issues: Issue[] },
): Record<string, unknown> {
  const schemas = entitySchemas[entity]
  const patch: Record<string, unknown> = {}
  for (const field of fields) {
    if (Object.hasOwn(schemas.patch.shape, field)) setField(patch, entity, field, record[field], path, issues)
    else issues.push({ path: `${path}.${field}`, message: refusalOf(schemas, field) })
  }
  const result = schemas.patch.safeParse(patch)
  if (!result.success) issues.push(...issuesOf(result.error, `${path}.`))
  return patch
}

/** Null where the row cannot have null is a column that nobody has set. */
function setField(
  target: Record<string, unknown>,
  entity: ChangeEntity,
  field: string,
  value: unknown,
  path: RecordPath,
  issues: Issue[],
) {
  if (value === undefined) return
  if (value === null && !entitySchemas[entity].read.shape[field]?.safeParse(null).success) return
  target[field] =
    jsonFields[entity].includes(field) && typeof value === 'string'
      ? parseJson(value, `${path}.${field}`, issues)
      : value
}

function parseJson(text: string, path: string, issues: Issue[]): unknown {
  try {
    return JSON.parse(text)
  } catch {
    issues.push({ path, message: 'is not JSON' })
    return undefined
  }
}
