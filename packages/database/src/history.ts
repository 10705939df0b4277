import type { ChangeKind, ChangeOperation } from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { type PlanEntity, planTable } from './plan-columns.ts'

/** A person, in `mine`; everybody when null. */
type Whose = string | null

/** An act as lists name it: the words of its first change set. */
export interface ActRow {
  actId: string
  summary: string
  actorId: string | null
  createdAt: string
}

const isStanding = (act: ReturnType<typeof sql>) => sql`
  not exists (select from change_set u where u.reverts_act_id = ${act} and u.kind = 'undo'
    and not exists (select from change_set r where r.reverts_act_id = u.act_id))`

const by = (column: string, whose: Whose) => (whose === null ? sql`true` : sql`${sql.ref(column)} = ${whose}::uuid`)

/**
 * The newest act that stands and that undo takes back: a redo counts for what it did again, at its own time. Making the
 * project is none, nor is the seed of a demonstration.
 */
export async function findUndoableAct(transaction: Transaction, projectId: string, whose: Whose) {
  const act = sql`coalesce(undone.reverts_act_id, c.act_id)`
  const { rows } = await sql<{ actId: string }>`
    select ${act} as "actId" from change_set c
    left join lateral (
      select u.reverts_act_id from change_set u where c.kind = 'redo' and u.act_id = c.reverts_act_id limit 1) undone on true
    where c.project_id = ${projectId} and c.revision > 1 and c.kind in ('edit', 'import', 'sync', 'redo')
      and ${by('c.actor_id', whose)} and (c.kind = 'redo' or jsonb_array_length(c.inverse) > 0)
      and ${isStanding(act)}
    order by c.revision desc limit 1`.execute(transaction)
  return rows[0]?.actId ?? null
}

/** The newest undo that stands, unless the plan was edited since. */
export async function findRedoableAct(transaction: Transaction, projectId: string, whose: Whose) {
  const { rows } = await sql<{ actId: string }>`
    select u.act_id as "actId" from change_set u
    where u.project_id = ${projectId} and u.kind = 'undo' and ${by('u.actor_id', whose)}
      and not exists (select from change_set r where r.reverts_act_id = u.act_id)
      and not exists (select from change_set n where n.project_id = u.project_id and n.revision > u.revision
        and n.kind in ('edit', 'import', 'sync') and ${by('n.actor_id', whose)})
    order by u.revision desc limit 1`.execute(transaction)
  return rows[0]?.actId ?? null
}

export async function findAct(transaction: Transaction, projectId: string, actId: string) {
  const { rows } = await sql<ActRow & { kind: ChangeKind; revision: number; revertsActId: string | null }>`
    select c.act_id as "actId", c.summary, c.actor_id as "actorId", c.created_at as "createdAt", c.kind, c.revision,
      c.reverts_act_id as "revertsActId"
    from change_set c where c.project_id = ${projectId} and c.act_id = ${actId} order by c.revision limit 1`.execute(
    transaction,
  )
  return rows[0] ?? null
}

/** The undo of an act that has not been taken back itself, and who did it. */
export async function findStandingUndo(transaction: Transaction, actId: string) {
  const { rows } = await sql<{ actId: string; actorName: string | null }>`
    select u.act_id as "actId", p.name as "actorName" from change_set u left join person p on p.id = u.actor_id
    where u.reverts_act_id = ${actId} and not exists (select from change_set r where r.reverts_act_id = u.act_id)
    order by u.revision desc limit 1`.execute(transaction)
  return rows[0] ?? null
}

/** Whether an act was never taken back, or done again since. */
export async function isActStanding(transaction: Transaction, actId: string): Promise<boolean> {
  const { rows } = await sql<{ stands: boolean }>`
    select ${isStanding(sql`${actId}::uuid`)} as stands`.execute(transaction)
  return rows[0]?.stands ?? true
}

/** The redo that did an act again last; null when it was never undone. */
export async function findLastRedo(transaction: Transaction, actId: string): Promise<string | null> {
  const { rows } = await sql<{ actId: string }>`
    select r.act_id as "actId" from change_set u join change_set r on r.reverts_act_id = u.act_id
    where u.reverts_act_id = ${actId} order by r.revision desc limit 1`.execute(transaction)
  return rows[0]?.actId ?? null
}

/** The revisions of each act. */
export async function listRevisionsOfActs(
  transaction: Transaction,
  projectId: string,
  actIds: readonly string[],
): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ actId: string; revisions: number[] }>`
    select act_id as "actId", json_agg(revision) as revisions from change_set
    where project_id = ${projectId} and act_id = any(${actIds}::uuid[]) group by act_id`.execute(transaction)
  return new Map(rows.map(({ actId, revisions }) => [actId, revisions]))
}

export interface ActPartRow {
  revision: number
  operations: ChangeOperation[]
  inverse: ChangeOperation[]
}

/** The change sets of an act, newest first. */
export async function listActParts(transaction: Transaction, projectId: string, actId: string) {
  const { rows } = await sql<ActPartRow>`
    select revision, operations, inverse from change_set
    where project_id = ${projectId} and act_id = ${actId} order by revision desc`.execute(transaction)
  return rows
}

/** When rows were made and last written, deleted ones too, as revisions. */
export async function listRowRevisions(transaction: Transaction, entity: PlanEntity, ids: readonly string[]) {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string; revision: number; createdRevision: number }>`
    select id, revision, created_revision as "createdRevision" from ${planTable(entity)} where id = any(${ids}::uuid[])`.execute(
    transaction,
  )
  return rows
}

/** Who made the change sets of these revisions. */
export async function listActorNames(transaction: Transaction, projectId: string, revisions: readonly number[]) {
  if (revisions.length === 0) return new Map<number, string>()
  const { rows } = await sql<{ revision: number; name: string }>`
    select c.revision, p.name from change_set c join person p on p.id = c.actor_id
    where c.project_id = ${projectId} and c.revision = any(${revisions}::bigint[])`.execute(transaction)
  return new Map(rows.map(({ revision, name }) => [revision, name]))
}

/** Names of tasks, deleted ones too. */
export async function listTaskNames(transaction: Transaction, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, string>()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from task where id = any(${ids}::uuid[])`.execute(transaction)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
