import type { CustomField, ImportEntity } from '@throughline/contract'
import type { RowOrigin, StagedChange, StagedRow } from '@throughline/database'
import type { FileRow, ToldFields } from './file-row.ts'
import { isSame } from './is-same.ts'
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
    const values = valuesOf(row, positions.get(row.id), live)
    const difference = differenceOf(row, values, live, told, options)
    const state = stateOf(row, difference, stuck)
    if (state !== 'planned') stuck.add(row.id)
    staged.push(stagedRow(row, values, difference, { state, number: staged.length + 1 }))
  }
  for (const gone of goneRows(matched, live, options)) staged.push({ ...gone, number: staged.length + 1 })
  return staged
}

/** The same object where the plan changes nothing of it, as copies of so many rows take long. */
function valuesOf(row: FileRow, position: number | undefined, live: LivePlan): FileRow['values'] {
  const values = withOwnFields(row, live)
  return position === undefined || position === values.position ? values : { ...values, position }
}

/** Custom fields of the project that the file does not know stay. */
function withOwnFields({ entity, id, values }: FileRow, live: LivePlan): Readonly<Record<string, unknown>> {
  if (entity !== 'project') return values
  const own = live.rows.get(id)?.values.customFields
  if (!Array.isArray(own) || !Array.isArray(values.customFields)) return values
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

type Difference = Pick<StagedRow, 'action' | 'chosen' | 'conflict' | 'changes'>

function differenceOf(
  row: FileRow,
  values: FileRow['values'],
  live: LivePlan,
  told: ReadonlySet<string> | 'all',
  { makesProject }: CompareOptions,
): Difference {
  const { entity, id, problem } = row
  const present = live.rows.get(id)
  if (!present || (entity === 'project' && makesProject)) {
    return { action: 'create', chosen: true, conflict: false, changes: [] }
  }
  const changes = entity === 'baseline' ? [] : changesOf(row, values, present, live, told)
  const isFirst = entity === 'project' && !live.origins.has(id)
  return {
    action: changes.length === 0 && !problem ? 'unchanged' : 'update',
    chosen: changes.some(({ chosen }) => chosen) && !isFirst,
    conflict: changes.some(({ conflict }) => conflict),
    changes,
  }
}

/** What cannot be taken waits for somebody, and with it what needs it. */
function stateOf(
  { entity, needs, problem }: FileRow,
  { action }: Difference,
  stuck: ReadonlySet<string>,
): StagedRow['state'] {
  if (action === 'unchanged') return 'planned'
  if (problem) return 'parked'
  return needsOf(entity, needs).some((id) => stuck.has(id)) ? 'held' : 'planned'
}

/** Written out and not spread, which takes much longer. */
function stagedRow(
  { entity, id, key, guid, name, line, needs, problem, stored, extra }: FileRow,
  values: FileRow['values'],
  { action, chosen, conflict, changes }: Difference,
  { state, number }: Pick<StagedRow, 'state' | 'number'>,
): StagedRow {
  return {
    number,
    entity,
    rowId: id,
    key,
    guid,
    name,
    line,
    action,
    state,
    chosen,
    conflict,
    fileValues: withoutDefaults(entity, values),
    changes,
    needs: needsOf(entity, needs),
    problem,
    stored,
    extra,
  }
}

/** A baseline is of the tasks that are there: one that is left out takes it along no further than its own dates. */
const needsOf = (entity: ImportEntity, needs: readonly string[]): string[] => (entity === 'baseline' ? [] : [...needs])

function changesOf(
  { entity, id, problem }: FileRow,
  values: FileRow['values'],
  present: LiveRow,
  { origins }: LivePlan,
  told: ReadonlySet<string> | 'all',
): StagedChange[] {
  const changes: StagedChange[] = []
  let before: Readonly<Record<string, unknown>> | undefined
  for (const field in values) {
    const to = values[field]
    if (to === undefined || field === 'id' || !(field in present.values)) continue
    if ((told !== 'all' && !told.has(field)) || field === problem?.field) continue
    const from = present.values[field]
    if (isSame(from, to)) continue
    before ??= valuesBefore(entity, origins.get(id))
    const wasTold = field in before
    // The plan alone says otherwise than the file's last version did: it stays.
    if (wasTold && isSame(before[field], to)) continue
    const conflict = wasTold && !isSame(before[field], from)
    const was = wasTold ? { before: before[field] } : {}
    changes.push({ field, from: from ?? null, to, ...was, conflict, chosen: !conflict })
  }
  return changes
}

/** What the last version of the file said of a row; nothing where it had no such row. */
function valuesBefore(entity: ImportEntity, origin: RowOrigin | undefined): Readonly<Record<string, unknown>> {
  return origin === undefined ? {} : withDefaults(entity, origin.fileValues)
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
