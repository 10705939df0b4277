// A zip file is read from its end, and a large one should not stand in memory, so that what comes as a stream is put into
// a temporary file first. Reading the entries as they come instead would mean to trust what the stream says of itself
// before the directory at its end, and strings and number formats mostly come after the sheets that need them.
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FormatError } from '../format-error.ts'
import { notASpreadsheet } from './not-a-spreadsheet.ts'

/** More than the largest upload. */
const MAXIMUM_BYTES = 128 * 1_048_576

export interface SpooledFile {
  readonly path: string
  readonly bytes: number
  readonly remove: () => Promise<void>
}

/** Throws FormatError when it is no zip file by its first bytes, or too large. */
export async function spoolZip(
  source: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): Promise<SpooledFile> {
  const directory = await mkdtemp(join(tmpdir(), 'throughline-table-'))
  const remove = () => rm(directory, { recursive: true, force: true })
  try {
    const path = join(directory, 'table.zip')
    return { path, bytes: await writeAll(path, source, onBytes), remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function writeAll(
  path: string,
  source: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): Promise<number> {
  const file = await open(path, 'wx', 0o600)
  let head = new Uint8Array()
  let bytes = 0
  try {
    for await (const chunk of source) {
      if (head.length < 4) {
        head = new Uint8Array([...head, ...chunk.subarray(0, 8)])
        if (head.length >= 4) checkHead(head)
      }
      bytes += chunk.length
      if (bytes > MAXIMUM_BYTES) throw notASpreadsheet(`it is larger than ${MAXIMUM_BYTES / 1_048_576} MB`)
      await file.writeFile(chunk)
      onBytes(chunk.length)
    }
  } finally {
    await file.close()
  }
  if (head.length < 4) checkHead(head)
  return bytes
}

function checkHead(head: Uint8Array): void {
  if (head.length === 0) throw new FormatError('The file is empty', { line: 1, column: 0 })
  const start = [...head.subarray(0, 4)]
  if (start[0] === 0x50 && start[1] === 0x4b) return
  const isOldOrLocked = start.join() === '208,207,17,224'
  throw notASpreadsheet(
    isOldOrLocked ? 'it is in the old format of Excel (XLS), or it has a password' : 'it is not a zip file',
  )
}
