import { ProblemError } from '@throughline/contract'
import {
  type Database,
  type FoundLink,
  findLink,
  type LinkPurpose,
  type Transaction,
  useLink,
} from '@throughline/database'
import { linkSecret } from '@throughline/platform'
import { v7 as uuid } from 'uuid'
import { hashSecret } from '../secrets.ts'

/**
 * The one mechanism for links in mails. A link shows that whoever follows it reads the mail of its address. Its secret
 * is made from its id, so that it stands in the mail and nowhere else (decision 32).
 */
const hoursOf: Readonly<Record<LinkPurpose, number>> = { invitation: 7 * 24, reset: 1, email: 24 }

/** What is stored of a new link. */
export function makeLink(purpose: LinkPurpose, sessionSecret: string) {
  const id = uuid()
  const expiresAt = new Date(Date.now() + hoursOf[purpose] * 3_600_000)
  return { id, purpose, expiresAt, secretHash: hashSecret(linkSecret(sessionSecret, id)) }
}

/** The same for a link that was used, that expired, that was taken back, and that never was. */
const noSuchLink = () =>
  new ProblemError('not-found', {
    detail: 'This link was used already, has expired, or is not whole. Ask for a new one.',
  })

/** Throws `not-found` unless the link can still be used. */
export async function getLink(
  executor: Database['kysely'] | Transaction,
  purpose: LinkPurpose,
  secret: string,
): Promise<FoundLink> {
  const found = await findLink(executor, purpose, hashSecret(secret))
  if (!found) throw noSuchLink()
  return found
}

/** Uses a link up, in the transaction that does what it is for. */
export async function takeLink(transaction: Transaction, { id }: FoundLink): Promise<void> {
  if (!(await useLink(transaction, id))) throw noSuchLink()
}
