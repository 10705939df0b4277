import type { FilePlace } from '@throughline/contract'

/** "Line 12, column 3: …", as far as the place is known. */
export function placeText({ message, line, column }: FilePlace): string {
  if (line === null) return message
  return `Line ${line}${column === null ? '' : `, column ${column}`}: ${message}`
}
