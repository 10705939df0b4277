import type { Choices } from './definition.ts'
import { bareName } from './header.ts'

/** The value that a text is or is a word for, or null. */
export function chosen<Words extends Choices>(text: string, choices: Words): Extract<keyof Words, string> | null {
  const found = lookup(choices, () =>
    Object.entries(choices).flatMap(([value, words]) => named([value, ...words], value)),
  )
  return (found(text) as Extract<keyof Words, string> | undefined) ?? null
}

export function wordValue(text: string, words: Readonly<Record<string, number>>): number | null {
  const found = lookup(words, () => Object.entries(words).flatMap(([word, value]) => named([word], value)))
  return (found(text) as number | undefined) ?? null
}

type Lookup = (text: string) => unknown

const lookups = new WeakMap<object, Lookup>()
/** Words of a table are few, and repeated. */
const REMEMBERED = 1_000

function lookup(owner: object, entries: () => (readonly [string, unknown])[]): Lookup {
  const made = lookups.get(owner)
  if (made !== undefined) return made
  // Where two values have the same word, the first one counts.
  const byName = new Map(entries().toReversed())
  const byText = new Map<string, unknown>()
  const found: Lookup = (text) => {
    if (byText.has(text)) return byText.get(text)
    const value = byName.get(bareName(text))
    if (byText.size < REMEMBERED) byText.set(text, value)
    return value
  }
  lookups.set(owner, found)
  return found
}

function named<Value>(words: readonly string[], value: Value): (readonly [string, Value])[] {
  return words.map((word) => [bareName(word), value] as const)
}
