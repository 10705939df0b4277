import {
  mostWebhooks,
  type NewWebhook,
  NotFoundError,
  ProblemError,
  usualEventTypes,
  type Webhook,
  type WebhookPatch,
  type WebhookValues,
} from '@throughline/contract'
import {
  deleteWebhookRow,
  findWebhookRow,
  insertWebhook,
  listWebhookRows,
  replaceWebhookSecret,
  type Transaction,
  updateWebhook,
  type WebhookRow,
} from '@throughline/database'
import { type Outgoing, OutgoingError, type Sealer } from '@throughline/platform'
import { v7 as uuid } from 'uuid'
import { requireOrganisationAct } from '../accounts/people.ts'
import type { Actor } from '../actor.ts'
import { requireProjectRole } from '../projects/project-role.ts'
import { createWebhookSecret } from './webhook-secret.ts'

/** What webhooks take besides the database. */
export interface WebhookParts {
  outgoing: Outgoing
  sealer: Sealer
}

/** So long both secrets sign, for programs to take the new one. */
const overlapHours = 24

const present = (row: WebhookRow): Webhook => ({
  id: row.id,
  name: row.name,
  url: row.url,
  format: row.format as Webhook['format'],
  eventTypes: row.eventTypes as Webhook['eventTypes'],
  projectIds: row.projectIds,
  enabled: row.disabledAt === null,
  disabledBecause: row.disabledBecause as Webhook['disabledBecause'],
  failingSince: row.failingSince,
  previousSecretUntil: row.previousUntil,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
})

export async function listWebhooks(transaction: Transaction, actor: Actor): Promise<Webhook[]> {
  requireOrganisationAct(actor, 'webhook.read')
  return (await listWebhookRows(transaction)).map(present)
}

export async function getWebhook(transaction: Transaction, actor: Actor, webhookId: string): Promise<Webhook> {
  requireOrganisationAct(actor, 'webhook.read')
  return present(await getRow(transaction, webhookId))
}

async function getRow(transaction: Transaction, webhookId: string): Promise<WebhookRow> {
  const row = await findWebhookRow(transaction, webhookId)
  if (!row) throw new NotFoundError('webhook')
  return row
}

/** The secret is told this once. Throws `bad-request` for an address that is refused, `conflict` when there are too many. */
export async function createWebhook(
  transaction: Transaction,
  actor: Actor,
  values: WebhookValues,
  { outgoing, sealer }: WebhookParts,
): Promise<NewWebhook> {
  requireOrganisationAct(actor, 'webhook.change')
  await requireWanted(transaction, actor, values, outgoing)
  if ((await listWebhookRows(transaction)).length >= mostWebhooks)
    throw new ProblemError('conflict', { detail: `An organisation can have ${mostWebhooks} webhooks.` })
  const id = uuid()
  const secret = createWebhookSecret()
  const { organisationId, personId } = actor
  const sealed = sealer.seal(secret, id)
  const eventTypes = values.eventTypes ?? [...usualEventTypes[values.format]]
  await insertWebhook(transaction, { ...values, eventTypes, id, organisationId, createdBy: personId, secret: sealed })
  return { ...present(await getRow(transaction, id)), secret }
}

export async function changeWebhook(
  transaction: Transaction,
  actor: Actor,
  webhookId: string,
  patch: WebhookPatch,
  { outgoing }: WebhookParts,
): Promise<Webhook> {
  requireOrganisationAct(actor, 'webhook.change')
  await getRow(transaction, webhookId)
  await requireWanted(transaction, actor, patch, outgoing)
  await updateWebhook(transaction, webhookId, patch)
  return present(await getRow(transaction, webhookId))
}

/** An address that may be asked, and projects that the person may see. */
async function requireWanted(
  transaction: Transaction,
  actor: Actor,
  { url, projectIds }: WebhookPatch,
  outgoing: Outgoing,
): Promise<void> {
  if (url !== undefined) checkAddress(url, outgoing)
  for (const projectId of projectIds ?? []) await requireProjectRole(transaction, actor, projectId, 'project.read')
}

function checkAddress(url: string, outgoing: Outgoing): void {
  try {
    outgoing.check(url)
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error
    throw new ProblemError('bad-request', { issues: [{ path: 'body.url', message: error.message }] })
  }
}

/** What is on its way stops at its next attempt. */
export async function deleteWebhook(transaction: Transaction, actor: Actor, webhookId: string): Promise<void> {
  requireOrganisationAct(actor, 'webhook.change')
  if (!(await deleteWebhookRow(transaction, webhookId))) throw new NotFoundError('webhook')
}

/** A new secret, told this once; the one before goes on for a day. */
export async function rotateWebhookSecret(
  transaction: Transaction,
  actor: Actor,
  webhookId: string,
  { sealer }: WebhookParts,
): Promise<NewWebhook> {
  requireOrganisationAct(actor, 'webhook.change')
  await getRow(transaction, webhookId)
  const secret = createWebhookSecret()
  await replaceWebhookSecret(transaction, webhookId, sealer.seal(secret, webhookId), overlapHours)
  return { ...present(await getRow(transaction, webhookId)), secret }
}
