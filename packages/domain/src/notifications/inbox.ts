import {
  excerptOf,
  type Inbox,
  type InboxMark,
  type Notification,
  type NotificationKind,
  notificationPath,
} from '@throughline/contract'
import {
  countUnread,
  type InboxRow,
  listInboxRows,
  markInbox,
  sendSignals,
  type Transaction,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { listPreferences } from './preferences.ts'

export interface InboxQuery {
  unread?: boolean | undefined
  kind?: NotificationKind | undefined
  projectId?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** What the actor was told, the newest first, but for kinds that they do not want in their inbox. */
export async function listInbox(transaction: Transaction, { personId }: Actor, query: InboxQuery): Promise<Inbox> {
  const kinds = await listInboxKinds(transaction, personId)
  const rows = await listInboxRows(transaction, {
    personId,
    kinds: query.kind ? kinds.filter((kind) => kind === query.kind) : kinds,
    projectId: query.projectId ?? null,
    isUnread: query.unread ?? false,
    before: query.cursor ?? null,
    limit: query.limit + 1,
  })
  const items = rows.slice(0, query.limit).map(present)
  const next = rows.length > query.limit ? (items.at(-1)?.id ?? null) : null
  return { items, next, unread: await countUnread(transaction, personId, kinds) }
}

/** Tells the other devices of the actor. Ids of others, or of nothing, are passed over. */
export async function markNotifications(
  transaction: Transaction,
  { organisationId, personId }: Actor,
  { ids, isRead }: InboxMark,
): Promise<{ unread: number }> {
  await markInbox(transaction, personId, { ids: ids ?? null, isRead })
  await sendSignals(transaction, [{ kind: 'inbox', organisationId, personId }])
  return { unread: await countUnread(transaction, personId, await listInboxKinds(transaction, personId)) }
}

async function listInboxKinds(transaction: Transaction, personId: string): Promise<NotificationKind[]> {
  const preferences = await listPreferences(transaction, personId)
  return preferences.filter(({ inbox }) => inbox).map(({ kind }) => kind)
}

function present(row: InboxRow): Notification {
  return {
    id: row.id,
    kind: row.kind,
    at: row.at,
    readAt: row.readAt,
    actor: named(row.actorId, row.actorName),
    project: named(row.projectId, row.projectName),
    task: named(row.taskId, row.taskName),
    import: named(row.importId, row.fileName),
    webhook: named(row.webhookId, row.webhookName),
    comment: row.commentId && row.commentText ? { id: row.commentId, excerpt: excerptOf(row.commentText) } : null,
    program: named(row.programId, row.programName),
    role: row.roleIn && { in: row.roleIn, name: row.role },
    run: row.runId !== null && row.runKind !== null ? { id: row.runId, kind: row.runKind } : null,
    finish: row.movedFrom !== null && row.movedTo !== null ? { from: row.movedFrom, to: row.movedTo } : null,
    cause: row.cause,
    dueAt: row.taskId === null ? null : row.dueAt,
    device: row.device,
    path: notificationPath(row),
  }
}

const named = (id: string | null, name: string | null) => (id !== null && name !== null ? { id, name } : null)
