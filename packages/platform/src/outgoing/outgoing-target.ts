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
  return { url, isAllowed: isAllowedAt(url, port, allowed, ['80', '443']) }
}

export interface MailTarget {
  /** As a certificate names it; an address of IPv6 without brackets. */
  host: string
  port: number
  isAllowed: boolean
}

/** Likewise the host and port of a mail server that somebody gave. */
export function readMailTarget(
  given: { host: string; port: number },
  ports: readonly number[],
  allowed: AllowedHosts,
): MailTarget {
  const { host, port } = given
  const address = `http://${host.includes(':') ? `[${host}]` : host}/`
  if (!/^[\w.:-]+$/.test(host) || !URL.canParse(address)) throw new OutgoingError('invalid-address')
  const url = new URL(address)
  const isAllowed = isAllowedAt(url, String(port), allowed, ports.map(String))
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port, isAllowed }
}

/** Whether the operator named it. Throws where it is refused by its port, or by an address in place of a name. */
function isAllowedAt(url: URL, port: string, allowed: AllowedHosts, ports: readonly string[]): boolean {
  if (allowed.some((host) => host === url.hostname || host === `${url.hostname}:${port}`)) return true
  if (!ports.includes(port)) throw new OutgoingError('port-not-allowed')
  const literal = literalOf(url)
  if (literal !== null && !isPublicAddress(literal)) throw new OutgoingError('address-not-allowed')
  return false
}

/** The address that stands in place of a name; null for a name. */
function literalOf({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) === 0 ? null : bare
}
