import ipaddr from 'ipaddr.js'

/** Addresses of IPv6 that are given out for the internet; whatever wraps an address of IPv4 lies outside, or is refused by its range. */
const global = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Whether an address, in its usual form, is one machine of the public internet: not this machine, its network, a private
 * one, a group, a documentation example, nor a tunnel or translation that may lead to one of these.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(global)
}
