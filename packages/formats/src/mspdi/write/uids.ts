const UID = /^(0|[1-9]\d{0,9})$/
const LARGEST = 2_147_483_647

/**
 * The UIDs of things by their keys: a key that is a UID stays what it is, all others get the smallest numbers that are left,
 * from 1, in their order. `reserved` ones are not given to them.
 */
export function uidLookup(
  keys: readonly string[],
  reserved: () => Iterable<number> = () => [],
): (key: string) => number {
  const others = keys.filter((key) => !isUid(key))
  if (others.length === 0) return Number
  const taken = new Set([...keys.filter(isUid).map(Number), ...reserved()])
  const given = new Map<string, number>()
  let next = 1
  for (const key of others) {
    while (taken.has(next)) next += 1
    given.set(key, next)
    next += 1
  }
  return (key) => given.get(key) ?? Number(key)
}

function isUid(key: string): boolean {
  return UID.test(key) && Number(key) <= LARGEST
}
