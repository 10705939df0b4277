export interface FilePlace {
  /** From 1. */
  readonly line: number
  /** From 1; 0 when only the line is known. */
  readonly column: number
  /** Where in the structure of the file, such as "Project/Tasks/Task". */
  readonly path?: string
}

/** A file that cannot be read: what is wrong and where, for the person who wants to import it. */
export class FormatError extends Error {
  override readonly name = 'FormatError'
  readonly line: number
  readonly column: number
  readonly path: string | null

  constructor(message: string, place: FilePlace) {
    super(shortened(message))
    this.line = place.line
    this.column = place.column
    this.path = place.path ?? null
  }
}

const MAXIMUM_QUOTE = 200
const MAXIMUM_MESSAGE = 1_000
const LONG_QUOTE = new RegExp(`“([^“”]{${MAXIMUM_QUOTE}})[^“”]+”`, 'g')

/** Files may have keys and names of any length, which nobody wants to read. */
function shortened(message: string): string {
  const quoted = message.replace(LONG_QUOTE, (_, head: string) => `“${head.toWellFormed()}…”`)
  return quoted.length > MAXIMUM_MESSAGE ? `${quoted.slice(0, MAXIMUM_MESSAGE).toWellFormed()}…` : quoted
}
