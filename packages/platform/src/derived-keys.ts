import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** A key for one purpose, from the secret of the installation: what one of them gives away says nothing of the others. */
export const deriveKey = (sessionSecret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', sessionSecret, '', `throughline/${purpose}`, 32))

/**
 * The secret of a one-use link, from its id. So it is nowhere but in the mail: the database keeps a hash, workflows carry
 * ids, and whoever writes the mail makes it anew (decision 32).
 */
export const linkSecret = (sessionSecret: string, linkId: string): string =>
  createHmac('sha256', deriveKey(sessionSecret, 'one-use-link')).update(linkId).digest('base64url')

/** The mails that somebody may want no more: of one kind, in one organisation. */
export interface UnwantedMails {
  organisationId: string
  personId: string
  kind: string
}

/**
 * What a mail says who it is for by, when they want no more of such: ids and a kind in plain text, and a keyed hash of
 * them. Nothing of it is stored, so that it lasts as long as the secret of the installation, and it is good for nothing else.
 */
export function unsubscribeSecret(sessionSecret: string, { organisationId, personId, kind }: UnwantedMails): string {
  const named = `${organisationId}.${personId}.${kind}`
  return `${named}.${createHmac('sha256', deriveKey(sessionSecret, 'unsubscribe')).update(named).digest('base64url')}`
}

/** What it names; null when it was not made here. */
export function readUnsubscribeSecret(sessionSecret: string, secret: string): UnwantedMails | null {
  const [organisationId = '', personId = '', kind = ''] = secret.split('.')
  const named = { organisationId, personId, kind }
  const [given, made] = [Buffer.from(secret), Buffer.from(unsubscribeSecret(sessionSecret, named))]
  return given.length === made.length && timingSafeEqual(given, made) ? named : null
}
