import { Context } from '@temporalio/activity'
import { id } from '@throughline/contract'
import type { WebhookInput, WebhookStep } from '@throughline/contract/temporal'
import { type Database, type Transaction, withTransaction } from '@throughline/database'
import {
  type AttemptOutcome,
  type AttemptParts,
  beginAttempt,
  endAttempt,
  type WebhookAttemptToMake,
} from '@throughline/domain'
import { faultPoint, type Outgoing, OutgoingError } from '@throughline/platform'
import { beatWhile } from '@throughline/platform/temporal-worker'
import { signedHeaders } from './signed-headers.ts'

export interface WebhookDependencies extends AttemptParts {
  database: Database
  outgoing: Outgoing
  /** From each attempt to the next. */
  webhookRetrySeconds: readonly number[]
}

/** Of an answer only the status counts; so much of its body is taken off the line. */
const mostAnswerBytes = 16_384

/**
 * One attempt at a delivery, or the answer that it is not its turn. The database knows how far a delivery is, so that a
 * repeated activity goes on where the one before it died. It sends again what may have arrived already, with the same
 * `webhook-id`: at least once, never less.
 */
export function createWebhookActivities(dependencies: WebhookDependencies) {
  const { database, outgoing, webhookRetrySeconds } = dependencies
  const inTransaction = <Result>(input: WebhookInput, act: (transaction: Transaction) => Promise<Result>) =>
    withTransaction(database, input, act)

  async function attemptWebhook(input: WebhookInput): Promise<WebhookStep> {
    const begun = await inTransaction(input, (transaction) => beginAttempt(transaction, input, dependencies))
    if ('next' in begun) return begun
    await faultPoint('webhook:claimed')
    const outcome = await send(outgoing, begun)
    await faultPoint('webhook:sent')
    const step = await inTransaction(input, (transaction) =>
      endAttempt(transaction, input, begun, outcome, webhookRetrySeconds),
    )
    await faultPoint('webhook:marked')
    return step
  }

  return {
    attemptWebhook: ({ organisationId, deliveryId }: WebhookInput) => {
      const context = Context.current()
      const input = { organisationId: id.parse(organisationId), deliveryId: id.parse(deliveryId) }
      return beatWhile(
        () => context.heartbeat(),
        () => attemptWebhook(input),
      )
    },
  }
}

const nothing = { status: null, restSeconds: null } as const

async function send(outgoing: Outgoing, attempt: WebhookAttemptToMake): Promise<AttemptOutcome> {
  const { url, body, messageId, secrets } = attempt
  if (!secrets) return { ...nothing, error: 'secret-unreadable', milliseconds: 0 }
  const begin = performance.now()
  const end = () => Math.round(performance.now() - begin)
  try {
    const headers = signedHeaders({ messageId, body, secrets, at: new Date() })
    const limits = { mostBytes: mostAnswerBytes, whenLarger: 'cut' } as const
    const answer = await outgoing.send(url, { method: 'POST', headers, body, ...limits })
    return { status: answer.status, error: null, milliseconds: end(), restSeconds: answer.retryAfterSeconds }
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error
    return { ...nothing, error: error.failure, milliseconds: end() }
  }
}

export type WebhookActivities = ReturnType<typeof createWebhookActivities>
