import {
  type Delivery,
  type DeliveryPage,
  type DeliveryQuery,
  type DeliveryQueue,
  type DeliveryState,
  mayInOrganisation,
  NotFoundError,
  ProblemError,
} from '@throughline/contract'
import { workflowIds } from '@throughline/contract/temporal'
import {
  askForMail,
  cancelMail,
  findDeliveryQueue,
  insertWorkRequests,
  listReceiptRows,
  lockMailDelivery,
  type ReceiptFilter,
  type ReceiptRow,
  type Transaction,
} from '@throughline/database'
import { requireOrganisationAct } from '../accounts/people.ts'
import type { Actor } from '../actor.ts'
import type { WorkflowUrl } from '../imports/present-import.ts'

/**
 * What became of mails: those that the actor caused, or, for administrators, all of the organisation. Throws
 * ForbiddenError, and ProblemError `bad-request` for a cursor that names nothing.
 */
export async function listMailReceipts(
  transaction: Transaction,
  actor: Actor,
  query: DeliveryQuery,
  workflowUrl: WorkflowUrl,
): Promise<DeliveryPage> {
  const isWhole = query.scope === 'organisation'
  if (isWhole) requireOrganisationAct(actor, 'delivery.read')
  const { state = null, kind = null, personId = null, projectId = null, isOpen = null, cursor = null, limit } = query
  if (cursor && !(await findRow(transaction, actor, cursor)))
    throw new ProblemError('bad-request', { issues: [{ path: 'query.cursor', message: 'is no cursor of this list' }] })
  const filter = { id: null, state, kind, personId, projectId, isOpen, before: cursor, limit: limit + 1 }
  const rows = await listReceiptRows(transaction, { ...filter, actorId: isWhole ? null : actor.personId })
  const items = rows.slice(0, limit).map((row) => present(row, actor, workflowUrl))
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

const one: Omit<ReceiptFilter, 'id' | 'actorId'> = {
  ...{ state: null, kind: null, personId: null, projectId: null, isOpen: null, before: null, limit: 1 },
}

async function findRow(transaction: Transaction, actor: Actor, id: string): Promise<ReceiptRow | undefined> {
  const actorId = seesAll(actor) ? null : actor.personId
  return (await listReceiptRows(transaction, { ...one, id, actorId }))[0]
}

const seesAll = (actor: Actor): boolean => mayInOrganisation(actor.organisationRole, 'delivery.read')

/** Throws NotFoundError for what the actor neither caused nor administers. */
export async function getMailReceipt(
  transaction: Transaction,
  actor: Actor,
  id: string,
  workflowUrl: WorkflowUrl,
): Promise<Delivery> {
  const row = await findRow(transaction, actor, id)
  if (!row) throw new NotFoundError('delivery')
  return present(row, actor, workflowUrl)
}

export async function getMailQueue(transaction: Transaction, actor: Actor): Promise<DeliveryQueue> {
  requireOrganisationAct(actor, 'delivery.read')
  return findDeliveryQueue(transaction)
}

const sendable: readonly DeliveryState[] = [
  'pending',
  'sending',
  'failed',
  'bounced',
  'unknown',
  'cancelled',
  'obsolete',
]
const cancellable: readonly DeliveryState[] = ['pending', 'sending', 'unknown']

/** Sends a mail now that waits, failed, bounced or of which nothing is known. Throws ProblemError `conflict` for others. */
export function sendMailAgain(transaction: Transaction, actor: Actor, id: string, workflowUrl: WorkflowUrl) {
  return steer(transaction, actor, id, workflowUrl, sendable, async () => {
    await askForMail(transaction, id)
    return [id]
  })
}

/** A mail that has not gone out does not. One that is on its way at this moment may arrive all the same, and is sent then. */
export function cancelMailDelivery(transaction: Transaction, actor: Actor, id: string, workflowUrl: WorkflowUrl) {
  return steer(transaction, actor, id, workflowUrl, cancellable, async () => [
    id,
    ...(await cancelMail(transaction, id)),
  ])
}

async function steer(
  transaction: Transaction,
  actor: Actor,
  id: string,
  workflowUrl: WorkflowUrl,
  from: readonly DeliveryState[],
  act: () => Promise<string[]>,
): Promise<Delivery> {
  requireOrganisationAct(actor, 'delivery.change')
  const there = await lockMailDelivery(transaction, id)
  if (!there) throw new NotFoundError('delivery')
  if (!from.includes(there.state))
    throw new ProblemError('conflict', { detail: `The mail is ${there.state.replace('-', ' ')} by now.` })
  const { organisationId } = actor
  await insertWorkRequests(transaction, { organisationId, kind: 'notify', subjectIds: await act(), revision: 1 })
  return getMailReceipt(transaction, actor, id, workflowUrl)
}

/** Addresses of people are for administrators; that of an invitation is known to who entered it. */
function present(row: ReceiptRow, actor: Actor, workflowUrl: WorkflowUrl): Delivery {
  const { personId, personName, address, hasLink, actorId, actorName, ...told } = row
  const knowsAddress = seesAll(actor) || (hasLink && actorId === actor.personId)
  return {
    ...told,
    recipient: { id: personId, name: personName ?? '', address: knowsAddress ? address : null },
    actor: actorId && actorName ? { id: actorId, name: actorName } : null,
    workflowUrl: seesAll(actor) ? workflowUrl(workflowIds.notify(row.carriedBy ?? row.id)) : null,
  }
}
