import { type NotificationKind, type RunKind, rankOf } from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { seesProject } from './told.ts'

export interface NewNotification {
  id: string
  organisationId: string
  /** Null for an address that is nobody's yet. */
  personId: string | null
  kind: NotificationKind
  projectId?: string | null
  programId?: string | null
  taskId?: string
  importId?: string
  webhookId?: string
  commentId?: string
  linkId?: string
  run?: { id: string; kind: RunKind }
  /** Of the finish of the project, as wall times. */
  moved?: { from: string; to: string }
  device?: string | null
  actorId?: string | null
  /** What happened, once: a second notification with the same key in the organisation is not inserted. */
  effectKey: string
}

/** Answers those that were not there already, by their effect keys. */
export async function insertNotifications(
  transaction: Transaction,
  notifications: readonly NewNotification[],
): Promise<NewNotification[]> {
  const inserted = new Set<string>()
  for (let first = 0; first < notifications.length; first += mostInOneStatement) {
    const rows = await transaction
      .insertInto('notification')
      .values(notifications.slice(first, first + mostInOneStatement).map(valuesOf))
      .onConflict((conflict) => conflict.columns(['organisation_id', 'effect_key']).doNothing())
      .returning('id')
      .execute()
    for (const { id } of rows) inserted.add(id)
  }
  return notifications.filter(({ id }) => inserted.has(id))
}

/** Their values are parameters, of which a statement has 65,535 at most. */
const mostInOneStatement = 1_000

const valuesOf = (notification: NewNotification) => ({
  id: notification.id,
  organisation_id: notification.organisationId,
  person_id: notification.personId,
  kind: notification.kind,
  project_id: notification.projectId ?? null,
  program_id: notification.programId ?? null,
  task_id: notification.taskId ?? null,
  import_id: notification.importId ?? null,
  webhook_id: notification.webhookId ?? null,
  comment_id: notification.commentId ?? null,
  link_id: notification.linkId ?? null,
  run_id: notification.run?.id ?? null,
  run_kind: notification.run?.kind ?? null,
  moved_from: notification.moved?.from ?? null,
  moved_to: notification.moved?.to ?? null,
  device: notification.device ?? null,
  actor_id: notification.actorId ?? null,
  effect_key: notification.effectKey,
})

/** People, and no service accounts, who manage or own the project, or may see it and watch it. */
export async function listProjectListeners(transaction: Transaction, projectId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.person_id as id from membership m
    join person p on p.id = m.person_id and p.kind = 'person' and p.disabled_at is null
    left join project_standing s on s.person_id = m.person_id and s.project_id = ${projectId}
    left join notification_choice c on c.person_id = m.person_id and c.project_id = ${projectId}
    where m.disabled_at is null and (s.role >= ${rankOf('manager')}::int
      or (c.choice = 'watch' and ${seesProject(sql`m.person_id`, sql`${projectId}::uuid`)})) order by 1`.execute(
    transaction,
  )
  return rows.map(({ id }) => id)
}

/** Those who are people, and not service accounts. */
export async function listPeopleAmong(transaction: Transaction, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select id from person where id = any(${ids}::uuid[]) and kind = 'person' order by id`.execute(transaction)
  return rows.map(({ id }) => id)
}

/** Who asked for changes that no run has had yet, up to `inputRevision`. */
export async function listUntriedActors(
  transaction: Transaction,
  projectId: string,
  inputRevision: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct c.actor_id as id from change_set c join person p on p.id = c.actor_id and p.kind = 'person'
    where c.project_id = ${projectId} and c.asks_recompute and c.covered_at is null and c.run_id is null
      and c.revision <= ${inputRevision} order by 1`.execute(transaction)
  return rows.map(({ id }) => id)
}

/**
 * All that a mail about a notification needs. Parts are null when they are not there any more or not to be seen: a person
 * who left, a deleted project or task.
 */
export interface NotificationForMail {
  organisationId: string
  kind: string
  at: string
  /** Of the recipient; `UTC` and British dates, unless they chose. */
  timeZone: string
  locale: string
  personId: string | null
  actorId: string | null
  projectId: string | null
  taskId: string | null
  organisationName: string
  deletionAt: string | null
  personName: string | null
  personEmail: string | null
  actorName: string | null
  projectName: string | null
  taskName: string | null
  taskStart: string | null
  taskFinish: string | null
  importId: string | null
  fileName: string | null
  importExpiresAt: string | null
  importCancelWritten: string | null
  importState: string | null
  rowsDone: number | null
  importError: unknown
  webhookName: string | null
  webhookUrl: string | null
  webhookDisabledBecause: string | null
  commentId: string | null
  /** Null too when the person has no role in the project any more. */
  commentBody: string | null
  hasStanding: boolean
  programId: string | null
  programName: string | null
  roleIn: 'organisation' | 'program' | 'project' | null
  role: string | null
  runId: string | null
  runKind: string | null
  movedFrom: string | null
  movedTo: string | null
  cause: string | null
  dueAt: string | null
  isTaskDone: boolean | null
  device: string | null
  scheduleError: unknown
  linkId: string | null
  linkEmail: string | null
  linkFormerEmail: string | null
  linkExpiresAt: string | null
  linkIsLiving: boolean | null
}

/**
 * In the order of their ids; those that are not there are left out. A project and what is in it are told to who belongs to
 * the organisation still: a mail that waited may outlive that.
 */
export async function listNotificationsForMail(
  transaction: Transaction,
  ids: readonly string[],
): Promise<NotificationForMail[]> {
  const { rows } = await sql<NotificationForMail>`select * from read_notifications(${ids}::uuid[])`.execute(transaction)
  return rows
}
