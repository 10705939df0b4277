import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server'
import { type PasskeyOptions, type PasskeySignIn, ProblemError } from '@throughline/contract'
import {
  auditRefusedSignIn,
  type Caller,
  type Database,
  type FoundPasskey,
  findPasskey,
  findPersonToSignIn,
  takePasskeyUse,
  withoutTenant,
} from '@throughline/database'
import type { Kept } from '../providers/under-way.ts'
import { openSession, type SessionTerms, type SignedIn } from '../sessions.ts'
import { keepChallenge, type RelyingParty, rpOf, takeChallenge } from './passkey-challenge.ts'

/** For whatever passkey the person has for this product: nobody says who they are first. */
export async function beginPasskeySignIn(party: RelyingParty): Promise<{ options: PasskeyOptions; kept: Kept }> {
  const options = await generateAuthenticationOptions({ rpID: rpOf(party).rpId, userVerification: 'required' })
  return { options: { ...options }, kept: keepChallenge(party, options.challenge, null) }
}

/**
 * Throws `unauthenticated`, in the same words for whatever is wrong. A passkey is something that one has and something that
 * one knows or is, so that no code is asked for.
 */
export async function signInWithPasskey(
  database: Database,
  { credential }: PasskeySignIn,
  sealed: string | null,
  party: RelyingParty,
  terms: SessionTerms,
  caller: Caller,
): Promise<SignedIn> {
  const challenge = await withoutTenant(database, (transaction) => takeChallenge(transaction, party, sealed, null))
  const passkey = await findPasskey(database.kysely, credential.id)
  const person = passkey && (await findPersonToSignIn(database.kysely, passkey.personId))
  if (passkey && person && challenge !== null && (await isRight(database, credential, passkey, challenge, party)))
    return openSession(database, person, terms, caller)
  if (person) await withoutTenant(database, (transaction) => auditRefusedSignIn(transaction, person.email), caller)
  throw new ProblemError('unauthenticated', { detail: 'The passkey is not right, or it took too long.' })
}

async function isRight(
  database: Database,
  credential: PasskeySignIn['credential'],
  { id, publicKey, counter }: FoundPasskey,
  challenge: string,
  party: RelyingParty,
): Promise<boolean> {
  const { rpId, origin } = rpOf(party)
  const result = await verifyAuthenticationResponse({
    ...{ response: credential as Parameters<typeof verifyAuthenticationResponse>[0]['response'] },
    ...{ expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpId, requireUserVerification: true },
    credential: { id: credential.id, publicKey: new Uint8Array(publicKey), counter },
    // What is wrong with it is told by an error each.
  }).catch(() => ({ verified: false as const }))
  return result.verified && takePasskeyUse(database.kysely, id, result.authenticationInfo.newCounter)
}
