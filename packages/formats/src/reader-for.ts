import { detectFormat, headBytes, type ImportFormat } from '@throughline/contract'
import { readCsv, type TaskFileOptions } from './csv/read-csv.ts'
import { FormatError } from './format-error.ts'
import { readJson } from './json/read-json.ts'
import { readMspdi } from './mspdi/read-mspdi.ts'
import type { PlanDocument } from './plan-document.ts'
import { readPmxml } from './pmxml/read-pmxml.ts'
import { readXer } from './xer/read-xer.ts'
import { readXlsx } from './xlsx/read-xlsx.ts'

export type Reader = (source: AsyncIterable<Uint8Array>, options?: TaskFileOptions) => Promise<PlanDocument>

const READERS: Readonly<Record<ImportFormat, Reader>> = {
  mspdi: readMspdi,
  pmxml: readPmxml,
  xer: readXer,
  json: readJson,
  csv: readCsv,
  xlsx: readXlsx,
}

/** What reads a format. */
export function readerFor(format: ImportFormat): Reader {
  return READERS[format]
}

/** Reads a plan by what its file begins with. Throws FormatError for a file of no kind that can be read. */
export async function readPlan(
  source: AsyncIterable<Uint8Array>,
  fileName: string,
  options: TaskFileOptions = {},
): Promise<PlanDocument> {
  const iterator = source[Symbol.asyncIterator]()
  const chunks = await headOf(iterator)
  const detected = detectFormat(Buffer.concat(chunks), fileName)
  if (detected.format !== null) return readerFor(detected.format)(wholeOf(chunks, iterator), options)
  await iterator.return?.()
  throw new FormatError(detected.refusal, { line: 1, column: 0 })
}

/** As much of the beginning as tells what a file is, or all of a shorter one. */
async function headOf(iterator: AsyncIterator<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = []
  for (let size = 0; size < headBytes; ) {
    const { done, value } = await iterator.next()
    if (done === true) break
    chunks.push(value)
    size += value.length
  }
  return chunks
}

/** The stream with its beginning, which has been read already. */
async function* wholeOf(chunks: readonly Uint8Array[], iterator: AsyncIterator<Uint8Array>) {
  try {
    yield* chunks
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
  } finally {
    await iterator.return?.()
  }
}
