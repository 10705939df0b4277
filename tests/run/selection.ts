export const partNames = [
  'checks',
  'unit',
  'integration',
  'replay',
  'browser',
  'faults',
  'api',
  'leaks',
  'deploy',
] as const
export type PartName = (typeof partNames)[number]

export interface Selection {
  parts: readonly PartName[]
  /** Handed to vitest: paths, or options such as `-t name`. */
  filters: readonly string[]
  /** Leave out the checks that need a database. */
  withoutDatabase: boolean
}

const isPart = (word: string): word is PartName => (partNames as readonly string[]).includes(word)

/** `npm test -- [part …] [filter …]`: no part means all; `unit` stands for what is fast: static checks and unit tests. */
export function selectParts(words: readonly string[]): Selection {
  const end = words.findIndex((word) => !isPart(word))
  const named = (end < 0 ? words : words.slice(0, end)).filter(isPart)
  const filters = end < 0 ? [] : words.slice(end)
  if (named.length === 0) return { parts: partNames, filters, withoutDatabase: false }
  const isFast = named.length === 1 && named[0] === 'unit' && filters.length === 0
  const parts = isFast ? (['checks', 'unit'] as const) : partNames.filter((name) => named.includes(name))
  return { parts, filters, withoutDatabase: isFast }
}
