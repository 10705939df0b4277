import { InvalidChangeError, ProblemError } from '@throughline/contract'
import { getPasswordHash, getPersonOf, setPassword, type Transaction } from '@throughline/database'
import { hashNewPassword } from './new-password.ts'
import { verifyPassword } from './password.ts'
import type { Principal } from './principal.ts'

type Signed = Pick<Principal, 'kind' | 'id' | 'personId' | 'organisationId'>

/**
 * What ends or changes one's own account is done by the person in their session, with the password once more: neither an
 * unlocked screen nor a lost token is enough. Throws `forbidden` for a token, `invalid-change` for a wrong password.
 */
export async function requirePassword(transaction: Transaction, by: Signed, password: string): Promise<void> {
  if (by.kind === 'token')
    throw new ProblemError('forbidden', { detail: 'A token cannot change how its person signs in.' })
  if (await verifyPassword(await getPasswordHash(transaction, by.personId), password)) return
  throw new InvalidChangeError('body.password', 'is not your present password')
}

/** All other sessions end; the one that it is changed in stays. */
export async function changePassword(
  transaction: Transaction,
  by: Signed,
  given: { password: string; newPassword: string },
): Promise<void> {
  await requirePassword(transaction, by, given.password)
  const person = await getPersonOf(transaction, by.organisationId, by.personId)
  const passwordHash = await hashNewPassword(given.newPassword, person, 'body.newPassword')
  await setPassword(transaction, { personId: by.personId, passwordHash, keptSession: by.id })
}
