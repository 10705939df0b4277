import { ProblemError } from '@throughline/contract'
import {
  type Caller,
  countLinksOfToday,
  type Database,
  getPersonOf,
  insertLink,
  setEmail,
  type Transaction,
  withoutTenant,
} from '@throughline/database'
import { notifyLink } from '../../notifications/notify.ts'
import { requirePassword } from '../own-password.ts'
import type { Principal } from '../principal.ts'
import { getLink, makeLink, takeLink } from './one-use-links.ts'

const mostADay = { all: 200, toAddress: 3 }

/** The link goes to the new address, word of it to the present one. Whether somebody has the new one is not told. */
export async function askForEmailChange(
  transaction: Transaction,
  by: Principal,
  given: { password: string; email: string },
  sessionSecret: string,
): Promise<void> {
  await requirePassword(transaction, by, given.password)
  const { organisationId, personId } = by
  const today = await countLinksOfToday(transaction, 'email', given.email)
  if (today.all >= mostADay.all || today.toAddress >= mostADay.toAddress)
    throw new ProblemError('too-many-requests', {
      detail: 'Too many new addresses in a day.',
      retryAfterSeconds: 3_600,
    })
  const { email: formerEmail } = await getPersonOf(transaction, organisationId, personId)
  const link = makeLink('email', sessionSecret)
  const about = { organisationId, personId, email: given.email, formerEmail, role: null }
  await insertLink(transaction, { ...link, ...about, createdBy: personId })
  const notice = { organisationId, linkId: link.id, personId, actorId: personId }
  await notifyLink(transaction, { ...notice, kind: 'email-change' })
  await notifyLink(transaction, { ...notice, kind: 'email-change-notice' })
}

export async function changeEmail(database: Database, secret: string, caller: Caller): Promise<string> {
  const link = await getLink(database.kysely, 'email', secret)
  const { personId, email } = link
  if (!personId) throw new Error('a new address is about a person')
  await withoutTenant(
    database,
    async (transaction) => {
      await takeLink(transaction, link)
      if (!(await setEmail(transaction, personId, email)))
        throw new ProblemError('conflict', { detail: 'This address cannot be used.' })
    },
    { ...caller, personId },
  )
  return personId
}
