// Spreadsheets take a cell of CSV that begins with one of these for a formula, and run it; an apostrophe before it keeps
// them from that. One apostrophe more before those that have some already makes it possible to take just ours away.
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/
const UNGUARDED = /^'*[=+\-@\t\r\n＝＋－＠]/

export function guarded(text: string): string {
  return UNGUARDED.test(text) ? `'${text}` : text
}

/** Quick to tell of the many cells that are not. */
export function mayBeGuarded(text: string): boolean {
  return text.startsWith("'")
}

export function unguarded(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text
}
