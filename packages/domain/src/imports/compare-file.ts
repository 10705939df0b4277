import { isDeepStrictEqual } from 'node:util'
import type { CustomField, ImportEntity } from '@throughline/contract'
import type { StagedChange, StagedRow } from '@throughline/database'
import type { FileRow, ToldFields } from './file-row.ts'
import type { LiveOrigin, LivePlan, LiveRow } from './live-plan.ts'
import { matchJoins } from './match-file.ts'
import { placeTasks } from './place-tasks.ts'
import { withDefaults, withoutDefaults } from './row-defaults.ts'

export interface CompareOptions {
  /** What the file can say at all. */
  readonly told: ToldFields
  /** The project that the file is for. */
  readonly projectId: string
  /** Whether the import makes it. */
  readonly makesProject: boolean
}

/**
 * The difference between a file and the plan, in the order of writing: what the file has, then what it has no more. It is
 * told from three sides: as it is in the plan, as it is in the file, and, where the row came from an earlier version of
 * the file, as it was there. What only the plan changed stays and is no difference; what both changed is a conflict, and
 * stays unless somebody chooses otherwise. Rows that never came from a file are nobody's but the plan's.
 */
export function compareFile(rows: readonly FileRow[], live: LivePlan, options: CompareOptions): StagedRow[] {
  const matched = joinRows(rows, live)
  const positions = placeTasks(
    matched.filter(({ entity }) => entity === 'task'),
    live,
  )
  const staged: StagedRow[] = []
  const stuck = new Set<string>()
  for (const row of matched) {
    const told = options.makesProject ? 'all' : (options.told[row.entity] ?? 'all')
    if (told === 'nothing') continue
    const position = positions.get(row.id)
    const values = { ...withOwnFields(row, live), ...(position === undefined ? {} : { position }) }
    const compared = compareRow({ ...row, values }, live, told, options)
    const state = row.problem
      ? 'parked'
      : needsOf(row.entity, row.needs).some((id) => stuck.has(id))
        ? 'held'
        : 'planned'
    if (state !== 'planned' && compared.action !== 'unchanged') stuck.add(row.id)
    staged.push({ ...compared, state: compared.action === 'unchanged' ? 'planned' : state, number: staged.length + 1 })
  }
  for (const gone of goneRows(matched, live, options)) staged.push({ ...gone, number: staged.length + 1 })
  return staged
}

/** Custom fields of the project that the file does not know stay. */
function withOwnFields({ entity, id, values }: FileRow, live: LivePlan): Readonly<Record<string, unknown>> {
  const own = live.rows.get(id)?.values.customFields
  if (entity !== 'project' || !Array.isArray(own) || !Array.isArray(values.customFields)) return values
  const fromFile = new Map((values.customFields as CustomField[]).map((field) => [field.key, field]))
  const kept = (own as CustomField[]).map((field) => fromFile.get(field.key) ?? field)
  const known = new Set(kept.map(({ key }) => key))
  return { ...values, customFields: [...kept, ...[...fromFile.values()].filter(({ key }) => !known.has(key))] }
}

/** Links and assignments take the ids of those in the plan that join the same rows. */
function joinRows(rows: readonly FileRow[], live: LivePlan): FileRow[] {
  if (live.rows.size === 0) return [...rows]
  const idOf = matchJoins(live)
  return rows.map((row) => {
    if (live.rows.has(row.id)) return row
    const id = idOf(row.entity, row.values)
    return id === null ? row : { ...row, id }
  })
}

function compareRow(
  row: FileRow,
  live: LivePlan,
  told: ReadonlySet<string> | 'all',
  options: CompareOptions,
): Omit<StagedRow, 'number' | 'state'> {
  const { entity, key, guid, id, name, line, needs, problem, stored, extra } = row
  const present = live.rows.get(id)
  const base = { entity, rowId: id, key, guid, name, line, needs: needsOf(entity, needs), problem, stored, extra }
  const fileValues = withoutDefaults(entity, row.values)
  if (!present || (entity === 'project' && options.makesProject))
    return { ...base, action: 'create', chosen: true, conflict: false, fileValues, changes: [] }
  const changes = entity === 'baseline' ? [] : changesOf(row, present, live, told)
  const isFirst = entity === 'project' && !live.origins.has(id)
  return {
    ...base,
    action: changes.length === 0 && !problem ? 'unchanged' : 'update',
    chosen: changes.some(({ chosen }) => chosen) && !isFirst,
    conflict: changes.some(({ conflict }) => conflict),
    fileValues,
    changes,
  }
}

/** A baseline is of the tasks that are there: one that is left out takes it along no further than its own dates. */
const needsOf = (entity: ImportEntity, needs: readonly string[]): string[] => (entity === 'baseline' ? [] : [...needs])

function changesOf(
  { entity, id, values, problem }: FileRow,
  present: LiveRow,
  { origins }: LivePlan,
  told: ReadonlySet<string> | 'all',
): StagedChange[] {
  const origin = origins.get(id)
  const before = origin && withDefaults(entity, origin.fileValues)
  const changes: StagedChange[] = []
  for (const [field, to] of Object.entries(values)) {
    if (to === undefined || field === 'id' || !(field in present.values)) continue
    if ((told !== 'all' && !told.has(field)) || field === problem?.field) continue
    const from = present.values[field]
    if (isDeepStrictEqual(from, to)) continue
    // The plan alone says otherwise than the file's last version did: it stays.
    if (before && field in before && isDeepStrictEqual(before[field], to)) continue
    const conflict = before !== undefined && field in before && !isDeepStrictEqual(before[field], from)
    changes.push({
      field,
      from: from ?? null,
      to,
      ...(before && field in before ? { before: before[field] } : {}),
      conflict,
      chosen: !conflict,
    })
  }
  return changes
}

const orderOfDeletion: readonly ImportEntity[] = ['assignment', 'link', 'task', 'resource', 'calendar']

/** Rows that came from the file's last version and that this one has no more; inner tasks before those around them. */
function goneRows(rows: readonly FileRow[], live: LivePlan, { told }: CompareOptions): Omit<StagedRow, 'number'>[] {
  const present = new Set(rows.map(({ id }) => id))
  const gone = [...live.rows.values()].filter(
    ({ id, entity }) =>
      live.origins.has(id) && !present.has(id) && orderOfDeletion.includes(entity) && isTold(entity, told),
  )
  const keeps = parentsOfOthers(gone, live)
  const depthOf = (row: LiveRow): number => {
    const parent = row.entity === 'task' ? live.rows.get((row.values.parentId as string | null) ?? '') : undefined
    return parent ? depthOf(parent) + 1 : 0
  }
  return gone
    .toSorted(
      (one, other) =>
        orderOfDeletion.indexOf(one.entity) - orderOfDeletion.indexOf(other.entity) || depthOf(other) - depthOf(one),
    )
    .map((row) => {
      const origin = live.origins.get(row.id)
      const conflict = isEdited(row, origin) || keeps.has(row.id)
      return {
        entity: row.entity,
        rowId: row.id,
        key: origin?.key ?? row.id,
        guid: origin?.guid ?? null,
        name: nameOf(row, live),
        line: null,
        action: 'delete' as const,
        state: 'planned' as const,
        chosen: !conflict,
        conflict,
        fileValues: {},
        changes: [],
        needs: [],
        problem: null,
        stored: null,
        extra: null,
      }
    })
}

/** Whether somebody has set a field of a row since its import began to write. */
function isEdited({ fieldRevisions }: LiveRow, origin: LiveOrigin | undefined): boolean {
  const own = origin?.revisions ?? new Set<number>()
  const first = own.size === 0 ? 0 : Math.min(...own)
  return Object.values(fieldRevisions).some((revision) => revision > first && !own.has(revision))
}

/** A file that only names calendars and resources does not tell that there are no others. */
function isTold(entity: ImportEntity, told: ToldFields): boolean {
  const fields = told[entity] ?? 'all'
  return fields === 'all' || (fields !== 'nothing' && entity !== 'calendar' && entity !== 'resource')
}

/** Tasks above others that stay: deleting them would take those along. */
function parentsOfOthers(gone: readonly LiveRow[], live: LivePlan): Set<string> {
  const leaving = new Set(gone.map(({ id }) => id))
  const keeps = new Set<string>()
  for (const { id, entity, values } of live.rows.values()) {
    if (entity !== 'task' || leaving.has(id)) continue
    for (let at = values.parentId as string | null; at !== null && !keeps.has(at); ) {
      keeps.add(at)
      at = (live.rows.get(at)?.values.parentId ?? null) as string | null
    }
  }
  return keeps
}

function nameOf({ entity, values }: LiveRow, live: LivePlan): string {
  const of = (id: unknown) => String(live.rows.get(String(id))?.values.name ?? id)
  if (entity === 'link') return `${of(values.predecessorId)} > ${of(values.successorId)} (${values.type})`
  if (entity === 'assignment') return `${of(values.resourceId)} on ${of(values.taskId)}`
  return String(values.name ?? '')
}
