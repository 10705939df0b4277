import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import {
  InvalidChangeError,
  NotFoundError,
  type Passkey,
  type PasskeyOptions,
  type PasskeyValues,
  ProblemError,
} from '@throughline/contract'
import {
  deletePasskey,
  getPersonOf,
  insertPasskey,
  listPasskeysOf,
  type PasskeyRow,
  renamePasskey,
  type Transaction,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import { requirePassword } from '../own-password.ts'
import type { Principal } from '../principal.ts'
import type { Kept } from '../providers/under-way.ts'
import { keepChallenge, type RelyingParty, rpOf, takeChallenge } from './passkey-challenge.ts'

const most = 20

export const presentPasskey = ({ id, name, createdAt, lastUsedAt }: PasskeyRow): Passkey => ({
  ...{ id, name, createdAt, lastUsedAt },
})

/** Asks for the password. Verification of the user (a PIN, a finger) is required: it makes a passkey two steps in one. */
export async function beginOwnPasskey(
  transaction: Transaction,
  by: Principal,
  password: string,
  party: RelyingParty,
): Promise<{ options: PasskeyOptions; kept: Kept }> {
  await requirePassword(transaction, by, password)
  const person = await getPersonOf(transaction, by.organisationId, by.personId)
  const passkeys = await listPasskeysOf(transaction, by.personId)
  if (passkeys.length >= most) throw new ProblemError('conflict', { detail: `There are ${most} passkeys already.` })
  const options = await generateRegistrationOptions({
    ...{ rpName: 'Throughline', rpID: rpOf(party).rpId, userName: person.email, userDisplayName: person.name },
    userID: new Uint8Array(Buffer.from(by.personId.replaceAll('-', ''), 'hex')),
    excludeCredentials: passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { options: { ...options }, kept: keepChallenge(party, options.challenge, by.id) }
}

/** What the authenticator made, in the session that gave the password. */
export async function addOwnPasskey(
  transaction: Transaction,
  by: Principal,
  { name, credential }: PasskeyValues,
  sealed: string | null,
  party: RelyingParty,
): Promise<Passkey> {
  const challenge = await takeChallenge(transaction, party, sealed, by.id)
  if (challenge === null) throw new ProblemError('conflict', { detail: 'It took too long. Begin again.' })
  const { rpId, origin } = rpOf(party)
  const verified = await verifyRegistrationResponse({
    ...{ response: credential as Parameters<typeof verifyRegistrationResponse>[0]['response'] },
    ...{ expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpId, requireUserVerification: true },
  }).catch(() => ({ verified: false as const }))
  if (!verified.verified) throw new InvalidChangeError('body.credential', 'is not in order')
  const { id: credentialId, publicKey, counter, transports = [] } = verified.registrationInfo.credential
  const id = uuid()
  const made = { id, personId: by.personId, credentialId, publicKey: Buffer.from(publicKey), counter, transports, name }
  if (!(await insertPasskey(transaction, made))) throw new ProblemError('conflict', { detail: 'It is there already.' })
  const row = (await listPasskeysOf(transaction, by.personId)).find((each) => each.id === id)
  if (!row) throw new Error('a passkey that was added is there')
  return presentPasskey(row)
}

export async function renameOwnPasskey(
  transaction: Transaction,
  by: Principal,
  passkeyId: string,
  name: string,
): Promise<void> {
  if (!(await renamePasskey(transaction, by.personId, passkeyId, name))) throw new NotFoundError('passkey')
}

/** Asks for the password. Throws NotFoundError, and `conflict` where nothing would be left to sign in with. */
export async function removeOwnPasskey(
  transaction: Transaction,
  by: Principal,
  given: { passkeyId: string; password: string },
): Promise<void> {
  await requirePassword(transaction, by, given.password)
  const how = await deletePasskey(transaction, by.personId, given.passkeyId)
  if (how === 'absent') throw new NotFoundError('passkey')
  if (how === 'last') throw new ProblemError('conflict', { detail: 'You could no longer sign in.' })
}
