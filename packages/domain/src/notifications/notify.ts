import {
  allInOrder,
  insertMailDeliveries,
  insertNotifications,
  insertWorkRequests,
  type NewNotification,
  sendSignals,
  type Transaction,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'

export interface AssignmentNotice {
  organisationId: string
  projectId: string
  taskId: string
  assignmentId: string
  /** Who is told. */
  personId: string
  /** Who assigned. */
  actorPersonId: string
}

/** Tells people of new assignments, of each once however often it is undone and done again. */
export async function notifyAssignments(transaction: Transaction, notices: readonly AssignmentNotice[]): Promise<void> {
  await notifyAll(
    transaction,
    notices.map(({ organisationId, personId, projectId, taskId, actorPersonId: actorId, assignmentId }) => ({
      ...{ organisationId, personId, projectId, taskId, actorId },
      kind: 'task-assigned',
      effectKey: `assigned/${assignmentId}`,
    })),
  )
}

export interface CommentNotice {
  organisationId: string
  projectId: string
  taskId: string
  commentId: string
  /** Who is told. */
  personId: string
  /** Who wrote it. */
  actorPersonId: string
}

/** Tells a person that a comment mentions them. */
export const notifyMentioned = (transaction: Transaction, notice: CommentNotice): Promise<void> =>
  notifyOfComment(transaction, 'mentioned', notice)

/** Tells a person of a comment on a task of theirs, or one that they wrote about. */
export const notifyCommented = (transaction: Transaction, notice: CommentNotice): Promise<void> =>
  notifyOfComment(transaction, 'commented', notice)

/** Once for each comment and person. */
async function notifyOfComment(transaction: Transaction, kind: 'mentioned' | 'commented', notice: CommentNotice) {
  const { organisationId, projectId, taskId, commentId, personId, actorPersonId: actorId } = notice
  const effectKey = `${kind}/${commentId}/${personId}`
  await notify(transaction, { organisationId, personId, kind, projectId, taskId, commentId, actorId, effectKey })
}

export interface ImportNotice {
  organisationId: string
  importId: string
  /** Who asked for the import. */
  personId: string
  /** The project that the import made; null when it made none. */
  projectId: string | null
}

/** Tells who asked for an import that it ended, in whichever way; the mail reads the end state of the import. */
export async function notifyImportEnded(transaction: Transaction, notice: ImportNotice): Promise<void> {
  await notify(transaction, {
    organisationId: notice.organisationId,
    personId: notice.personId,
    kind: 'import-ended',
    projectId: notice.projectId,
    importId: notice.importId,
    effectKey: `import-ended/${notice.importId}`,
  })
}

/** Tells who asked for an import that it was read, and waits for them; once, however often it is read anew. */
export async function notifyImportWaiting(transaction: Transaction, notice: ImportNotice): Promise<void> {
  await notify(transaction, {
    organisationId: notice.organisationId,
    personId: notice.personId,
    kind: 'import-waiting',
    projectId: notice.projectId,
    importId: notice.importId,
    effectKey: `import-waiting/${notice.importId}`,
  })
}

/** Tells who asked for an import that it waits for them, and will be given up. */
export async function notifyImportExpiring(transaction: Transaction, notice: ImportNotice): Promise<void> {
  await notify(transaction, {
    organisationId: notice.organisationId,
    personId: notice.personId,
    kind: 'import-expiring',
    projectId: notice.projectId,
    importId: notice.importId,
    effectKey: `import-expiring/${notice.importId}`,
  })
}

export interface WebhookNotice {
  organisationId: string
  webhookId: string
  /** Who is told. */
  personId: string
  /** Tells this time from another. */
  since: string
}

/** Tells an administrator that a webhook was switched off because of how its endpoint answers. */
export async function notifyWebhookDisabled(transaction: Transaction, notice: WebhookNotice): Promise<void> {
  await notify(transaction, {
    organisationId: notice.organisationId,
    personId: notice.personId,
    kind: 'webhook-disabled',
    projectId: null,
    webhookId: notice.webhookId,
    effectKey: `webhook-disabled/${notice.webhookId}/${notice.since}/${notice.personId}`,
  })
}

export interface LinkNotice {
  organisationId: string
  linkId: string
  kind: 'invitation' | 'email-change' | 'email-change-notice'
  /** Whose account it is about; null for an address that is nobody's yet. */
  personId: string | null
  actorId: string
}

/** Sends a one-use link to its address, or word of it to the address before. */
export async function notifyLink(transaction: Transaction, notice: LinkNotice): Promise<void> {
  await notify(transaction, { ...notice, effectKey: `${notice.kind}/${notice.linkId}` })
}

export interface OwnerNotice {
  organisationId: string
  /** The run of the deletion. */
  runId: string
  personId: string
  kind: 'deletion-scheduled' | 'deletion-reminder'
}

/** Tells an owner that the organisation is to be deleted. */
export async function notifyOwner(transaction: Transaction, { runId, ...notice }: OwnerNotice): Promise<void> {
  await notify(transaction, { ...notice, effectKey: `${notice.kind}/${runId}/${notice.personId}` })
}

/** A mail that tells of what waited for it. Answers its id. */
export async function notifyDigest(
  transaction: Transaction,
  digest: { organisationId: string; personId: string; effectKey: string },
): Promise<string> {
  const [told] = await notifyAll(transaction, [{ ...digest, kind: 'digest' }])
  if (!told) throw new Error(`there is a digest ${digest.effectKey} already`)
  return told.id
}

type Told = Omit<NewNotification, 'id'>

const notify = (transaction: Transaction, notification: Told) => notifyAll(transaction, [notification])

/**
 * The notifications, of one organisation, and the requests for their delivery commit with what they tell of, or not at all;
 * what was told before is passed over. Answers what is told now.
 */
export async function notifyAll(
  transaction: Transaction,
  notifications: readonly Told[],
): Promise<readonly NewNotification[]> {
  const told = await insertNotifications(
    transaction,
    notifications.map((notification) => ({ id: uuid(), ...notification })),
  )
  const [first] = told
  if (!first) return []
  const { organisationId } = first
  const ids = told.map(({ id }) => id)
  const people = new Set(told.flatMap(({ personId }) => personId ?? []))
  await allInOrder([
    insertMailDeliveries(transaction, ids),
    insertWorkRequests(transaction, { organisationId, kind: 'notify', subjectIds: ids }),
    sendSignals(
      transaction,
      [...people].map((personId) => ({ kind: 'inbox', organisationId, personId })),
    ),
  ])
  return told
}
