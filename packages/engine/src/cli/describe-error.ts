import type { FormatError } from '@throughline/formats'
import { UsageError } from './arguments.ts'

/** A file that cannot be opened, or what is wrong inside it. */
export class FileError extends Error {
  override readonly name = 'FileError'
  readonly file: string

  constructor(file: string, cause: unknown) {
    super(problemOf(cause), { cause })
    this.file = file
  }
}

/** One line for the person at the terminal: where, and what is wrong. */
export function describeError(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}. See --help.`
  if (error instanceof FileError) return `${error.file}${placeOf(error.cause)}: ${error.message}`
  return `${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`
}

/** The package is not loaded for its class alone. A path of JSON is in the message. */
function placeOf(cause: unknown): string {
  if (!(cause instanceof Error) || cause.name !== 'FormatError') return ''
  const { line, column, path } = cause as FormatError
  if (path !== null && column === 0 && line === 1) return ''
  return column > 0 ? `:${line}:${column}` : `:${line}`
}

function problemOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const code = (cause as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EISDIR') return 'is a folder, not a file'
  if (code === 'EACCES') return 'may not be read'
  return cause.message
}
