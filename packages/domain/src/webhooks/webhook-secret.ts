import { randomBytes } from 'node:crypto'
import { SealError, type Sealer } from '@throughline/platform'

/** 256 random bits in the form of Standard Webhooks. */
export const createWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/** The secrets that sign at present, the newest first; null where they were sealed by another SESSION_SECRET. */
export function openSecrets(
  sealer: Sealer,
  webhook: { id: string; secret: string; previousSecret: string | null; previousUntil: string | null },
): string[] | null {
  const { id, secret, previousSecret, previousUntil } = webhook
  const sealed = previousSecret !== null && previousUntil !== null ? [secret, previousSecret] : [secret]
  try {
    return sealed.map((each) => sealer.open(each, id))
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}

/** Of a webhook that came from elsewhere, whose secret stayed there: it is shown to nobody before it is made anew. */
export const importedWebhookSecret = (sealer: Sealer, webhookId: string): string =>
  sealer.seal(createWebhookSecret(), webhookId)
