import { isDeepStrictEqual } from 'node:util'
import type { ChangeEntity } from '@throughline/contract'
import type { WorkingSet } from './working-set.ts'

interface Guarded {
  readonly id: string
  readonly fieldRevisions: Readonly<Record<string, number>>
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
    if (revision <= ifMatch || revision > actHead || own || isDeepStrictEqual(yours(field), values[field])) continue
    outcome.conflicts.push({ entity, id: row.id, field, yours: yours(field), theirs: values[field], revision })
  }
}
