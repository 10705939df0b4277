// Entries of a zip file by name. Nothing that the file says of its sizes is relied on: what is unpacked is counted, and
// an entry that unpacks to far more than it takes up is given up early.
import { crc32 } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { FormatError } from '../format-error.ts'
import { cut } from '../limits.ts'
import { notASpreadsheet } from './not-a-spreadsheet.ts'

export interface ZipParts {
  readonly has: (name: string) => boolean
  /** The bytes of an entry; throws FormatError when there is none. */
  readonly read: (name: string) => AsyncGenerator<Uint8Array>
  readonly close: () => void
}

export interface ZipLimits {
  readonly entries: number
  /** Unpacked bytes of everything that is read. */
  readonly bytes: number
  /** How many times its packed size an entry may have, beyond some bytes that any may have. */
  readonly ratio: number
  readonly freeBytes: number
}

const LIMITS: ZipLimits = { entries: 10_000, bytes: 512 * 1_048_576, ratio: 100, freeBytes: 8 * 1_048_576 }

export async function openZip(path: string, limits: ZipLimits = LIMITS): Promise<ZipParts> {
  const zip = await orFormatError(() => openPromise(path, { autoClose: false, strictFileNames: false }))
  try {
    const entries = await orFormatError(() => listEntries(zip, limits))
    let left = limits.bytes
    const take = (bytes: number): boolean => {
      left -= bytes
      return left >= 0
    }
    return {
      has: (name) => entries.has(name.toLowerCase()),
      read: (name) => readEntry(zip, entries.get(name.toLowerCase()), name, limits, take),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

/** By names in lower case, as these are one name to spreadsheets. The library refuses those that lead out of the file. */
async function listEntries(zip: ZipFile, limits: ZipLimits): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.toLowerCase()
    if (entries.has(name)) throw notASpreadsheet(`it has two parts named “${cut(entry.fileName, 100)}”`)
    entries.set(name, entry)
    if (entries.size > limits.entries) throw notASpreadsheet(`it has more than ${limits.entries} parts`)
  }
  return entries
}

async function* readEntry(
  zip: ZipFile,
  entry: Entry | undefined,
  name: string,
  limits: ZipLimits,
  take: (bytes: number) => boolean,
): AsyncGenerator<Uint8Array> {
  if (entry === undefined) throw notASpreadsheet(`it has no part “${cut(name, 100)}”`)
  if (!entry.canDecodeFileData()) throw notASpreadsheet(`its part “${name}” is encrypted or packed in an unusual way`)
  const most = limits.freeBytes + entry.compressedSize * limits.ratio
  const tooMuch = () => notASpreadsheet(`its part “${name}” unpacks to more than ${limits.ratio} times its size`)
  // What it admits need not be tried.
  if (entry.uncompressedSize > most) throw tooMuch()
  const stream = await orFormatError(() => zip.openReadStreamPromise(entry))
  const bytes = stream.iterator()
  let unpacked = 0
  let sum = 0
  try {
    for (;;) {
      const next = await orFormatError(() => bytes.next())
      if (next.done === true) break
      const chunk: Uint8Array = next.value
      unpacked += chunk.length
      if (unpacked > most)
        throw notASpreadsheet(`its part “${name}” unpacks to more than ${limits.ratio} times its size`)
      if (!take(chunk.length))
        throw notASpreadsheet(`it unpacks to more than ${Math.round(limits.bytes / 1_048_576)} MB`)
      sum = crc32(chunk, sum)
      yield chunk
    }
    if (sum !== entry.crc32) throw notASpreadsheet(`its part “${name}” is damaged`)
  } finally {
    stream.destroy()
  }
}

async function orFormatError<Value>(action: () => Promise<Value>): Promise<Value> {
  try {
    return await action()
  } catch (error) {
    if (error instanceof FormatError) throw error
    throw notASpreadsheet(error instanceof Error ? error.message : String(error))
  }
}
