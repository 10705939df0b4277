import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { OrganisationRunInput, OrganisationRunResult } from '@throughline/contract/temporal'
import {
  findOrganisationRun,
  type OrganisationRunRow,
  reportOrganisationRun,
  withTransaction,
} from '@throughline/database'
import { failOrganisationRun } from '@throughline/domain'
import type { Sealer } from '@throughline/platform'
import { FileLostError, readPieces } from '../imports/import-source.ts'
import { ArchiveError } from './archive-format.ts'
import { type ArchiveContext, archiveStore } from './archive-store.ts'
import { openArchive } from './read-archive.ts'
import { RunStopped } from './run-stopped.ts'
import { writeOrganisation } from './write-organisation.ts'

/** Makes an organisation of a file. A file that is wrong is a result: the reason is kept with the run, and nothing is written. */
export async function unpackOrganisation(
  context: ArchiveContext & { sealer: Sealer },
  input: OrganisationRunInput,
): Promise<OrganisationRunResult> {
  const { organisationId, runId } = input
  const { database } = context
  const run = await withTransaction(database, { organisationId }, (transaction) =>
    findOrganisationRun(transaction, runId),
  )
  if (!run) return { state: 'cancelled', rows: 0 }
  if (run.endedAt !== null) return { state: run.state as OrganisationRunResult['state'], rows: run.rowsDone }
  if (run.cancelRequestedAt !== null || run.pauseRequested)
    throw new RunStopped('the import is to be paused or cancelled')
  const folder = await mkdtemp(join(tmpdir(), 'throughline-organisation-'))
  try {
    const path = join(folder, 'export.zip')
    await fetchFile(context, run, path)
    const rows = await unpack(context, run, path)
    await archiveStore(context, organisationId, run.fileStore).remove({ organisationId, importId: runId })
    return { state: 'completed', rows }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    await withTransaction(database, { organisationId }, (transaction) =>
      failOrganisationRun(transaction, runId, `The file was refused. ${error.message}`),
    )
    return { state: 'failed', rows: 0 }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A zip is read from its end, so it has to be whole. */
async function fetchFile(context: ArchiveContext, run: OrganisationRunRow, path: string): Promise<void> {
  const { organisationId, id: importId, byteCount, sha256 } = run
  const store = archiveStore(context, organisationId, run.fileStore)
  const stored = { file: { organisationId, importId }, first: 0 }
  const hash = createHash('sha256')
  async function* pieces() {
    for await (const piece of readPieces(store, stored, byteCount ?? 0, async () => undefined)) {
      hash.update(piece)
      yield piece
    }
  }
  try {
    await pipeline(Readable.from(pieces()), createWriteStream(path, { mode: 0o600 }))
  } catch (error) {
    if (error instanceof FileLostError) throw new ArchiveError('It is not whole any more: upload it again.')
    throw error
  }
  if (sha256 === null || !hash.digest().equals(sha256))
    throw new ArchiveError('It is not what was uploaded any more: upload it again.')
}

async function unpack(
  context: ArchiveContext & { sealer: Sealer },
  run: OrganisationRunRow,
  path: string,
): Promise<number> {
  const archive = await openArchive(path)
  try {
    await archive.check(() => undefined)
    const rowsTotal = archive.manifest.tables.reduce((sum, { rows }) => sum + rows, 0)
    const { organisationId } = run
    const goesOn = await withTransaction(context.database, { organisationId }, (transaction) =>
      reportOrganisationRun(transaction, run.id, { rowsTotal }),
    )
    if (!goesOn) throw new RunStopped('the import has ended, or is to be paused or cancelled')
    return await writeOrganisation(context, run, archive)
  } finally {
    archive.close()
  }
}
