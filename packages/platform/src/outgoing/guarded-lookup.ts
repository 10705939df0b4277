import { lookup as systemLookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { OutgoingError } from './outgoing-error.ts'
import { isPublicAddress } from './public-address.ts'

export interface ResolvedAddress {
  address: string
  family: number
}
/** Tells the addresses of a name; throws where it has none. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>

export const resolveBySystem: Resolve = (hostname) => systemLookup(hostname, { all: true })

/**
 * The lookup of a socket: it connects to what is answered here and asks nobody again, so that a name cannot be public when
 * it is checked and private when it is used. One address that is not public makes the whole name suspect.
 */
export const guardedLookup =
  (resolve: Resolve, isAllowed: boolean): LookupFunction =>
  (hostname, options, answer) => {
    resolveChecked(resolve, hostname, isAllowed).then(
      (addresses) => {
        const [first] = addresses
        if (options.all) answer(null, [...addresses])
        else answer(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => answer(error, ''),
    )
  }

type Resolved = readonly [ResolvedAddress, ...ResolvedAddress[]]

async function resolveChecked(resolve: Resolve, hostname: string, isAllowed: boolean): Promise<Resolved> {
  const addresses = await resolve(hostname).catch((error: unknown) => {
    throw new OutgoingError('name-not-found', { cause: error })
  })
  const [first, ...others] = addresses
  if (!first) throw new OutgoingError('name-not-found')
  if (!isAllowed && !addresses.every(({ address }) => isPublicAddress(address)))
    throw new OutgoingError('address-not-allowed')
  return [first, ...others]
}
