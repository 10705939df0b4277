/** Why a request to an address that somebody gave came to nothing. Told to them, so it says no more than this. */
export const outgoingFailures = {
  'invalid-address': 'The address is not one of http or https, without name and password.',
  'port-not-allowed': 'Only the ports of http and https, 80 and 443, are allowed.',
  'address-not-allowed': 'The address is not a public one.',
  'name-not-found': 'The name of the host is not known.',
  'not-reachable': 'The host did not take the connection, or broke it.',
  'bad-certificate': 'The certificate of the host is not valid.',
  'timed-out': 'The host did not answer in time.',
  redirected: 'The host answered with a redirect, which is not followed.',
  'too-large': 'The answer is too large.',
} as const
export type OutgoingFailure = keyof typeof outgoingFailures

export class OutgoingError extends Error {
  override readonly name = 'OutgoingError'
  readonly failure: OutgoingFailure
  /** Where errors of the system have theirs: what summarises errors by codes tells this one too. */
  readonly code: OutgoingFailure

  constructor(failure: OutgoingFailure, options?: ErrorOptions) {
    super(outgoingFailures[failure], options)
    this.failure = failure
    this.code = failure
  }
}
