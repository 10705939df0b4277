import { type Caller, type Database, requestReset, setPassword, withoutTenant } from '@throughline/database'
import { hashNewPassword } from '../new-password.ts'
import { getLink, makeLink, takeLink } from './one-use-links.ts'

const mostADay = 5

/** A mail with a link where somebody has the address; nobody is told whether. */
export async function askForReset(
  database: Database,
  email: string,
  sessionSecret: string,
  caller: Caller,
): Promise<void> {
  const { id, secretHash, expiresAt } = makeLink('reset', sessionSecret)
  const reset = { id, secretHash, expiresAt, email, mostADay }
  await withoutTenant(database, (transaction) => requestReset(transaction, reset), caller)
}

/** All sessions of the person end; who has the new password signs in with it, and with the second step if there is one. */
export async function resetPassword(
  database: Database,
  given: { secret: string; password: string },
  caller: Caller,
): Promise<string> {
  const link = await getLink(database.kysely, 'reset', given.secret)
  const { personId, personName, email } = link
  if (!personId) throw new Error('a reset that can be used is about a person')
  const passwordHash = await hashNewPassword(given.password, { email, name: personName ?? '' })
  await withoutTenant(
    database,
    async (transaction) => {
      await takeLink(transaction, link)
      await setPassword(transaction, { personId, passwordHash, keptSession: null })
    },
    { ...caller, personId },
  )
  return personId
}
