import { isIP } from 'node:net'
import { OutgoingError } from './outgoing-error.ts'
import { isPublicAddress } from './public-address.ts'

/** Hosts that an operator allows, whatever their addresses: `host` at any port, or `host:port`. */
export type AllowedHosts = readonly string[]

export interface OutgoingTarget {
  url: URL
  /** Named by the operator: not looked at any further. */
  isAllowed: boolean
}

/**
 * Reads an address that somebody gave. Throws OutgoingError where it tells already that no request will be made: by its
 * scheme, a name or password in it, its port, or an address in place of a name. URL writes decimal, octal, hexadecimal and
 * short forms of an address of IPv4 in the usual one.
 */
export function readTarget(address: string, allowed: AllowedHosts): OutgoingTarget {
  if (!URL.canParse(address)) throw new OutgoingError('invalid-address')
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new OutgoingError('invalid-address')
  if (url.username !== '' || url.password !== '') throw new OutgoingError('invalid-address')
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  if (allowed.some((host) => host === url.hostname || host === `${url.hostname}:${port}`))
    return { url, isAllowed: true }
  if (port !== '80' && port !== '443') throw new OutgoingError('port-not-allowed')
  const literal = literalOf(url)
  if (literal !== null && !isPublicAddress(literal)) throw new OutgoingError('address-not-allowed')
  return { url, isAllowed: false }
}

/** The address that stands in place of a name; null for a name. */
function literalOf({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) === 0 ? null : bare
}
