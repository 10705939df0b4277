import { type NotificationKind, type RunKind, rankOf } from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { seesProject, toldCause, toldDueAt, toldRole, toldRoleIn, toldStanding } from './told.ts'

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
  if (notifications.length === 0) return []
  const rows = await transaction
    .insertInto('notification')
    .values(notifications.map(valuesOf))
    .onConflict((conflict) => conflict.columns(['organisation_id', 'effect_key']).doNothing())
    .returning('id')
    .execute()
  const inserted = new Set(rows.map(({ id }) => id))
  return notifications.filter(({ id }) => inserted.has(id))
}

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
  return transaction
    .selectFrom('notification as n')
    .innerJoin('organisation as o', 'o.id', 'n.organisation_id')
    .leftJoin('person as p', (join) => join.onRef('p.id', '=', 'n.person_id').on('p.disabled_at', 'is', null))
    .leftJoin('notification_times as nt', (join) =>
      join.onRef('nt.person_id', '=', 'n.person_id').onRef('nt.organisation_id', '=', 'n.organisation_id'),
    )
    .leftJoin('person as a', 'a.id', 'n.actor_id')
    .leftJoin('project', (join) =>
      join.onRef('project.id', '=', 'n.project_id').on('project.deleted_at', 'is', null).on(belongsStill),
    )
    .leftJoin('task as t', (join) =>
      join.onRef('t.id', '=', 'n.task_id').onRef('t.project_id', '=', 'project.id').on('t.deleted_at', 'is', null),
    )
    .leftJoin('import_job as i', 'i.id', 'n.import_id')
    .leftJoin('webhook as w', 'w.id', 'n.webhook_id')
    .leftJoin('comment as m', (join) =>
      join.on(
        sql<boolean>`m.id = n.comment_id and m.task_id = t.id and m.deleted_at is null
          and ${seesProject(sql`p.id`, sql`project.id`)}`,
      ),
    )
    .leftJoin('program as g', 'g.id', 'n.program_id')
    .leftJoin('one_use_link as l', 'l.id', 'n.link_id')
    .select([
      'n.organisation_id as organisationId',
      'n.kind',
      'n.created_at as at',
      sql<string>`coalesce(nt.time_zone, 'UTC')`.as('timeZone'),
      sql<string>`coalesce(nt.locale, 'en-GB')`.as('locale'),
      'n.person_id as personId',
      'n.actor_id as actorId',
      'n.project_id as projectId',
      'n.task_id as taskId',
      'o.name as organisationName',
      'o.deletion_at as deletionAt',
      'p.name as personName',
      sql<string | null>`p.email::text`.as('personEmail'),
      'a.name as actorName',
      'project.name as projectName',
      't.name as taskName',
      't.early_start as taskStart',
      't.early_finish as taskFinish',
      'i.id as importId',
      'i.file_name as fileName',
      'i.expires_at as importExpiresAt',
      'i.cancel_written as importCancelWritten',
      'i.state as importState',
      'i.rows_done as rowsDone',
      'i.error as importError',
      'w.name as webhookName',
      'w.url as webhookUrl',
      'w.disabled_because as webhookDisabledBecause',
      'm.id as commentId',
      'm.body as commentBody',
      'n.created_at as at',
      toldStanding.as('hasStanding'),
      'g.id as programId',
      'g.name as programName',
      toldRoleIn.as('roleIn'),
      toldRole.as('role'),
      'n.run_id as runId',
      'n.run_kind as runKind',
      'n.moved_from as movedFrom',
      'n.moved_to as movedTo',
      toldCause.as('cause'),
      toldDueAt.as('dueAt'),
      sql<boolean | null>`t.percent_complete = 100 or t.actual_finish is not null`.as('isTaskDone'),
      'n.device',
      'project.schedule_error as scheduleError',
      'l.id as linkId',
      sql<string | null>`l.email::text`.as('linkEmail'),
      sql<string | null>`l.former_email::text`.as('linkFormerEmail'),
      'l.expires_at as linkExpiresAt',
      sql<boolean | null>`l.used_at is null and l.revoked_at is null and l.expires_at > now()`.as('linkIsLiving'),
    ])
    .where(sql<boolean>`n.id = any(${ids}::uuid[])`)
    .orderBy(sql`array_position(${ids}::uuid[], n.id)`)
    .execute()
}

const belongsStill = sql<boolean>`exists (
  select from membership m
  where m.organisation_id = n.organisation_id and m.person_id = n.person_id and m.disabled_at is null)`
