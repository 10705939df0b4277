import { type ImportFormat, ProblemError } from '@throughline/contract'

const looked = 4_096

/** The format of a file by its first bytes, its name, and what the caller says. Throws `unsupported-file`. */
export function detectFormat(fileName: string, start: Uint8Array, said?: ImportFormat): ImportFormat {
  const name = fileName.toLowerCase()
  if (isOldOffice(start)) throw refusal('This is a binary .mpp file: save it as XML in Microsoft Project first.')
  if (hexOf(start, 2) === '504b') throw refusal('This is a zip archive or a workbook.')
  const beginning = textOf(start.subarray(0, looked)).trimStart()
  if (beginning.includes('\0')) throw refusal('This is a binary file.')
  const format: ImportFormat | null = beginning.startsWith('<') ? 'mspdi' : name.endsWith('.xml') ? null : 'csv'
  if (!format) throw refusal('The name ends in .xml, but this is not XML.')
  if (said && said !== format) throw refusal(`The file does not look like ${said}.`)
  return format
}

const refusal = (reason: string) =>
  new ProblemError('unsupported-file', { detail: `${reason} Import Microsoft Project XML or CSV.` })

const isOldOffice = (start: Uint8Array): boolean => hexOf(start, 4) === 'd0cf11e0'

const hexOf = (bytes: Uint8Array, count: number): string => Buffer.from(bytes.subarray(0, count)).toString('hex')

/** UTF-8, or UTF-16 where a byte order mark says so. */
function textOf(bytes: Uint8Array): string {
  const mark = hexOf(bytes, 2)
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}
