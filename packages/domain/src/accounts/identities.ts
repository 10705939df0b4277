import { type Identity, NotFoundError, ProblemError, type WaysToSignIn } from '@throughline/contract'
import {
  getPasswordHash,
  type IdentityRow,
  listIdentitiesOf,
  listPasskeysOf,
  type Transaction,
  unlinkIdentity,
} from '@throughline/database'
import { requirePassword } from './own-password.ts'
import { presentPasskey } from './passkeys/own-passkeys.ts'
import type { Principal } from './principal.ts'
import type { SignInProviders } from './providers/sign-in-providers.ts'

/** How a person can sign in. What was linked with a provider that is set no more is told of, and of no use. */
export async function describeWays(
  transaction: Transaction,
  by: Principal,
  providers: SignInProviders,
): Promise<WaysToSignIn> {
  const hasPassword = (await getPasswordHash(transaction, by.personId)) !== null
  const identities = await listIdentitiesOf(transaction, by.personId)
  const passkeys = (await listPasskeysOf(transaction, by.personId)).map(presentPasskey)
  return { hasPassword, identities: identities.map((row) => present(row, providers)), passkeys }
}

function present({ provider, ...row }: IdentityRow, providers: SignInProviders): Identity {
  const { id, label, kind } = providers.find(provider) ?? { id: provider, label: provider, kind: 'none' }
  return { ...row, provider: { id, label, kind } }
}

/** Asks for the password. Throws NotFoundError, and `conflict` where nothing would be left to sign in with. */
export async function unlinkOwnIdentity(
  transaction: Transaction,
  by: Principal,
  given: { identityId: string; password: string },
): Promise<void> {
  await requirePassword(transaction, by, given.password)
  const how = await unlinkIdentity(transaction, by.personId, given.identityId)
  if (how === 'absent') throw new NotFoundError('account at a provider')
  if (how === 'last')
    throw new ProblemError('conflict', {
      detail: 'You could no longer sign in. Set a password, or link another account.',
    })
}
