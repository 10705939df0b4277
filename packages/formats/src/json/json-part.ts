import { FormatError } from '../format-error.ts'
import { jsonFault } from './json-fault.ts'

/** A value as the file has it, unparsed; `index` when it is a row of a list. */
export interface JsonPart {
  readonly member: string
  readonly index: number | null
  readonly text: string
  /** Of its first character, from 1. */
  readonly line: number
  readonly column: number
}

/** What text cannot hold where it is kept, written as escapes: in a piece of JSON nothing else can bring it. */
const BROKEN = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i

/** Throws FormatError with the place in the file. */
export function parsePart({ text, line, column }: JsonPart): unknown {
  try {
    return refuseBrokenText(JSON.parse(text), { text, line, column })
  } catch (error) {
    if (error instanceof FormatError) throw error
    const { offset, message } = jsonFault(text)
    throw new FormatError(`The file is not JSON: ${message}`, placeIn(text, offset, { line, column }))
  }
}

/** Pairs of surrogates are one character; a half is none. */
function refuseBrokenText(value: unknown, { text, line, column }: Omit<JsonPart, 'member' | 'index'>): unknown {
  const offset = text.search(BROKEN)
  if (offset < 0 || isWhole(value)) return value
  const message = 'The file has text with NUL characters, or with halves of characters (lone surrogates)'
  throw new FormatError(message, placeIn(text, offset, { line, column }))
}

function isWhole(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, each]) => isWhole(name) && isWhole(each))
}

function placeIn(text: string, offset: number, { line, column }: { line: number; column: number }) {
  const before = text.slice(0, offset).split('\n')
  const inLine = before.at(-1)?.length ?? 0
  return { line: line + before.length - 1, column: before.length === 1 ? column + inLine : inLine + 1 }
}
