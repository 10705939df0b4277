import { confirmFormat, type ImportFormat, ProblemError } from '@throughline/contract'

/** The format of a file by its first bytes. Throws `unsupported-file` for one that cannot be read, or is not as said. */
export function detectFormat(fileName: string, start: Uint8Array, said?: ImportFormat): ImportFormat {
  const { format, refusal } = confirmFormat(start, fileName, said)
  if (format === null) throw new ProblemError('unsupported-file', { detail: refusal })
  return format
}
