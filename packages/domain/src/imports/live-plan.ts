import type { ImportEntity } from '@throughline/contract'
import {
  findProjectFields,
  listRevisionsOfActs,
  listRowOrigins,
  type PlanEntity,
  planEntities,
  type RowOrigin,
  selectPlanStates,
  type Transaction,
} from '@throughline/database'
import { sql } from 'kysely'

/** A row as it is in the plan. */
export interface LiveRow {
  readonly entity: ImportEntity
  readonly id: string
  readonly values: Readonly<Record<string, unknown>>
  /** The revision at which a person last set each field. */
  readonly fieldRevisions: Readonly<Record<string, number>>
}

/** Where a row came from, and the revisions that its import wrote. */
export interface LiveOrigin extends RowOrigin {
  readonly revisions: ReadonlySet<number>
}

/** What a file is compared with: the rows of a plan, and where they came from. */
export interface LivePlan {
  readonly rows: ReadonlyMap<string, LiveRow>
  readonly origins: ReadonlyMap<string, LiveOrigin>
}

/** No file says anything of comments and checklists. */
type EntityOfFiles = Exclude<PlanEntity, 'comment' | 'checklistItem'>
const entitiesOfFiles = planEntities.filter(
  (entity): entity is EntityOfFiles => entity !== 'comment' && entity !== 'checklistItem',
)

export const noPlan: LivePlan = { rows: new Map(), origins: new Map() }

/** The live rows of a project; an empty plan when there is none. */
export async function readLivePlan(transaction: Transaction, projectId: string | null): Promise<LivePlan> {
  const project = projectId === null ? null : await findProjectFields(transaction, projectId)
  if (projectId === null || !project) return noPlan
  const { fieldRevisions, ...values } = project
  const rows = new Map<string, LiveRow>([
    [projectId, { entity: 'project', id: projectId, values: { ...values }, fieldRevisions }],
  ])
  for (const entity of entitiesOfFiles)
    for (const row of await readEntity(transaction, entity, projectId)) rows.set(row.id, row)
  return { rows, origins: await readOrigins(transaction, projectId) }
}

async function readOrigins(transaction: Transaction, projectId: string): Promise<Map<string, LiveOrigin>> {
  const origins = await listRowOrigins(transaction, projectId)
  const imports = [...new Set(origins.map(({ importId }) => importId))]
  const written = await listRevisionsOfActs(transaction, projectId, imports)
  const revisions = new Map(imports.map((id) => [id, new Set(written.get(id))]))
  return new Map(
    origins.map((origin) => [origin.rowId, { ...origin, revisions: revisions.get(origin.importId) ?? new Set() }]),
  )
}

async function readEntity(transaction: Transaction, entity: EntityOfFiles, projectId: string): Promise<LiveRow[]> {
  const states = await selectPlanStates(transaction, entity, sql`t.project_id = ${projectId} and t.deleted_at is null`)
  return states.map(({ fieldRevisions, isDeleted: _, ...values }) => ({
    entity,
    id: values.id,
    values: { ...values },
    fieldRevisions,
  }))
}
