import { SealError, type Sealer } from '@throughline/platform'
import type { OutsideIdentity } from './sign-in-provider.ts'

/** What somebody goes to a provider for. */
export type Purpose =
  | { kind: 'sign-in' }
  /** By the secret of an invitation's link. */
  | { kind: 'join'; invitation: string }
  /** The person, in this session, who gave their password again. */
  | { kind: 'link'; personId: string; sessionId: string }

/** What is kept in a cookie between the going and the coming back. */
export interface UnderWay {
  id: string
  provider: string
  kept: Readonly<Record<string, string>>
  purpose: Purpose
  next: string | null
  /** In milliseconds since 1970. */
  until: number
}

/** Likewise between the coming back and the code of the second step. */
export interface CodeAwaited {
  personId: string
  /** What the account is handed over to, once the code was given. */
  handOverTo: OutsideIdentity | null
  until: number
}

/** What a cookie of the browser keeps, sealed, and until when. */
export interface Kept {
  sealed: string
  until: Date
}

/** How long a person may take for each. */
export const patienceMilliseconds = 600_000

const about = { underWay: 'sign-in under way', codeAwaited: 'sign-in that waits for a code' } as const

export const sealUnderWay = (sealer: Sealer, state: UnderWay): string =>
  sealer.seal(JSON.stringify(state), about.underWay)
export const openUnderWay = (sealer: Sealer, sealed: string | null): UnderWay | null =>
  openState<UnderWay>(sealer, sealed, about.underWay)

export const sealCodeAwaited = (sealer: Sealer, state: CodeAwaited): string =>
  sealer.seal(JSON.stringify(state), about.codeAwaited)
export const openCodeAwaited = (sealer: Sealer, sealed: string | null): CodeAwaited | null =>
  openState<CodeAwaited>(sealer, sealed, about.codeAwaited)

/** Null for what is not there, was not sealed here for this, or is too old. */
export function openState<State extends { until: number }>(
  sealer: Sealer,
  sealed: string | null,
  boundTo: string,
): State | null {
  if (!sealed) return null
  try {
    const state = JSON.parse(sealer.open(sealed, boundTo)) as State
    return state.until > Date.now() ? state : null
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}
