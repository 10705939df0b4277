import { createHmac, hkdfSync } from 'node:crypto'

/** A key for one purpose, from the secret of the installation: what one of them gives away says nothing of the others. */
export const deriveKey = (sessionSecret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', sessionSecret, '', `throughline/${purpose}`, 32))

/**
 * The secret of a one-use link, from its id. So it is nowhere but in the mail: the database keeps a hash, workflows carry
 * ids, and whoever writes the mail makes it anew (decision 32).
 */
export const linkSecret = (sessionSecret: string, linkId: string): string =>
  createHmac('sha256', deriveKey(sessionSecret, 'one-use-link')).update(linkId).digest('base64url')
