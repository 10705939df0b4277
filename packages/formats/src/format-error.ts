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
    super(message)
    this.line = place.line
    this.column = place.column
    this.path = place.path ?? null
  }
}
