/** Texts of a column that repeat each other are few. */
const MOST = 10_000

/** The function with what it gave for the first thousands of texts remembered, as cells of tables repeat each other. */
export function remembered<Value>(make: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const value = make(text)
    if (known.size < MOST && text.length <= 100) known.set(text, value)
    return value
  }
}
