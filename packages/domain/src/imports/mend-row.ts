import { entitySchemas, type ImportEntity, InvalidChangeError } from '@throughline/contract'
import type { StagedRow } from '@throughline/database'
import { withDefaults, withoutDefaults } from './row-defaults.ts'

/**
 * A parked row with values that somebody gave it, checked by what any change has to obey.
 * Throws InvalidChangeError with the field.
 */
export function mendedRow(row: StagedRow, given: Readonly<Record<string, unknown>>): StagedRow {
  const { entity, action, changes } = row
  const fileValues = withoutDefaults(entity, { ...withDefaults(entity, row.fileValues), ...given })
  const patch = Object.fromEntries(changes.map(({ field, to }) => [field, to]))
  refuseInvalid(entity, action, action === 'create' ? fileValues : { ...patch, ...given })
  const others = changes.filter(({ field }) => !(field in given))
  const fresh = Object.entries(given).map(([field, to]) => ({ field, from: null, to, conflict: false, chosen: true }))
  return {
    ...row,
    state: 'planned',
    problem: null,
    fileValues,
    changes: action === 'update' ? [...others, ...fresh] : changes,
  }
}

function refuseInvalid(entity: ImportEntity, action: StagedRow['action'], values: unknown): void {
  const schemas = entitySchemas[entity]
  const schema = action === 'create' && entity !== 'project' ? schemas.values : schemas.patch
  const checked = schema.safeParse(values)
  if (checked.success) return
  const [issue] = checked.error.issues
  throw new InvalidChangeError(`values/${issue?.path.join('/') ?? ''}`, issue?.message ?? 'is not valid')
}
