import { z } from 'zod'
import { id, instant, label, page, revision, text } from './primitives.ts'

/** Events that programs outside can subscribe to; the trigger of `event` in the database makes them of those of streams. */
export const webhookEventTypes = [
  'project.changed',
  'project.recomputed',
  'project.recompute-failed',
  'project.members-changed',
  'project.deleted',
  'import.completed',
  'import.failed',
  'import.cancelled',
  'import.expired',
  'import.undone',
] as const
export const webhookEventType = z.enum(webhookEventTypes).meta({ id: 'WebhookEventType' })
export type WebhookEventType = z.infer<typeof webhookEventType>

const event = <Type extends string, Data extends z.ZodRawShape>(type: Type, data: Data) =>
  z.object({ type: z.literal(type), timestamp: instant, data: z.object(data) })
const ofProject = { projectId: id, revision }
const ofImport = { importId: id, projectId: id.nullable(), revision }

/** The body of a request to a webhook, as Standard Webhooks has it: ids and numbers; ask for what they name. */
export const webhookEvent = z
  .discriminatedUnion('type', [
    event('project.changed', { ...ofProject, changeSetId: id }),
    event('project.recomputed', { ...ofProject, runId: id, inputRevision: revision, movedCount: z.int() }),
    event('project.recompute-failed', { ...ofProject, runId: id, inputRevision: revision }),
    event('project.members-changed', {
      ...ofProject,
      personId: id.nullable(),
      teamId: id.nullable(),
      programId: id.nullable().default(null),
    }),
    event('project.deleted', ofProject),
    event('import.completed', ofImport),
    event('import.failed', ofImport),
    event('import.cancelled', ofImport),
    event('import.expired', ofImport),
    event('import.undone', ofImport),
    event('webhook.test', { webhookId: id }),
  ])
  .meta({ id: 'WebhookEvent' })
export type WebhookEvent = z.infer<typeof webhookEvent>

/**
 * What an address is sent: `standard`, the event as Standard Webhooks has it, for programs; `slack` and `teams`, a message
 * in people's words for a channel of a chat, which names projects and people.
 */
export const webhookFormats = ['standard', 'slack', 'teams'] as const
export const webhookFormat = z.enum(webhookFormats).meta({ id: 'WebhookFormat' })
export type WebhookFormat = z.infer<typeof webhookFormat>
export const isChat = (format: WebhookFormat): boolean => format !== 'standard'

/** What one is told of unless something else is asked for: a channel of nothing that happens all day. */
export const usualEventTypes = {
  standard: ['project.changed', 'project.recomputed'],
  slack: ['project.recompute-failed', 'project.deleted', 'import.completed', 'import.failed', 'import.undone'],
  teams: ['project.recompute-failed', 'project.deleted', 'import.completed', 'import.failed', 'import.undone'],
} as const satisfies Record<WebhookFormat, readonly WebhookEventType[]>

/** What follows itself: a chat is told of all of a project that came within a minute by one message. */
export const gatheredEventTypes: ReadonlySet<string> = new Set<WebhookEventType>([
  'project.changed',
  'project.recomputed',
])

/** How many webhooks an organisation can have. */
export const mostWebhooks = 20

const url = text(2_000).meta({ description: 'An http or https address that is public, at port 80 or 443' })
const eventTypes = z.array(webhookEventType).min(1).max(webhookEventTypes.length)
const projectIds = z.array(id).min(1).max(50).nullable().meta({ description: 'Only events of these; null: of all' })

export const webhookValues = z
  .strictObject({
    name: label(200),
    url,
    format: webhookFormat.default('standard'),
    eventTypes: eventTypes.optional().meta({ description: 'Left out: what is usual for the format' }),
    projectIds: projectIds.default(null),
  })
  .meta({ id: 'WebhookValues' })
export type WebhookValues = z.infer<typeof webhookValues>
/** As it may be sent. */
export type GivenWebhookValues = z.input<typeof webhookValues>

export const webhookPatch = z
  .strictObject({
    name: label(200),
    url,
    format: webhookFormat,
    eventTypes,
    projectIds,
    enabled: z.boolean().meta({ description: 'Deliveries that wait when it is switched off are given up' }),
  })
  .partial()
  .meta({ id: 'WebhookPatch' })
export type WebhookPatch = z.infer<typeof webhookPatch>

export const webhook = z
  .object({
    id,
    name: z.string(),
    url: z.string(),
    format: webhookFormat.default('standard'),
    eventTypes: z.array(webhookEventType),
    projectIds: z.array(id).nullable(),
    enabled: z.boolean(),
    disabledBecause: z
      .enum(['person', 'gone', 'failing'])
      .nullable()
      .meta({ description: 'A person did it; the endpoint answered 410; it failed for five days' }),
    failingSince: instant.nullable(),
    previousSecretUntil: instant
      .nullable()
      .meta({ description: 'Until then deliveries are signed with the secret before as well' }),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Webhook' })
export type Webhook = z.infer<typeof webhook>

/** The secret is shown once: `whsec_…`, as Standard Webhooks has it. */
export const newWebhook = webhook.extend({ secret: z.string() }).meta({ id: 'NewWebhook' })
export type NewWebhook = z.infer<typeof newWebhook>

export const webhookDeliveryState = z.enum(['pending', 'delivered', 'failed', 'cancelled'])
export const webhookDelivery = z
  .object({
    id,
    webhookId: id,
    messageId: id.meta({ description: 'The header `webhook-id`; that of a replay is that of the first' }),
    eventType: z.enum([...webhookEventTypes, 'webhook.test']),
    state: webhookDeliveryState,
    attempts: z.int(),
    nextAttemptAt: instant.nullable(),
    createdAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'WebhookDelivery' })
export type WebhookDelivery = z.infer<typeof webhookDelivery>
export const webhookDeliveryPage = page(webhookDelivery).meta({ id: 'WebhookDeliveryPage' })

/** Why an attempt came to nothing, where the endpoint gave no status that says so. */
export const webhookFailure = z.enum([
  'invalid-address',
  'port-not-allowed',
  'address-not-allowed',
  'name-not-found',
  'not-reachable',
  'bad-certificate',
  'timed-out',
  'redirected',
  'too-large',
  'secret-unreadable',
])
export type WebhookFailure = z.infer<typeof webhookFailure>

export const webhookAttempt = z.object({
  number: z.int(),
  startedAt: instant,
  milliseconds: z.int().nullable(),
  status: z.int().nullable().meta({ description: 'What the endpoint answered; its body is not kept' }),
  error: webhookFailure.nullable(),
})
export type WebhookAttempt = z.infer<typeof webhookAttempt>

export const webhookDeliveryDetail = webhookDelivery
  .extend({ event: webhookEvent, attemptLog: z.array(webhookAttempt) })
  .meta({ id: 'WebhookDeliveryDetail' })
export type WebhookDeliveryDetail = z.infer<typeof webhookDeliveryDetail>
