import { detectFormat, headBytes, type ImportFormat } from '@throughline/contract'

/** What can be chosen: files that cannot be read as well, so that it can be said what to do with them. */
export const chosenEndings = ['.xml', '.xer', '.xlsx', '.csv', '.tsv', '.txt', '.json', '.mpp', '.mpt', '.xls']

/** A file that can be read, or what to do with one that cannot. */
export type Looked = { readonly file: File; readonly format: ImportFormat } | { readonly refusal: string }

/** Looks at the beginning of a file before it is sent. */
export async function lookAt(file: File): Promise<Looked> {
  const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer())
  const { format, refusal } = detectFormat(head, file.name)
  return format === null ? { refusal } : { file, format }
}

/** "640 bytes", "12.4 kB", "3.1 MB". */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`
  const [amount, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'kB'] : [bytes / 1_000_000, 'MB']
  return `${amount.toFixed(1)} ${unit}`
}
