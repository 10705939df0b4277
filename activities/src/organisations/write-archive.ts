import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  type CopiedRow,
  countRows,
  databaseFiles,
  findSchemaVersion,
  listColumns,
  readRows,
  type Transaction,
  withTransaction,
} from '@throughline/database'
import { copiedTables } from '@throughline/domain'
import { pieceBytes } from '@throughline/platform'
import { ZipFile } from 'yazl'
import { archiveFormat, archiveVersion, filePath, type Manifest, manifestName, tablePath } from './archive-format.ts'
import type { ArchiveContext } from './archive-store.ts'

interface Written {
  bytes: number
  sha256: string
}

/** One file of the archive: what it is made of, and what is noted when it is written. */
interface Part {
  path: string
  content: () => AsyncGenerator<Buffer>
  note: (written: Written) => void
}

interface SourceTable {
  name: string
  columns: string[]
  below?: string
}

/**
 * The archive in pieces, read from one snapshot of the database by cursors: nobody ever holds more than some rows. `onRows`
 * is told how many were read.
 */
export async function* writeArchive(
  context: ArchiveContext,
  transaction: Transaction,
  organisationId: string,
  onRows: (done: number, total: number) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const tables = await listSources(transaction)
  const counts = await Promise.all(tables.map(({ name }) => countRows(transaction, name)))
  const total = counts.reduce((sum, count) => sum + count, 0)
  let done = 0
  const told = (rows: number) => {
    done += rows
    return onRows(done, total)
  }
  const noted: Manifest = {
    ...{ format: archiveFormat, version: archiveVersion, organisationId, exportedAt: new Date().toISOString() },
    ...{ schema: await findSchemaVersion(transaction), tables: [], files: [] },
  }
  const parts = [
    ...tables.map((table) => tablePart(transaction, table, noted, told)),
    ...(await fileParts(context, transaction, organisationId, noted)),
  ]
  yield* inPieces(zipOf(parts, noted))
}

/** The organisation and its people first: the rest refers to them. */
async function listSources(transaction: Transaction): Promise<SourceTable[]> {
  const people: SourceTable[] = [
    { name: 'organisation', columns: ['id', 'name', 'created_at', 'viewers_may_watch'] },
    { name: 'person', columns: ['id', 'email', 'name', 'kind', 'created_at'] },
    { name: 'membership', columns: ['person_id', 'role', 'is_owner', 'disabled_at', 'created_at'] },
  ]
  for (const { name, without = [], below } of copiedTables) {
    const columns = (await listColumns(transaction, name)).map((column) => column.name)
    people.push({ name, columns: columns.filter((column) => !without.includes(column)), ...(below ? { below } : {}) })
  }
  return people
}

function tablePart(
  transaction: Transaction,
  { name, columns, below }: SourceTable,
  noted: Manifest,
  told: (rows: number) => Promise<void>,
): Part {
  let rows = 0
  return {
    path: tablePath(name),
    async *content() {
      for await (const page of readRows(transaction, name, { columns, ...(below ? { below } : {}) })) {
        rows += page.length
        await told(page.length)
        yield Buffer.from(page.map(lineOf).join(''))
      }
    },
    note: (written) => noted.tables.push({ table: name, columns, rows, ...written }),
  }
}

const lineOf = (row: CopiedRow): string => `${JSON.stringify(row)}\n`

/** Uploaded files of imports that have not ended: the others are not needed, and soon gone. */
async function fileParts(
  { database, buckets }: ArchiveContext,
  transaction: Transaction,
  organisationId: string,
  noted: Manifest,
): Promise<Part[]> {
  const jobs = await transaction
    .selectFrom('import_job')
    .select(['id', 'file_store as fileStore', 'byte_count as byteCount'])
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute()
  return jobs.map(({ id: importId, fileStore }) => ({
    path: filePath(importId),
    async *content() {
      const store = fileStore
        ? buckets.at(fileStore)
        : databaseFiles((act) => withTransaction(database, { organisationId }, act))
      for (let sequence = 0; ; sequence++) {
        const [piece] = await store.list({ organisationId, importId }, sequence, 1)
        if (!piece) return
        await transaction.selectFrom('organisation').select('id').execute()
        yield Buffer.from(piece)
      }
    },
    note: (written) => noted.files.push({ importId, ...written }),
  }))
}

/**
 * The library reads the parts one after the other, so that what is noted of all stands in the manifest, the last of them. It
 * does not listen to errors of what it reads: unheard, one would end the process.
 */
function zipOf(parts: readonly Part[], noted: Manifest): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  zip.on('error', (error) => output.destroy(error as Error))
  const heard = (source: Readable): Readable => {
    source.on('error', (error) => output.destroy(error))
    output.once('close', () => source.destroy())
    return source
  }
  for (const { path, content, note } of parts)
    zip.addReadStreamLazy(path, {}, (give) => give(null, heard(Readable.from(measured(content(), note)))))
  zip.addReadStreamLazy(manifestName, {}, (give) => give(null, Readable.from([Buffer.from(JSON.stringify(noted))])))
  zip.end()
  return output
}

async function* measured(content: AsyncGenerator<Buffer>, note: Part['note']): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of content) {
    hash.update(chunk)
    bytes += chunk.length
    yield chunk
  }
  note({ bytes, sha256: hash.digest('hex') })
}

/** Pieces of the size in which files are stored, the last one smaller. */
async function* inPieces(stream: Readable): AsyncGenerator<Uint8Array> {
  let held: Buffer[] = []
  let length = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    held.push(chunk)
    length += chunk.length
    while (length >= pieceBytes) {
      const all = Buffer.concat(held)
      yield all.subarray(0, pieceBytes)
      held = [all.subarray(pieceBytes)]
      length -= pieceBytes
    }
  }
  if (length > 0) yield Buffer.concat(held)
}
