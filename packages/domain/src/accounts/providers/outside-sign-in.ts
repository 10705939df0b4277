import { ProblemError } from '@throughline/contract'
import {
  type Caller,
  type Database,
  findPersonToSignIn,
  findSecondStep,
  handOverPerson,
  takeSignInAttempt,
  withoutTenant,
} from '@throughline/database'
import type { Sealer } from '@throughline/platform'
import { v7 as uuid } from 'uuid'
import { getLinkToJoin } from '../links/invitations.ts'
import type { Principal } from '../principal.ts'
import { requireSecondStep } from '../second-step.ts'
import { openSession, type SessionTerms, type SignedIn } from '../sessions.ts'
import { type OutsideIdentity, ProviderError } from './sign-in-provider.ts'
import type { SignInProviders } from './sign-in-providers.ts'
import { SignInRefused } from './sign-in-refused.ts'
import {
  type CodeAwaited,
  type Kept,
  openCodeAwaited,
  openUnderWay,
  type Purpose,
  patienceMilliseconds,
  sealCodeAwaited,
  sealUnderWay,
  type UnderWay,
} from './under-way.ts'
import { linkTo, whoIsIt } from './who-is-it.ts'

export interface OutsideSignIns {
  providers: SignInProviders
  sealer: Sealer
}

/**
 * Where to go, and what to keep in the browser that goes there. Throws NotFoundError, ProblemError `unavailable`, and for
 * an invitation that is none, or is for an account, as that says.
 */
export async function beginOutside(
  database: Database,
  { providers, sealer }: OutsideSignIns,
  going: { provider: string; returnAddress: string; purpose: Purpose; next: string | null },
): Promise<{ address: string; kept: Kept }> {
  const { provider, returnAddress, purpose, next } = going
  if (purpose.kind === 'join') await getLinkToJoin(database, purpose.invitation)
  const { address, kept } = await providers.get(provider).begin(returnAddress).catch(tellUnavailable)
  const until = Date.now() + patienceMilliseconds
  const sealed = sealUnderWay(sealer, { id: uuid(), provider, kept, purpose, next, until })
  return { address, kept: { sealed, until: new Date(until) } }
}

function tellUnavailable(error: unknown): never {
  if (!(error instanceof ProviderError)) throw error
  const detail = `The provider of sign-in is not reachable (${error.reason}).`
  throw new ProblemError('unavailable', { detail, retryAfterSeconds: 10 })
}

export interface CameBackTo {
  provider: string
  returnAddress: string
  parameters: Readonly<Record<string, string>>
  /** Of the browser's cookie. */
  sealed: string | null
  /** Whose session the browser has, if any. */
  principal: Principal | null
}

export type Finished =
  | { kind: 'signed-in'; signedIn: SignedIn; next: string | null }
  | { kind: 'code-needed'; kept: Kept; next: string | null }
  | { kind: 'linked'; personId: string; next: string | null }

/** What was begun in this browser, whatever comes of it; null for nothing. */
export const purposeUnderWay = ({ sealer }: OutsideSignIns, sealed: string | null): Purpose['kind'] | null =>
  openUnderWay(sealer, sealed)?.purpose.kind ?? null

/** Somebody came back. Throws SignInRefused; each going is good for one coming back. */
export async function finishOutside(
  database: Database,
  { providers, sealer }: OutsideSignIns,
  came: CameBackTo,
  terms: SessionTerms,
  caller: Caller,
): Promise<Finished> {
  const begun = openUnderWay(sealer, came.sealed)
  const provider = providers.find(came.provider)
  if (!begun || !provider || begun.provider !== came.provider) throw new SignInRefused('expired')
  if (!(await take(database, begun))) throw new SignInRefused('expired', 'used already')
  const { kept, purpose, next } = begun
  const identity = requireStorable(await provider.finish({ ...came, kept }).catch(refuse))
  if (purpose.kind === 'link') return link(database, identity, { ...purpose, next }, came.principal, caller)
  const { person, handOverTo } = await whoIsIt(database, provider, identity, purpose, caller)
  const second = await findSecondStep(database.kysely, person.personId)
  if (!second?.isConfirmed)
    return { kind: 'signed-in', signedIn: await enter(database, person, handOverTo, terms, caller), next }
  const until = Date.now() + patienceMilliseconds
  const sealed = sealCodeAwaited(sealer, { personId: person.personId, handOverTo, until })
  return { kind: 'code-needed', kept: { sealed, until: new Date(until) }, next }
}

const take = (database: Database, { id, until }: UnderWay): Promise<boolean> =>
  withoutTenant(database, (transaction) => takeSignInAttempt(transaction, id, new Date(until)))

function refuse(error: unknown): never {
  if (error instanceof ProviderError) throw new SignInRefused(error.failure, error.reason)
  throw error
}

/** As OpenID Connect bounds it; other providers keep to less. */
function requireStorable(identity: OutsideIdentity): OutsideIdentity {
  if (!/^[\x20-\x7e]{1,255}$/.test(identity.subject)) throw new SignInRefused('refused', 'subject')
  return identity
}

/** Only in the session in which the password was given again. */
async function link(
  database: Database,
  identity: OutsideIdentity,
  { personId, sessionId, next }: { personId: string; sessionId: string; next: string | null },
  principal: Principal | null,
  caller: Caller,
): Promise<Finished> {
  if (principal?.id !== sessionId || principal.personId !== personId)
    throw new SignInRefused('expired', 'another session')
  const by = { ...caller, personId, kind: 'session', id: sessionId } as const
  await withoutTenant(database, (transaction) => linkTo(transaction, personId, identity), by)
  return { kind: 'linked', personId, next }
}

/** The code of the second step. Throws `unauthenticated` where nobody is awaited, or it is wrong. */
export async function confirmOutside(
  database: Database,
  { sealer }: OutsideSignIns,
  given: { sealed: string | null; code: string },
  terms: SessionTerms,
  second: { sessionSecret: string; beforeCode: (email: string) => Promise<void> },
  caller: Caller,
): Promise<SignedIn & { email: string }> {
  const awaited = openCodeAwaited(sealer, given.sealed)
  const person = awaited && (await findPersonToSignIn(database.kysely, awaited.personId))
  if (!person) throw new ProblemError('unauthenticated', { detail: 'It took too long. Begin again.' })
  const { sessionSecret, beforeCode } = second
  await requireSecondStep(database.kysely, person.personId, {
    ...{ code: given.code, sessionSecret, beforeCode: () => beforeCode(person.email) },
  })
  const signedIn = await enter(database, person, awaited.handOverTo, terms, caller)
  return { ...signedIn, email: person.email }
}

async function enter(
  database: Database,
  person: { personId: string; organisationId: string },
  handOverTo: CodeAwaited['handOverTo'],
  terms: SessionTerms,
  caller: Caller,
): Promise<SignedIn> {
  const { personId } = person
  if (handOverTo)
    await withoutTenant(
      database,
      async (transaction) => {
        await handOverPerson(transaction, personId)
        await linkTo(transaction, personId, handOverTo)
      },
      { ...caller, personId },
    )
  return openSession(database, person, terms, caller)
}
