import { isDeepStrictEqual } from 'node:util'
import { type ChangeEntity, type FieldConflict, ProblemError } from '@throughline/contract'
import type { WorkingSet } from './working-set.ts'

interface Guarded {
  readonly id: string
  readonly fieldRevisions: Readonly<Record<string, number>>
}

/** Whether a person set a field after the revision that the caller saw, to another value than theirs. */
export function isSetSince(
  row: Guarded,
  { field, yours, seen }: { field: string; yours: unknown; seen: number },
): boolean {
  const values = row as Guarded & Record<string, unknown>
  return (row.fieldRevisions[field] ?? 0) > seen && !isDeepStrictEqual(yours, values[field])
}

export function refuseConflicts(conflicts: FieldConflict[]) {
  if (conflicts.length === 0) return
  const fields = [...new Set(conflicts.map((conflict) => conflict.field))].join(', ')
  throw new ProblemError('field-conflict', { detail: `Someone changed the same since: ${fields}.`, conflicts })
}

/** Notes each of `fields` that a person set after the revision that the caller saw, unless both set the same value. */
export function noteConflicts(
  set: WorkingSet,
  entity: ChangeEntity,
  row: Guarded,
  fields: readonly string[],
  yours: (field: string) => unknown,
) {
  const { ifMatch, actHead, touched, outcome } = set
  if (ifMatch === undefined) return
  const values = row as Guarded & Record<string, unknown>
  for (const field of fields) {
    const revision = row.fieldRevisions[field] ?? 0
    const own = touched[entity].get(row.id)?.fields.has(field)
    if (revision > actHead || own || !isSetSince(row, { field, yours: yours(field), seen: ifMatch })) continue
    outcome.conflicts.push({ entity, id: row.id, field, yours: yours(field), theirs: values[field], revision })
  }
}
