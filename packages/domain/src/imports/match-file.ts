import type { ImportEntity } from '@throughline/contract'
import type { FileKey } from './file-row.ts'
import type { LivePlan } from './live-plan.ts'

/** Kinds that are told by their names when nothing else tells. */
const told: ReadonlySet<ImportEntity> = new Set(['calendar', 'resource', 'baseline'])

/**
 * Which row of the plan each row of a file is: by its GUID, which an export of ours has from the row itself, else by the
 * key that it had in the file before, and where neither tells, calendars, resources and baselines by their names. Links and
 * assignments follow from what they join. A row that is none of the plan gets a new id, which follows from the import and
 * the key alone, so that every attempt gives the same.
 */
export function matchFile(
  keys: readonly FileKey[],
  live: LivePlan,
  newIdOf: (entity: ImportEntity, key: string) => string,
): (entity: ImportEntity, key: string) => string {
  const known = knownRows(live)
  const ids = new Map<string, string>()
  const taken = new Set<string>()
  const take = (place: string, id: string | undefined): boolean => {
    if (id === undefined || taken.has(id) || ids.has(place)) return false
    ids.set(place, id)
    taken.add(id)
    return true
  }
  // What an earlier attempt of the same import wrote comes first, then what is told best.
  for (const { entity, key } of keys) {
    const id = newIdOf(entity, key)
    if (live.rows.get(id)?.entity === entity) take(`${entity}/${key}`, id)
  }
  for (const { entity, key, guid } of keys) if (guid) take(`${entity}/${key}`, known.byGuid.get(`${entity}/${guid}`))
  for (const { entity, key } of keys) take(`${entity}/${key}`, known.byKey.get(`${entity}/${key}`))
  for (const { entity, key, name } of keys)
    if (told.has(entity)) take(`${entity}/${key}`, known.byName.get(`${entity}/${nameOf(name)}`))
  return (entity, key) => ids.get(`${entity}/${key}`) ?? newIdOf(entity, key)
}

const nameOf = (name: unknown): string => String(name).trim().toLowerCase()

function knownRows({ rows, origins }: LivePlan) {
  const byGuid = new Map<string, string>()
  const byKey = new Map<string, string>()
  const byName = new Map<string, string>()
  for (const { id, entity, values } of rows.values()) {
    byGuid.set(`${entity}/${id}`, id)
    const origin = origins.get(id)
    if (origin?.guid) byGuid.set(`${entity}/${origin.guid}`, id)
    if (origin) byKey.set(`${entity}/${origin.key}`, id)
    byName.set(`${entity}/${nameOf(values.name)}`, id)
  }
  return { byGuid, byKey, byName }
}

/** Links and assignments that join the same rows in the same way are the same. */
export function matchJoins(
  live: LivePlan,
): (entity: ImportEntity, values: Readonly<Record<string, unknown>>) => string | null {
  const byEnds = new Map<string, string>()
  for (const { id, entity, values } of live.rows.values()) {
    const ends = endsOf(entity, values)
    if (ends) byEnds.set(ends, id)
  }
  return (entity, values) => byEnds.get(endsOf(entity, values) ?? '') ?? null
}

function endsOf(entity: ImportEntity, values: Readonly<Record<string, unknown>>): string | null {
  if (entity === 'link') return `link/${values.predecessorId}/${values.successorId}/${values.type ?? 'FS'}`
  return entity === 'assignment' ? `assignment/${values.taskId}/${values.resourceId}` : null
}
