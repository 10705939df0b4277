import {
  gatheredEventTypes,
  hasAllProjects,
  isChat,
  type OrganisationRole,
  type WebhookFailure,
  type WebhookFormat,
} from '@throughline/contract'
import type { WebhookInput, WebhookResult, WebhookStep } from '@throughline/contract/temporal'
import {
  cancelDelivery,
  claimAttempt,
  type DeliveryRow,
  disableWebhook,
  endAttempt as endAttemptRow,
  findDeliveryRow,
  findOrganisationLife,
  findWebhookRow,
  listPeopleOf,
  lockWebhookOf,
  lookAtQueue,
  noteEndpoint,
  type Queue,
  restEndpoint,
  type Transaction,
  type WebhookRow,
} from '@throughline/database'
import type { Sealer } from '@throughline/platform'
import { notifyWebhookDisabled } from '../notifications/notify.ts'
import { bodyOf } from './webhook-body.ts'
import { openSecrets } from './webhook-secret.ts'

/** An attempt that was begun: what to send where, signed by these. */
export interface WebhookAttemptToMake {
  number: number
  webhookId: string
  url: string
  messageId: string
  body: string
  /** Null: they cannot be read any more. */
  secrets: string[] | null
}

/** How an attempt went. */
export interface AttemptOutcome {
  status: number | null
  error: WebhookFailure | null
  milliseconds: number
  /** How long the endpoint asks to be left alone; null: it does not. */
  restSeconds: number | null
}

/** What an attempt takes besides the database. */
export interface AttemptParts {
  sealer: Sealer
  /** Where people reach the product, without a trailing slash. */
  publicUrl: string
  /** How long a chat's message about a project waits for more of the same. */
  chatGatherSeconds: number
}

/** So many attempts at one endpoint at once; one while it fails, so that a dead one takes little from the others. */
const mostAtOnce = 4
/** After these, whatever became of its worker, an attempt counts as over. Longer than its activity may take. */
const claimSeconds = 45
const hopelessDays = 5
/** An endpoint that asks for a pause is given so long at most: it may be wrong. */
const longestRestSeconds = 3_600
/** How long an attempt takes where none is known, for a guess when one that waits has its turn, in milliseconds. */
const usual = { working: 100, failing: 15_000 } as const
const longestTurn = { working: 300_000, failing: 1_800_000 } as const

/** Deliveries of an organisation that is suspended, or about to be deleted, rest; it is looked at again after so long. */
const closedMilliseconds = 600_000

async function isClosed(transaction: Transaction): Promise<boolean> {
  const life = await findOrganisationLife(transaction)
  return !life || life.suspendedAt !== null || life.deletionAt !== null
}

/** What is to be done now about a delivery: an attempt, which is claimed by that, or to wait, or nothing any more. */
export async function beginAttempt(
  transaction: Transaction,
  { organisationId, deliveryId }: WebhookInput,
  { sealer, publicUrl, chatGatherSeconds }: AttemptParts,
): Promise<WebhookAttemptToMake | WebhookStep> {
  const webhook = await lockWebhookOf(transaction, deliveryId)
  const delivery = await findDeliveryRow(transaction, deliveryId)
  if (!webhook || !delivery) return { next: 'end', state: 'gone' }
  if (delivery.state !== 'pending') return { next: 'end', state: delivery.state }
  if (webhook.disabledAt !== null) {
    await cancelDelivery(transaction, deliveryId)
    return { next: 'end', state: 'cancelled' }
  }
  if (await isClosed(transaction)) return { next: 'wait', milliseconds: closedMilliseconds }
  const milliseconds =
    gatherFor(webhook, delivery, chatGatherSeconds) ||
    waitFor(await lookAtQueue(transaction, deliveryId), webhook.failingSince !== null)
  if (milliseconds > 0) return { next: 'wait', milliseconds }
  const number = delivery.attempts + 1
  await claimAttempt(transaction, { deliveryId, organisationId, number, seconds: claimSeconds })
  return {
    number,
    webhookId: webhook.id,
    url: webhook.url,
    messageId: delivery.messageId,
    body: await bodyOf(transaction, webhook, delivery, publicUrl),
    secrets: openSecrets(sealer, webhook),
  }
}

/** Until a first message to a chat has waited for what follows it (migration 0030); 0: it waits for nothing. */
export function gatherFor(
  { format }: Pick<WebhookRow, 'format'>,
  { id, messageId, eventType, attempts, happenedAt }: Omit<DeliveryRow, 'data'>,
  seconds: number,
): number {
  const gathers = isChat(format as WebhookFormat) && gatheredEventTypes.has(eventType)
  if (!gathers || attempts > 0 || id !== messageId) return 0
  return Math.max(0, Date.parse(happenedAt) + seconds * 1_000 - Date.now())
}

/** Until it is due; or, where others of the endpoint are being attempted, about until it has its turn. */
export function waitFor({ wait, running, due, lasted }: Queue, isFailing: boolean): number {
  if (wait > 0) return wait
  const lanes = isFailing ? 1 : mostAtOnce
  if (running < lanes) return 0
  const kind = isFailing ? 'failing' : 'working'
  const round = Math.min(longestTurn[kind], (Math.max(lasted ?? usual[kind], usual.working) * due) / lanes)
  return Math.round(1_000 + Math.random() * round)
}

/** Writes down how an attempt went, and says what comes next. */
export async function endAttempt(
  transaction: Transaction,
  input: WebhookInput,
  attempt: Pick<WebhookAttemptToMake, 'number' | 'webhookId'>,
  outcome: AttemptOutcome,
  retrySeconds: readonly number[],
): Promise<WebhookStep> {
  const { organisationId, deliveryId } = input
  const { number, webhookId } = attempt
  const delivered = isSuccess(outcome.status)
  const nextSeconds = retrySeconds[number - 1]
  const state = delivered ? 'delivered' : nextSeconds === undefined ? 'failed' : 'pending'
  await lockWebhookOf(transaction, deliveryId)
  await endAttemptRow(transaction, { ...outcome, deliveryId, number, state, retrySeconds: nextSeconds ?? 0 })
  const rest = Math.min(outcome.restSeconds ?? 0, longestRestSeconds)
  if (!delivered && rest > 0) await restEndpoint(transaction, webhookId, rest)
  const isHopeless = await noteEndpoint(transaction, webhookId, delivered, hopelessDays)
  if (outcome.status === 410) await switchOff(transaction, organisationId, webhookId, 'gone')
  else if (isHopeless) await switchOff(transaction, organisationId, webhookId, 'failing')
  return stepAfter(transaction, deliveryId)
}

const isSuccess = (status: number | null): boolean => status !== null && status >= 200 && status < 300

async function stepAfter(transaction: Transaction, deliveryId: string): Promise<WebhookStep> {
  const row = await findDeliveryRow(transaction, deliveryId)
  const state: WebhookResult['state'] | 'pending' = row?.state ?? 'gone'
  if (state !== 'pending') return { next: 'end', state }
  const { wait } = await lookAtQueue(transaction, deliveryId)
  return { next: 'wait', milliseconds: wait }
}

/** What still waits is given up at its next turn. */
async function switchOff(
  transaction: Transaction,
  organisationId: string,
  webhookId: string,
  because: 'gone' | 'failing',
): Promise<void> {
  await disableWebhook(transaction, webhookId, because)
  const since = (await findWebhookRow(transaction, webhookId))?.disabledAt
  if (!since) return
  const people = await listPeopleOf(transaction, organisationId, 'person')
  const admins = people.filter(({ role, isDisabled }) => hasAllProjects(role as OrganisationRole) && !isDisabled)
  for (const { id: personId } of admins)
    await notifyWebhookDisabled(transaction, { organisationId, webhookId, personId, since })
}
