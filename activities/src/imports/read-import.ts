import type { FilePlace } from '@throughline/contract'
import { type Database, findImportJob, type ImportJobRow, withTransaction } from '@throughline/database'
import {
  awaitsStaging,
  compareFile,
  type FileKey,
  findMapping,
  importedId,
  importedProjectId,
  matchFile,
  readLivePlan,
  rejectImport,
  reportParsing,
  stageImport,
  type Waits,
  withPeople,
} from '@throughline/domain'
import { FormatError, type PlanDocument, rowsOfDocument } from '@throughline/formats'
import type { Buckets } from '@throughline/platform'
import { type TemporalPlace, workflowUrl } from '../workflow-url.ts'
import { FileLostError, fileStoreOf, type ImportSource, readPieces, storedPieces } from './import-source.ts'
import { placesOf, type ReadFile, readFile, type UnreadTable } from './read-file.ts'

const reportEveryMilliseconds = 250

export interface ReadContext {
  readonly database: Database
  readonly buckets: Buckets
  readonly waits: Waits
  readonly temporal: TemporalPlace
}

/** Somebody cancelled the import while it was read. */
class ReadingStopped extends Error {}

/**
 * Reads the whole file, compares it with the plan and stores the difference; nothing of the plan is written. A file that is
 * wrong is a result: the reason is kept with the import.
 */
export async function readImport(
  context: ReadContext,
  source: ImportSource,
): Promise<'staged' | 'rejected' | 'stopped'> {
  const { database } = context
  const job = await withTransaction(database, source, (transaction) => findImportJob(transaction, source.importId))
  if (!job || !awaitsStaging(job)) return 'stopped'
  try {
    const file = await read(context, source, job)
    await (file.document ? stage(context, source, job, file) : stageColumns(context, source, job, file))
    return 'staged'
  } catch (error) {
    if (error instanceof ReadingStopped) return 'stopped'
    const place = placeOf(error)
    await withTransaction(database, source, (transaction) =>
      rejectImport(transaction, source.importId, place, workflowUrl(context.temporal)),
    )
    return 'rejected'
  }
}

/** What is wrong with the file; rethrows what is wrong with something else. */
function placeOf(error: unknown): FilePlace {
  if (error instanceof FileLostError)
    return { message: 'The stored file is not whole any more. Import it again.', line: null, column: null }
  if (!(error instanceof FormatError)) throw error
  return { message: error.message, line: error.line || null, column: error.column || null }
}

async function read(context: ReadContext, source: ImportSource, job: ImportJobRow): Promise<ReadFile | UnreadTable> {
  const { database, buckets, temporal } = context
  let rows = 0
  let reportedAt = Date.now()
  const report = async () => {
    if (job.state !== 'parsing' || Date.now() - reportedAt < reportEveryMilliseconds) return
    reportedAt = Date.now()
    const goesOn = await withTransaction(database, source, (transaction) =>
      reportParsing(transaction, source.importId, rows, workflowUrl(temporal)),
    )
    if (!goesOn) throw new ReadingStopped('the import was cancelled')
  }
  const [store, pieces] = [fileStoreOf(database, buckets, job), storedPieces(job)]
  if (job.format === null) throw new FileLostError('the file has not come yet')
  const file = await readFile({
    format: job.format,
    open: () => readPieces(store, pieces, job.byteCount, report),
    mapping: job.mapping,
    findMapping: (header) => withTransaction(database, source, (transaction) => findMapping(transaction, header)),
    onProgress: (count) => (rows = count),
    asksForColumns: job.mode === 'review' && job.state === 'parsing',
  })
  if (file.document) refuseEmpty(file.document)
  return file
}

function refuseEmpty({ tasks, calendars }: PlanDocument): void {
  if (tasks.length === 0 && calendars.length === 0)
    throw new FormatError('The file has neither tasks nor calendars', { line: 0, column: 0 })
}

/** The plan is read, compared and the difference stored in one transaction, so that it is the difference to one plan. */
async function stage(
  { database, waits, temporal }: ReadContext,
  source: ImportSource,
  job: ImportJobRow,
  file: ReadFile,
) {
  const projectId = importedProjectId(job)
  const document = job.makesProject ? { ...file.document, name: nameOf(job, file.document) } : file.document
  await withTransaction(database, source, async (transaction) => {
    const live = await readLivePlan(transaction, job.projectId)
    const newIdOf = (entity: string, key: string) => importedId(job.id, `${entity}/${key}`)
    const idOf = matchFile(keysOf(document), live, newIdOf)
    const rows = rowsOfDocument(document, (entity, key) => (entity === 'project' ? projectId : idOf(entity, key)))
    const known = await withPeople(transaction, rows)
    const { told } = file
    const staged = compareFile(known, live, { told, projectId, makesProject: job.makesProject })
    const { columns } = file
    const difference = { rows: staged, projectId, warnings: placesOf(document), columns }
    await stageImport(transaction, source.importId, difference, waits, workflowUrl(temporal))
  })
}

/** Nothing is to be written; the import waits for somebody who says what the columns are. */
async function stageColumns(
  { database, waits, temporal }: ReadContext,
  source: ImportSource,
  job: ImportJobRow,
  { problem, columns }: UnreadTable,
) {
  const nothing = { rows: [], projectId: importedProjectId(job), warnings: [problem], columns }
  await withTransaction(database, source, (transaction) =>
    stageImport(transaction, source.importId, nothing, waits, workflowUrl(temporal)),
  )
}

/** A new project is named by who asked for it, else by the file, else as the file is named. */
function nameOf({ projectName, fileName }: ImportJobRow, document: PlanDocument): string {
  const fromFile = fileName
    .replace(/\.[^.]*$/, '')
    .slice(0, 200)
    .trim()
  return projectName ?? document.name ?? (fromFile || 'Imported plan')
}

function keysOf({ calendars, tasks, resources, baselines }: PlanDocument): FileKey[] {
  const keyed = (entity: FileKey['entity']) => (row: { key: string; guid: string | null; name: string }) => ({
    entity,
    key: row.key,
    guid: row.guid,
    name: row.name,
  })
  return [
    ...calendars.map(keyed('calendar')),
    ...tasks.map(keyed('task')),
    ...resources.map(keyed('resource')),
    ...baselines.map(({ number, name }) => ({ entity: 'baseline' as const, key: String(number), guid: null, name })),
  ]
}
