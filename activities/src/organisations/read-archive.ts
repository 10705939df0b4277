import { createHash } from 'node:crypto'
import type { CopiedRow } from '@throughline/database'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import {
  ArchiveError,
  archiveVersion,
  filePath,
  type Manifest,
  manifest,
  manifestName,
  tablePath,
} from './archive-format.ts'

/** Nothing that the file says of its sizes is relied on: what is unpacked is counted. */
export interface ArchiveLimits {
  readonly entries: number
  readonly manifestBytes: number
  /** Unpacked bytes of everything. */
  readonly bytes: number
  /** How many times its packed size an entry may have, beyond some bytes that any may have. */
  readonly ratio: number
  readonly freeBytes: number
  readonly lineBytes: number
}

export const archiveLimits: ArchiveLimits = {
  entries: 100_300,
  manifestBytes: 32 * 1_048_576,
  bytes: 64 * 1_073_741_824,
  ratio: 400,
  freeBytes: 8 * 1_048_576,
  lineBytes: 64 * 1_048_576,
}

export interface Archive {
  readonly manifest: Manifest
  /** The rows of a table; none where the archive has no such table. */
  rows(table: string): AsyncGenerator<CopiedRow>
  bytes(path: string): AsyncGenerator<Uint8Array>
  /** Reads all of it, and throws ArchiveError unless it is what its manifest says. `onRows` is told of the rows read. */
  check(onRows: (count: number) => void): Promise<void>
  close(): void
}

export async function openArchive(path: string, limits = archiveLimits): Promise<Archive> {
  const zip = await orArchiveError(() => openPromise(path, { autoClose: false, strictFileNames: true }))
  try {
    const entries = await orArchiveError(() => listEntries(zip, limits))
    const read = (name: string, most: number) => readEntry(zip, entries.get(name), name, limits, most)
    const found = parseManifest(await textOf(read(manifestName, limits.manifestBytes)))
    requireSameFiles(found, entries)
    const sizeOf = new Map<string, number>([
      ...found.tables.map(({ table, bytes }) => [tablePath(table), bytes] as const),
      ...found.files.map(({ importId, bytes }) => [filePath(importId), bytes] as const),
    ])
    const bytes = (name: string) => read(name, sizeOf.get(name) ?? 0)
    const rows = (table: string) =>
      sizeOf.has(tablePath(table)) ? rowsOf(bytes(tablePath(table)), tablePath(table), limits) : none()
    return {
      manifest: found,
      rows,
      bytes,
      check: (onRows) => checkAll({ found, bytes, limits, onRows }),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function* none(): AsyncGenerator<CopiedRow> {}

/** The library refuses names that are absolute, lead out of the file, or have backslashes. */
async function listEntries(zip: ZipFile, limits: ArchiveLimits): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName)) throw new ArchiveError('It has two files of the same name.')
    entries.set(entry.fileName, entry)
    if (entries.size > limits.entries) throw new ArchiveError(`It has more than ${limits.entries} files.`)
  }
  return entries
}

function parseManifest(text: string): Manifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ArchiveError('Its manifest is not valid JSON.')
  }
  const parsed = manifest.safeParse(value)
  if (!parsed.success) throw new ArchiveError('Its manifest is not that of an exported organisation.')
  const { version } = parsed.data
  if (version !== archiveVersion)
    throw new ArchiveError(`It is of version ${version} of the format; version ${archiveVersion} is read here.`)
  return parsed.data
}

function requireSameFiles(found: Manifest, entries: ReadonlyMap<string, Entry>): void {
  const told = new Set([
    manifestName,
    ...found.tables.map(({ table }) => tablePath(table)),
    ...found.files.map(({ importId }) => filePath(importId)),
  ])
  for (const name of told) if (!entries.has(name)) throw new ArchiveError(`The file ${name} is missing in it.`)
  for (const name of entries.keys())
    if (!told.has(name)) throw new ArchiveError('It has a file that its manifest does not name.')
}

async function checkAll({
  found,
  bytes,
  limits,
  onRows,
}: {
  found: Manifest
  bytes: Archive['bytes']
  limits: ArchiveLimits
  onRows: (count: number) => void
}): Promise<void> {
  let total = 0
  const take = (count: number) => {
    total += count
    if (total > limits.bytes) throw new ArchiveError('It unpacks to more than can be taken.')
  }
  for (const { table, rows, ...told } of found.tables) {
    const path = tablePath(table)
    const checked = checkedBytes(bytes(path), path, told, take)
    let count = 0
    for await (const _ of rowsOf(checked, path, limits)) {
      count += 1
      onRows(1)
    }
    if (count !== rows) throw new ArchiveError(`The file ${path} has ${count} rows, and should have ${rows}.`)
  }
  for (const { importId, ...told } of found.files) {
    const path = filePath(importId)
    for await (const _ of checkedBytes(bytes(path), path, told, take));
  }
}

/** The same bytes; fails at their end unless they are those that the manifest tells of. */
async function* checkedBytes(
  source: AsyncGenerator<Uint8Array>,
  path: string,
  told: { bytes: number; sha256: string },
  take: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  let length = 0
  for await (const chunk of source) {
    length += chunk.length
    take(chunk.length)
    hash.update(chunk)
    yield chunk
  }
  if (length !== told.bytes || hash.digest('hex') !== told.sha256)
    throw new ArchiveError(`The file ${path} in it is damaged: its checksum is not that of the manifest.`)
}

async function* readEntry(
  zip: ZipFile,
  entry: Entry | undefined,
  name: string,
  limits: ArchiveLimits,
  most: number,
): AsyncGenerator<Uint8Array> {
  if (!entry) throw new ArchiveError(`The file ${name} is missing in it.`)
  if (!entry.canDecodeFileData()) throw new ArchiveError(`The file ${name} in it is encrypted or packed unusually.`)
  const bound = Math.min(most, limits.freeBytes + entry.compressedSize * limits.ratio)
  const stream = await orArchiveError(() => zip.openReadStreamPromise(entry))
  const source = stream.iterator()
  let length = 0
  try {
    for (;;) {
      const next = await orArchiveError(() => source.next())
      if (next.done === true) break
      const chunk: Uint8Array = next.value
      length += chunk.length
      if (length > bound) throw new ArchiveError(`The file ${name} in it unpacks to more than it should.`)
      yield chunk
    }
  } finally {
    stream.destroy()
  }
}

async function textOf(source: AsyncGenerator<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

async function* rowsOf(
  source: AsyncGenerator<Uint8Array>,
  path: string,
  limits: ArchiveLimits,
): AsyncGenerator<CopiedRow> {
  let number = 0
  for await (const line of linesOf(source, limits.lineBytes)) {
    number += 1
    yield parseRow(line, path, number)
  }
}

async function* linesOf(source: AsyncGenerator<Uint8Array>, most: number): AsyncGenerator<string> {
  let held: Uint8Array[] = []
  let length = 0
  for await (const chunk of source) {
    let from = 0
    for (let end = chunk.indexOf(10, from); end >= 0; end = chunk.indexOf(10, from)) {
      held.push(chunk.subarray(from, end))
      yield Buffer.concat(held).toString('utf8')
      held = []
      length = 0
      from = end + 1
    }
    const rest = chunk.subarray(from)
    length += rest.length
    if (length > most) throw new ArchiveError('It has a row that is too long.')
    if (rest.length > 0) held.push(Buffer.from(rest))
  }
  if (length > 0) yield Buffer.concat(held).toString('utf8')
}

function parseRow(line: string, path: string, number: number): CopiedRow {
  try {
    const value: unknown = JSON.parse(line)
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as CopiedRow
  } catch {
    // Told below.
  }
  throw new ArchiveError(`Line ${number} of ${path} in it is no row.`)
}

async function orArchiveError<Value>(action: () => Promise<Value>): Promise<Value> {
  try {
    return await action()
  } catch (error) {
    if (error instanceof ArchiveError) throw error
    throw new ArchiveError(`It is no whole zip file: ${error instanceof Error ? error.message : String(error)}.`)
  }
}
