import {
  findChangedSince,
  listPlanRowsSince,
  type PlanEntity,
  planEntities,
  type Transaction,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { getProject } from '../projects/read-projects.ts'
import { presentTask } from './delta.ts'
import { orderTasks } from './order-tasks.ts'
import { readConsistently } from './read-consistently.ts'
import { type RowText, TableText } from './table-text.ts'

/** A whole plan, as the contract has it, as JSON in UTF-8: the parts in order. */
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
  readonly size: number
}

const arrays: readonly (readonly [PlanEntity, string])[] = [
  ['task', 'tasks'],
  ['link', 'links'],
  ['calendar', 'calendars'],
  ['resource', 'resources'],
  ['assignment', 'assignments'],
  ['baseline', 'baselines'],
]

/** Text and bytes of a row, and what is compressed of it. */
const bytesPerByte = 3

/**
 * Keeps the texts of plans that were opened, so that opening one again reads only what was written since. What is kept is
 * a plan at a revision; every answer adds, in the caller's transaction, all rows that later revisions wrote, and is
 * checked to show one revision. So it is never older than what a whole read would give. Whether the caller may look, and
 * the project itself, are read each time. The plans opened last are kept, up to `mostBytes`.
 */
export function createPlanTexts(mostBytes: number): PlanTexts {
  const plans = new Map<string, Kept>()
  let size = 0

  function forget(projectId: string): void {
    size -= plans.get(projectId)?.size ?? 0
    plans.delete(projectId)
  }

  function keep(projectId: string, kept: Kept): void {
    const known = plans.get(projectId)
    if (known && known.revision > kept.revision) return
    forget(projectId)
    plans.set(projectId, kept)
    size += kept.size
    for (const oldest of plans.keys()) {
      if (size <= mostBytes) return
      forget(oldest)
    }
  }

  return {
    async read(transaction, actor, projectId) {
      return readConsistently(transaction, projectId, async (revision) => {
        const project = await getProject(transaction, actor, projectId)
        const former = plans.get(projectId)
        const base = former && former.revision <= revision ? former : undefined
        const tables = await readTables(transaction, projectId, base)
        const parts = partsOf(JSON.stringify(project), tables)
        const bytes = parts.reduce((sum, { length }) => sum + length, 0)
        keep(projectId, { revision, tables, size: bytes * bytesPerByte })
        return { revision, parts }
      })
    },
  }
}

async function readTables(transaction: Transaction, projectId: string, base: Kept | undefined): Promise<Tables> {
  const since = base?.revision ?? 0
  const changed = base ? await findChangedSince(transaction, projectId, since) : undefined
  const tables: Partial<Record<PlanEntity, TableText<PlacedText>>> = {}
  for (const entity of planEntities) {
    const rows = changed?.isWritten[entity] === false ? [] : await readRows(transaction, entity, projectId, since)
    const former = base?.tables[entity] ?? new TableText<PlacedText>()
    tables[entity] = former.with(rows, changed?.deleted[entity] ?? [], entity === 'task' ? orderTasks : undefined)
  }
  return tables as Tables
}

async function readTasks(transaction: Transaction, projectId: string, since: number): Promise<PlacedText[]> {
  const rows = await listPlanRowsSince(transaction, 'task', projectId, since)
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parentId,
    position: row.position,
    text: JSON.stringify(presentTask(row)),
  }))
}

async function readRows(
  transaction: Transaction,
  entity: PlanEntity,
  projectId: string,
  since: number,
): Promise<PlacedText[]> {
  if (entity === 'task') return readTasks(transaction, projectId, since)
  const rows = await listPlanRowsSince(transaction, entity, projectId, since)
  return rows.map((row) => ({ id: row.id, parentId: null, position: 0, text: JSON.stringify(row) }))
}

function partsOf(project: string, tables: Tables): Buffer[] {
  const opened = arrays.flatMap(([entity, name], index) => [
    Buffer.from(`${index === 0 ? `{"project":${project}` : ']'},"${name}":[`),
    ...tables[entity].parts,
  ])
  return [...opened, Buffer.from(']}')]
}
