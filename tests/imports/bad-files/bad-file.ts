import type { ImportFormat } from '@throughline/contract'

/** A file that is not taken, what is wrong with it, and what has to be said where. */
export interface BadFile {
  readonly name: string
  readonly wrong: string
  readonly bytes: Uint8Array
  /** What the content tells; null: it is refused before anything is stored. */
  readonly format: ImportFormat | null
  readonly message: RegExp
  /** Null: the file as a whole is meant. */
  readonly line: number | null
  /** Whether a column is told, too. */
  readonly hasColumn: boolean
}

/** A file that looks odd and is read all the same. */
export interface OddFile {
  readonly name: string
  readonly odd: string
  readonly bytes: Uint8Array
  readonly format: ImportFormat
  /** Names of its tasks. */
  readonly tasks: readonly string[]
}

/** Stands in texts where the mistake is. */
export const HERE = '⟦⟧'

interface Placed {
  readonly text: string
  /** From 1; null without a mark. */
  readonly line: number | null
}

export function placed(marked: string): Placed {
  const at = marked.indexOf(HERE)
  if (at < 0) return { text: marked, line: null }
  return { text: marked.replace(HERE, ''), line: marked.slice(0, at).split('\n').length }
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export const inEncoding = (text: string, encoding: BufferEncoding): Uint8Array =>
  new Uint8Array(Buffer.from(text, encoding))

export function bigEndian(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'utf16le').swap16())
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

/** A text file with a mark where it is wrong. */
export function badText(
  format: ImportFormat,
  name: string,
  wrong: string,
  marked: string,
  message: RegExp,
  { hasColumn = true }: { hasColumn?: boolean } = {},
): BadFile {
  const { text, line } = placed(marked)
  return { name, wrong, bytes: utf8(text), format, message, line, hasColumn }
}
