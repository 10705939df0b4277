import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import type { PersonOfOrganisation } from './notification-choices.ts'
import { seesProject } from './told.ts'

/** Those who watch a task and may see it now, by name. */
export async function listTaskWatcherRows(transaction: Transaction, projectId: string, taskId: string) {
  const { rows } = await sql<{ personId: string; name: string }>`
    select w.person_id as "personId", p.name from task_watch w
    join person p on p.id = w.person_id
    join membership m on m.person_id = w.person_id and m.disabled_at is null
    where w.task_id = ${taskId} and ${seesProject(sql`w.person_id`, sql`${projectId}::uuid`)}
    order by p.name, w.person_id`.execute(transaction)
  return rows
}

/** Once is enough. */
export async function insertTaskWatch(
  transaction: Transaction,
  { organisationId, personId }: PersonOfOrganisation,
  taskId: string,
): Promise<void> {
  await transaction
    .insertInto('task_watch')
    .values({ organisation_id: organisationId, task_id: taskId, person_id: personId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteTaskWatch(transaction: Transaction, personId: string, taskId: string): Promise<void> {
  await transaction.deleteFrom('task_watch').where('task_id', '=', taskId).where('person_id', '=', personId).execute()
}
