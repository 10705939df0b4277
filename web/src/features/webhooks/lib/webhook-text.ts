import type {
  Webhook,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEventType,
  WebhookFailure,
  WebhookFormat,
} from '@throughline/contract'
import { formatMoment } from '../../../lib/dates.ts'

export const eventNames: Record<WebhookEventType | 'webhook.test', string> = {
  'project.changed': 'A plan was changed',
  'project.recomputed': 'Dates were computed',
  'project.recompute-failed': 'Dates could not be computed',
  'project.members-changed': 'People of a project were changed',
  'project.deleted': 'A project was deleted',
  'import.completed': 'An import is done',
  'import.failed': 'An import failed',
  'import.cancelled': 'An import was cancelled',
  'import.expired': 'An import was given up',
  'import.undone': 'An import was taken back',
  'webhook.test': 'Test',
}

export const formatNames: Record<WebhookFormat, string> = {
  standard: 'A program',
  slack: 'A channel of Slack',
  teams: 'A channel of Teams',
}

/** Where the address of each is found. */
export const formatHints: Record<WebhookFormat, string> = {
  standard: 'An address of yours that takes requests, after Standard Webhooks.',
  slack:
    'In Slack: an app with “Incoming Webhooks” switched on, “Add New Webhook to Workspace”, choose the channel, copy the address. Whoever reads the channel reads names of projects and people.',
  teams:
    'In Teams: the “…” of the channel, Workflows, “Post to a channel when a webhook request is received”, copy the address. Whoever reads the channel reads names of projects and people.',
}

export const addressExamples: Record<WebhookFormat, string> = {
  standard: 'https://hooks.example.com/throughline',
  slack: 'https://hooks.slack.com/services/…',
  teams: 'https://….api.powerplatform.com/…',
}

const reasons = { person: 'switched off', gone: 'off: its address is gone', failing: 'off: it failed for five days' }

export function webhookState({ disabledBecause, failingSince }: Webhook): string {
  if (disabledBecause) return reasons[disabledBecause]
  return failingSince ? `failing since ${formatMoment(failingSince)}` : 'on'
}

export function deliveryState({ state, attempts, nextAttemptAt }: WebhookDelivery): string {
  if (state === 'delivered') return 'delivered'
  if (state === 'cancelled') return 'given up: the webhook was switched off'
  if (state === 'failed') return `failed after ${attempts} attempts`
  return attempts > 0 && nextAttemptAt ? `failed ${attempts} times, again ${formatMoment(nextAttemptAt)}` : 'on its way'
}

const failures: Record<WebhookFailure, string> = {
  'invalid-address': 'the address is not one of http or https',
  'port-not-allowed': 'its port is not allowed',
  'address-not-allowed': 'the address is not a public one',
  'name-not-found': 'the name of the host is not known',
  'not-reachable': 'the host did not take the connection',
  'bad-certificate': 'the certificate of the host is not valid',
  'timed-out': 'no answer within 15 seconds',
  redirected: 'a redirect, which is not followed',
  'too-large': 'the answer was too large',
  'secret-unreadable': 'its secret cannot be read any more: make a new one',
}

export function attemptText({ status, error, milliseconds }: WebhookAttempt): string {
  if (status === null && error === null) return 'under way'
  const outcome = error ? failures[error] : `answered ${status}`
  return milliseconds === null ? outcome : `${outcome}, after ${milliseconds} ms`
}
