import { type Database, type Transaction, takeSignInAttempt } from '@throughline/database'
import type { Sealer } from '@throughline/platform'
import { v7 as uuid } from 'uuid'
import { type Kept, openState, patienceMilliseconds } from '../providers/under-way.ts'

/** What an authenticator has to sign, kept in the browser that it was made for. */
export interface PasskeyChallenge {
  id: string
  challenge: string
  /** To add one: the session that gave the password. To sign in: null. */
  sessionId: string | null
  until: number
}

/** The product as authenticators know it: its host, and the origin that its pages come from. */
export interface RelyingParty {
  publicUrl: string
  sealer: Sealer
}

export const rpOf = ({ publicUrl }: RelyingParty) => {
  const { hostname, origin } = new URL(publicUrl)
  return { rpId: hostname, origin }
}

const about = 'challenge for a passkey'

export function keepChallenge({ sealer }: RelyingParty, challenge: string, sessionId: string | null): Kept {
  const until = Date.now() + patienceMilliseconds
  const state: PasskeyChallenge = { id: uuid(), challenge, sessionId, until }
  return { sealed: sealer.seal(JSON.stringify(state), about), until: new Date(until) }
}

/** The challenge, once; null for none, or one for something else. */
export async function takeChallenge(
  executor: Database['kysely'] | Transaction,
  { sealer }: RelyingParty,
  sealed: string | null,
  sessionId: string | null,
): Promise<string | null> {
  const state = openState<PasskeyChallenge>(sealer, sealed, about)
  if (!state || state.sessionId !== sessionId) return null
  return (await takeSignInAttempt(executor, state.id, new Date(state.until))) ? state.challenge : null
}
