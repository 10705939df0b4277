import { InvalidChangeError } from '@throughline/contract'
import type { PlanEntity, PlanState } from '@throughline/database'
import { rowsOf, type WorkingSet } from './working-set.ts'

/** Where in the request a value came from, for messages: `operations/3/patch/constraintAt`. */
export interface Place {
  readonly index: number
  readonly part: 'values' | 'patch' | null
}

export const pathAt = (place: Place, field?: string): string =>
  ['operations', place.index, place.part && field ? place.part : null, field ?? 'id']
    .filter((x) => x !== null)
    .join('/')

export function refuse(place: Place, field: string | undefined, message: string): never {
  throw new InvalidChangeError(pathAt(place, field), message)
}

/** The live row of an id that a field names. */
export function need<Entity extends PlanEntity>(
  set: WorkingSet,
  entity: Entity,
  id: string,
  place: Place,
  field?: string,
): PlanState<Entity> {
  const row = rowsOf(set, entity).get(id)
  if (!row || row.isDeleted) refuse(place, field, `There is no ${entity} ${id} in this project.`)
  return row
}
