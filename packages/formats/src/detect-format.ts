import { markedEncoding } from './decode-text.ts'

export type FileFormat = 'mspdi' | 'csv'

/**
 * Tells a format by the first bytes of a file (a few hundred will do) and, where they leave it
 * open, by its name. Null: a kind of file that cannot be read here.
 */
export function detectFormat(fileName: string, firstBytes: Uint8Array): FileFormat | null {
  const head = decodeHead(firstBytes)
  if (head === null) return null
  const extension = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
  if (head.trimStart().startsWith('<')) return /^<(!doctype html|html)\b/i.test(head.trimStart()) ? null : 'mspdi'
  if (extension === 'xml') return 'mspdi'
  if (['csv', 'tsv', 'txt'].includes(extension)) return 'csv'
  const [firstLine = ''] = head.split(/\r?\n/, 1)
  return /[,;\t]/.test(firstLine) ? 'csv' : null
}

/** The text at the start, or null when it is not text. Control characters tell binary files. */
function decodeHead(firstBytes: Uint8Array): string | null {
  const bytes = firstBytes.subarray(0, 1024)
  const text = new TextDecoder(markedEncoding(bytes) ?? 'latin1').decode(bytes)
  const isBinary = [...text].some((character) => character < ' ' && !'\t\r\n\f'.includes(character))
  return isBinary ? null : text
}
