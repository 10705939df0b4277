import { choosableKinds, type NotificationKind, type RunKind } from '@throughline/contract'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'

/** A notification as the inbox shows it. Parts are null where there are none, or they are gone, or not to be seen. */
export interface InboxRow {
  id: string
  kind: NotificationKind
  at: string
  readAt: string | null
  actorId: string | null
  actorName: string | null
  projectId: string | null
  projectName: string | null
  taskId: string | null
  taskName: string | null
  importId: string | null
  fileName: string | null
  webhookId: string | null
  webhookName: string | null
  commentId: string | null
  /** Its start. */
  commentText: string | null
  programId: string | null
  programName: string | null
  roleIn: 'organisation' | 'program' | 'project' | null
  role: string | null
  runId: string | null
  runKind: RunKind | null
  movedFrom: string | null
  movedTo: string | null
  cause: string | null
  dueAt: string | null
  device: string | null
}

export interface InboxFilter {
  personId: string
  kinds: readonly NotificationKind[]
  projectId: string | null
  isUnread: boolean
  /** The last one of the page before. */
  before: string | null
  limit: number
}

/** Nothing of projects that the person muted, but what is told in any case. */
const isNotMuted = sql`(n.kind <> all(${choosableKinds}::text[]) or not exists (
  select from notification_choice m where m.person_id = n.person_id and m.project_id = n.project_id and m.choice = 'mute'))`

/**
 * The newest first. A project, and what is in it, is named only to who may see it now: the notification outlives the
 * role.
 */
export async function listInboxRows(transaction: Transaction, filter: InboxFilter): Promise<InboxRow[]> {
  const { personId, kinds, projectId, isUnread, before, limit } = filter
  const { rows } = await sql<InboxRow>`
    select id, kind, at, "readAt", "actorId", "actorName", ${ofProject('"projectId"')}, ${ofProject('"projectName"')},
      ${ofTask('"taskId"')}, ${ofTask('"taskName"')}, "importId", "fileName", "webhookId", "webhookName",
      ${ofProgram('"programId"')}, ${ofProgram('"programName"')}, "roleIn", role, "runId", "runKind",
      ${ofProject('"movedFrom"')}, ${ofProject('"movedTo"')}, ${ofProject('cause')}, ${ofTask('"dueAt"')}, device,
      "commentId", left("commentBody", 2000) as "commentText"
    from read_notifications(array(
      select n.id from notification n
      where n.person_id = ${personId} and n.kind = any(${kinds}::text[])
        and (${projectId}::uuid is null or n.project_id = ${projectId}::uuid)
        and (not ${isUnread}::boolean or n.read_at is null) and ${isNotMuted}
        and (${before}::uuid is null or (n.created_at, n.id) <
          (select b.created_at, b.id from notification b where b.id = ${before}::uuid and b.person_id = ${personId}))
      order by n.created_at desc, n.id desc limit ${limit}))`.execute(transaction)
  return rows
}

const where = (condition: string) => (column: string) =>
  sql`case when ${sql.raw(condition)} then ${sql.raw(column)} end as ${sql.raw(column)}`

/** Of a project, and of what is in it, only while it is there and the person may see it. */
const ofProject = where('"hasStanding" and "projectName" is not null')
const ofTask = where('"hasStanding" and "taskName" is not null')
const ofProgram = where('"seesProgram"')

export async function countUnread(transaction: Transaction, personId: string, kinds: readonly NotificationKind[]) {
  const { rows } = await sql<{ unread: number }>`
    select count(*)::integer as unread from notification n
    where n.person_id = ${personId} and n.read_at is null and n.kind = any(${kinds}::text[]) and ${isNotMuted}`.execute(
    transaction,
  )
  return rows[0]?.unread ?? 0
}

/** These of a person, or all of them; what is read stays read since when it was. */
export async function markInbox(
  transaction: Transaction,
  personId: string,
  { ids, isRead }: { ids: readonly string[] | null; isRead: boolean },
): Promise<void> {
  await sql`
    update notification set read_at = case when ${isRead}::boolean then now() end
    where person_id = ${personId} and (read_at is null) = ${isRead}::boolean
      and (${ids}::uuid[] is null or id = any(${ids}::uuid[]))`.execute(transaction)
}
