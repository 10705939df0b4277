import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import type { PlanRowOf } from './plan-columns.ts'
import { isOfProject, selectPlanRows, selectPlanStates } from './plan-rows.ts'
import { seesProject } from './told.ts'

/** Comments by id, and live ones of any of `taskIds`. */
export const listCommentStates = (
  transaction: Transaction,
  projectId: string,
  lookup: { ids: readonly string[]; taskIds: readonly string[] },
) =>
  selectPlanStates(
    transaction,
    'comment',
    sql`${isOfProject(projectId)} and (t.id = any(${lookup.ids}::uuid[])
      or (t.deleted_at is null and t.task_id = any(${lookup.taskIds}::uuid[])))`,
  )

/** Live comments of a task, the oldest first. */
export const listCommentsOfTask = (
  transaction: Transaction,
  projectId: string,
  taskId: string,
): Promise<PlanRowOf['comment'][]> =>
  selectPlanRows(
    transaction,
    'comment',
    sql`${isOfProject(projectId)} and t.task_id = ${taskId} and t.deleted_at is null order by t.created_at, t.id`,
  )

/** Those of some people who may see a project. */
export async function listPeopleOfProject(
  transaction: Transaction,
  projectId: string,
  personIds: readonly string[],
): Promise<Set<string>> {
  if (personIds.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select m.person_id as id from membership m
    where m.disabled_at is null and m.person_id = any(${personIds}::uuid[])
      and ${seesProject(sql`m.person_id`, sql`${projectId}::uuid`)}`.execute(transaction)
  return new Set(rows.map(({ id }) => id))
}

/** Whom a task is assigned to, who has commented on it, and who watches it or the project, as far as they may see it. */
export async function listFollowersOfTask(
  transaction: Transaction,
  projectId: string,
  taskId: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.person_id as id from membership m
    where m.disabled_at is null and ${seesProject(sql`m.person_id`, sql`${projectId}::uuid`)} and m.person_id in (
      select r.person_id from assignment a join resource r on r.id = a.resource_id
      where a.task_id = ${taskId} and a.deleted_at is null and r.deleted_at is null
      union all
      select c.author_id from comment c where c.task_id = ${taskId} and c.deleted_at is null
      union all
      select t.person_id from task_watch t where t.task_id = ${taskId}
      union all
      select w.person_id from notification_choice w where w.project_id = ${projectId} and w.choice = 'watch')`.execute(
    transaction,
  )
  return rows.map(({ id }) => id)
}
