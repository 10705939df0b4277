/** Engines copy what is shorter anyway. */
const SHORT = 13

/**
 * The same text in memory of its own. A piece of a longer text keeps all of that in memory, so that a few names of a file
 * that was read piece by piece would keep the whole file.
 */
export function ownedText(text: string): string {
  return text.length < SHORT ? text : Buffer.from(text, 'utf16le').toString('utf16le')
}
