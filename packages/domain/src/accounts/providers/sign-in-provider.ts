/**
 * Somebody else who says who a person is. How it finds out is its own matter: nothing here is of OAuth or OpenID Connect,
 * and what comes after (which person that is, second step, session, trail) knows nothing of the provider but this
 * (docs/decisions/0035).
 */
export interface SignInProvider {
  readonly id: string
  /** As buttons name it. */
  readonly label: string
  readonly kind: string
  /** Whether an address that it calls verified is enough to know a person by. */
  readonly trustsEmail: boolean
  /** Where the person goes to say who they are. Throws ProviderError. */
  begin(returnAddress: string): Promise<BegunSignIn>
  /** Who the person is that came back. Throws ProviderError for whatever is not beyond doubt. */
  finish(came: CameBack): Promise<OutsideIdentity>
}

export interface BegunSignIn {
  address: string
  /** What `finish` needs again; kept in the browser, where nobody can read or change it. */
  kept: Readonly<Record<string, string>>
}

export interface CameBack {
  returnAddress: string
  /** What the browser brought along to it. */
  parameters: Readonly<Record<string, string>>
  kept: Readonly<Record<string, string>>
}

export interface OutsideIdentity {
  provider: string
  /** Whom the provider means, for good. */
  subject: string
  email: string | null
  /** The provider has seen that the person reads the mail of the address. */
  emailVerified: boolean
  name: string | null
}

export type ProviderFailure = 'cancelled' | 'unreachable' | 'refused'

/** `failure` is told to people; `reason` to the log: it has no secret and nobody's name. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly failure: ProviderFailure
  readonly reason: string

  constructor(failure: ProviderFailure, reason: string, options?: ErrorOptions) {
    super(`A provider of sign-in: ${failure} (${reason})`, options)
    this.failure = failure
    this.reason = reason
  }
}
