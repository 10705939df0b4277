import { entitySchemas, thinned } from '@throughline/contract'
import {
  findChangedSince,
  listPlanRowsSince,
  listThinRowsSince,
  type PlanEntity,
  planEntities,
  type Transaction,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { BoundedMemory } from '../bounded-memory.ts'
import { getProject } from '../projects/read-projects.ts'
import { orderTasks } from './order-tasks.ts'
import { type Look, readConsistently } from './read-consistently.ts'
import { type RowText, TableText } from './table-text.ts'

/** A whole plan, as the contract has it, as JSON in UTF-8 without what goes without saying: the parts in order. */
export interface PlanText {
  readonly revision: number
  readonly parts: readonly Buffer[]
}

export interface PlanTexts {
  /** The plan at its present revision, for this actor. Throws NotFoundError. */
  read(transaction: Transaction, actor: Actor, projectId: string): Promise<PlanText>
}

interface PlacedText extends RowText {
  readonly parentId: string | null
  readonly position: number
}

type Tables = { readonly [Entity in PlanEntity]: TableText<PlacedText> }

interface Kept {
  readonly revision: number
  readonly tables: Tables
}

const arrays: readonly (readonly [PlanEntity, string])[] = [
  ['task', 'tasks'],
  ['link', 'links'],
  ['calendar', 'calendars'],
  ['resource', 'resources'],
  ['assignment', 'assignments'],
  ['baseline', 'baselines'],
  ['comment', 'comments'],
  ['checklistItem', 'checklistItems'],
]

/** Lists that are left out where they are empty, as in all answers. */
const unsaidWhenEmpty: ReadonlySet<PlanEntity> = new Set(['comment', 'checklistItem'])

/** Text and bytes of a row, and what is compressed of it. */
const bytesPerByte = 3

/**
 * Keeps the texts of plans that were opened, so that opening one again reads only what was written since. What is kept is
 * a plan at a revision; every answer adds, in the caller's transaction, all rows that later revisions wrote, and is
 * checked to show one revision. So it is never older than what a whole read would give. Whether the caller may look, and
 * the project itself, are read each time. The plans opened last are kept, up to `mostBytes`.
 */
export function createPlanTexts(mostBytes: number): PlanTexts {
  const plans = new BoundedMemory<Kept>(mostBytes)

  function keep(projectId: string, kept: Kept, size: number): void {
    const known = plans.get(projectId)
    if (known && known.revision > kept.revision) return
    plans.keep(projectId, kept, size)
  }

  return {
    async read(transaction, actor, projectId) {
      return readConsistently(transaction, projectId, async (look) => {
        // What is kept was committed before this read's statements began.
        const base = plans.get(projectId)
        const [revision, project, tables] = await Promise.all([
          look.revision,
          getProject(transaction, actor, projectId),
          readTables(transaction, projectId, base, look),
        ])
        const parts = partsOf(JSON.stringify(thinned(entitySchemas.project.read, project)), tables)
        const bytes = parts.reduce((sum, { length }) => sum + length, 0)
        keep(projectId, { revision, tables }, bytes * bytesPerByte)
        return { revision, parts }
      })
    },
  }
}

/** Tasks in any case, in the first round trip; the others, which change rarely, where some were written. */
async function readTables(
  transaction: Transaction,
  projectId: string,
  base: Kept | undefined,
  look: Look,
): Promise<Tables> {
  const since = base?.revision ?? 0
  const first = Promise.all([
    base && findChangedSince(transaction, projectId, since),
    readRows(transaction, 'task', projectId, since),
  ])
  if (base) look.close()
  const [changed, task] = await first
  const written = planEntities.filter((entity) => entity !== 'task' && (changed?.isWritten[entity] ?? true))
  const others = Promise.all(
    written.map(async (entity) => [entity, await readRows(transaction, entity, projectId, since)] as const),
  )
  if (written.length > 0) look.close()
  const rows: Partial<Record<PlanEntity, PlacedText[]>> = { task, ...Object.fromEntries(await others) }
  const tables: Partial<Record<PlanEntity, TableText<PlacedText>>> = {}
  for (const entity of planEntities) {
    const former = base?.tables[entity] ?? new TableText<PlacedText>()
    const deleted = changed?.deleted[entity] ?? []
    tables[entity] = former.with(rows[entity] ?? [], deleted, entity === 'task' ? orderTasks : undefined)
  }
  return tables as Tables
}

async function readTasks(transaction: Transaction, projectId: string, since: number): Promise<PlacedText[]> {
  const rows = await listThinRowsSince(transaction, 'task', projectId, since)
  return rows.map((task) => ({
    id: task.id,
    parentId: task.parentId,
    position: task.position,
    text: JSON.stringify(task),
  }))
}

async function readRows(
  transaction: Transaction,
  entity: PlanEntity,
  projectId: string,
  since: number,
): Promise<PlacedText[]> {
  if (entity === 'task') return readTasks(transaction, projectId, since)
  const rows = await readThin(transaction, entity, projectId, since)
  return rows.map((row) => ({ id: row.id, parentId: null, position: 0, text: JSON.stringify(row) }))
}

async function readThin(
  transaction: Transaction,
  entity: Exclude<PlanEntity, 'task'>,
  projectId: string,
  since: number,
): Promise<{ id: string }[]> {
  if (entity === 'link' || entity === 'assignment') return listThinRowsSince(transaction, entity, projectId, since)
  const { read } = entitySchemas[entity]
  const rows = await listPlanRowsSince(transaction, entity, projectId, since)
  return rows.map((row) => thinned(read, row) as { id: string })
}

function partsOf(project: string, tables: Tables): Buffer[] {
  const said = arrays.filter(([entity]) => tables[entity].parts.length > 0 || !unsaidWhenEmpty.has(entity))
  const opened = said.flatMap(([entity, name], index) => [
    Buffer.from(`${index === 0 ? `{"project":${project}` : ']'},"${name}":[`),
    ...tables[entity].parts,
  ])
  return [...opened, Buffer.from(']}')]
}
