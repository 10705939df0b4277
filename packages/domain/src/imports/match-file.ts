import type { ImportEntity } from '@throughline/contract'
import type { FileKey } from './file-row.ts'
import type { LivePlan } from './live-plan.ts'

/** Kinds that are told by their names when nothing else tells. */
const told: ReadonlySet<ImportEntity> = new Set(['calendar', 'resource', 'baseline'])

/** Kinds that are told by what they join. */
const joins: ReadonlySet<ImportEntity> = new Set(['link', 'assignment'])

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
  if (live.rows.size === 0) return newIdOf
  const known = knownRows(live)
  const ids = new Map<string, string>()
  const taken = new Set<string>()
  const places = keys.map(({ entity, key }) => `${entity}/${key}`)
  const take = (index: number, id: string | undefined): void => {
    const place = places[index] as string
    if (id === undefined || taken.has(id) || ids.has(place)) return
    ids.set(place, id)
    taken.add(id)
  }
  // What an earlier attempt of the same import wrote comes first, then what is told best.
  for (const [index, { entity, key }] of keys.entries()) {
    const id = newIdOf(entity, key)
    if (live.rows.get(id)?.entity === entity) take(index, id)
  }
  for (const [index, { entity, guid }] of keys.entries()) if (guid) take(index, known.byGuid.get(`${entity}/${guid}`))
  for (const index of keys.keys()) take(index, known.byKey.get(places[index] as string))
  for (const [index, { entity, name }] of keys.entries())
    if (told.has(entity)) take(index, known.byName.get(`${entity}/${nameOf(name)}`))
  return (entity, key) => ids.get(`${entity}/${key}`) ?? newIdOf(entity, key)
}

const nameOf = (name: unknown): string => String(name).trim().toLowerCase()

function knownRows({ rows, origins }: LivePlan) {
  const byGuid = new Map<string, string>()
  const byKey = new Map<string, string>()
  const byName = new Map<string, string>()
  for (const { id, entity, values } of rows.values()) {
    if (joins.has(entity)) continue
    byGuid.set(`${entity}/${id}`, id)
    const origin = origins.get(id)
    if (origin?.guid) byGuid.set(`${entity}/${origin.guid}`, id)
    if (origin) byKey.set(`${entity}/${origin.key}`, id)
    if (told.has(entity)) byName.set(`${entity}/${nameOf(values.name)}`, id)
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
