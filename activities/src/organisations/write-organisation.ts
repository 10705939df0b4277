import {
  type CopiedColumn,
  type CopiedRow,
  databaseFiles,
  endOrganisationRun,
  finishImportOf,
  inOrganisation,
  insertImportedMember,
  insertOrganisation,
  insertRows,
  insertWorkRequest,
  isOrganisation,
  listColumns,
  lockOrganisationRun,
  type OrganisationRunRow,
  reportOrganisationRun,
  setRunSubject,
  type Transaction,
  updateOrganisation,
  updateRows,
  withTransaction,
} from '@throughline/database'
import { copiedTables, importedWebhookSecret, type MovedIds, moveId, moveRow } from '@throughline/domain'
import { type FileStore, pieceBytes, type Sealer } from '@throughline/platform'
import { v5 as uuidOf } from 'uuid'
import { z } from 'zod'
import { ArchiveError, filePath, type Manifest } from './archive-format.ts'
import type { ArchiveContext } from './archive-store.ts'
import type { Archive } from './read-archive.ts'
import { RunStopped } from './run-stopped.ts'

const batchRows = 500

/** How far the writing is: so many rows of so many tables. What it decided at its beginning stays. */
const position = z.object({ keepsIds: z.boolean(), to: z.uuid(), table: z.int(), row: z.int(), done: z.int() })
type Position = z.infer<typeof position>

interface Writing {
  context: ArchiveContext & { sealer: Sealer }
  run: OrganisationRunRow
  archive: Archive
  ids: MovedIds
  at: Position
}

/**
 * Writes a checked archive as an organisation that nobody can enter yet, in batches, each in one transaction with how far it
 * is, so that the next attempt goes on behind it. The end opens it.
 */
export async function writeOrganisation(
  context: ArchiveContext & { sealer: Sealer },
  run: OrganisationRunRow,
  archive: Archive,
): Promise<number> {
  await requireKnownTables(context, run, archive.manifest)
  const at = await begin(context, run, archive)
  const people = await writePeople(context, run, archive, at)
  const organisation = { from: archive.manifest.organisationId, to: at.to }
  const writing: Writing = {
    context,
    run,
    archive,
    at,
    ids: { runId: run.id, keepsIds: at.keepsIds, organisation, people },
  }
  const tables = copiedTables.filter(({ isForReading }) => !isForReading)
  for (; at.table < tables.length; at.table++, at.row = 0) await writeTable(writing, tables[at.table]?.name ?? '')
  await writeLater(writing)
  const imports = await writeFiles(writing)
  await finish(writing, imports)
  return at.done
}

const inRun = <Result>(
  { database }: ArchiveContext,
  { organisationId }: OrganisationRunRow,
  act: (transaction: Transaction) => Promise<Result>,
) => withTransaction(database, { organisationId }, act)

/** A table or column that is not known here is of a newer version: leaving it out would lose what it holds. */
async function requireKnownTables(context: ArchiveContext, run: OrganisationRunRow, { tables, schema }: Manifest) {
  const known = new Set(['organisation', 'person', 'membership', ...copiedTables.map(({ name }) => name)])
  for (const { table, columns } of tables) {
    const ours = known.has(table) ? await inRun(context, run, (transaction) => listColumns(transaction, table)) : []
    const unknown = columns.find((column) => !ours.some(({ name }) => name === column))
    if (ours.length === 0 || unknown)
      throw new ArchiveError(
        `It was made by another version (${schema}), which keeps ${unknown ? `${unknown} of ` : ''}${table}; this one does not know that. Bring this instance up to date first.`,
      )
  }
  for (const name of ['organisation', 'person', 'membership', 'project', 'stream'])
    if (!tables.some(({ table }) => table === name)) throw new ArchiveError(`It has no table ${name}.`)
}

async function begin(context: ArchiveContext, run: OrganisationRunRow, archive: Archive): Promise<Position> {
  const [settings] = await all(archive.rows('organisation'))
  const name = text(settings?.name)
  if (!settings || !name) throw new ArchiveError('It does not say what the organisation is called.')
  return inRun(context, run, async (transaction) => {
    const locked = await lockOrganisationRun(transaction, run.id)
    if (!locked || locked.endedAt !== null) throw new RunStopped('the import has ended')
    if (locked.cancelRequestedAt !== null || locked.pauseRequested)
      throw new RunStopped('the import is to be paused or cancelled')
    if (locked.position !== null) return position.parse(locked.position)
    const { organisationId: from } = archive.manifest
    const keepsIds = !(await isOrganisation(transaction, from))
    const to = keepsIds ? from : run.subjectId
    const made = { id: to, name, createdAt: String(settings.created_at), isImporting: true }
    if (!(await insertOrganisation(transaction, made))) throw new RunStopped('the organisation is there already')
    await inOrganisation(transaction, { from: run.organisationId, to }, () =>
      updateOrganisation(transaction, to, { viewersMayWatch: settings.viewers_may_watch === true }),
    )
    const at: Position = { keepsIds, to, table: 0, row: 0, done: 0 }
    await setRunSubject(transaction, run.id, to)
    await reportOrganisationRun(transaction, run.id, { position: at })
    return at
  })
}

/** Whoever has an address here is that person; others are made without a password, and ask for one by the reset link. */
async function writePeople(context: ArchiveContext, run: OrganisationRunRow, archive: Archive, { to }: Position) {
  const people = new Map((await all(archive.rows('person'))).map((row) => [String(row.id), row]))
  const ids = new Map<string, string>()
  const members = await all(archive.rows('membership'))
  for (let from = 0; from < members.length; from += batchRows)
    await inRun(context, run, (transaction) =>
      inOrganisation(transaction, { from: run.organisationId, to }, async () => {
        for (const member of members.slice(from, from + batchRows)) {
          const formerId = String(member.person_id)
          const person = people.get(formerId)
          if (!person) throw new ArchiveError('It has a member of whom it does not say who that is.')
          ids.set(formerId, await insertImportedMember(transaction, memberOf(run.id, member, person)))
        }
      }),
    )
  return ids
}

function memberOf(runId: string, member: CopiedRow, person: CopiedRow) {
  const id = uuidOf(String(person.id), runId)
  const isService = person.kind === 'service'
  return {
    id,
    email: isService ? `${id}@service.invalid` : String(person.email),
    name: String(person.name),
    kind: isService ? 'service' : 'person',
    role: String(member.role),
    isOwner: member.is_owner === true,
    disabledAt: text(member.disabled_at) ?? null,
    createdAt: String(member.created_at),
  }
}

async function writeTable(writing: Writing, table: string): Promise<void> {
  const { context, run, archive, at } = writing
  const told = archive.manifest.tables.find((each) => each.table === table)
  if (!told) return
  const columns = await columnsOf(writing, table, told.columns)
  const isLater = new Set(copiedTables.find(({ name }) => name === table)?.later ?? [])
  const written = columns.filter(({ name }) => !isLater.has(name))
  const extra = table === 'webhook' ? ['secret'] : table === 'import_job' ? ['file_store'] : []
  const names = [...written.map(({ name }) => name), ...extra]
  let skipped = 0
  let batch: CopiedRow[] = []
  const write = async () => {
    const rows = batch
    batch = []
    const next = { ...at, row: at.row + rows.length, done: at.done + rows.length }
    await inRun(context, run, async (transaction) => {
      await requireTurn(transaction, writing)
      await inOrganisation(transaction, { from: run.organisationId, to: at.to }, () =>
        insertRows(transaction, table, names, rows),
      )
      await reportOrganisationRun(transaction, run.id, { position: next, rowsDone: next.done })
    })
    Object.assign(at, next)
  }
  for await (const row of archive.rows(table)) {
    if (skipped++ < at.row && batch.length === 0 && skipped <= at.row) continue
    batch.push(adapt(writing, table, moveRow(writing.ids, written, row)))
    if (batch.length === batchRows) await write()
  }
  if (batch.length > 0) await write()
  await inRun(context, run, async (transaction) => {
    await requireTurn(transaction, writing)
    await reportOrganisationRun(transaction, run.id, { position: { ...at, table: at.table + 1, row: 0 } })
  })
}

async function columnsOf(writing: Writing, table: string, told: readonly string[]): Promise<CopiedColumn[]> {
  const ours = await inRun(writing.context, writing.run, (transaction) => listColumns(transaction, table))
  return ours.filter(({ name }) => told.includes(name))
}

/** Two attempts may overlap: the one that is behind stops. */
async function requireTurn(transaction: Transaction, { run, at }: Writing): Promise<void> {
  const locked = await lockOrganisationRun(transaction, run.id)
  if (!locked || locked.endedAt !== null || locked.position === null) throw new RunStopped('the import has ended')
  if (locked.cancelRequestedAt !== null || locked.pauseRequested)
    throw new RunStopped('the import is to be paused or cancelled')
  const found = position.parse(locked.position)
  if (found.table !== at.table || found.row !== at.row) throw new RunStopped('another attempt is further')
}

/** What means something else in the place where it comes. */
function adapt({ context, archive }: Writing, table: string, row: CopiedRow): CopiedRow {
  if (table === 'stream') return { ...row, floor: row.head }
  if (table === 'recompute_run' && row.state === 'running')
    return { ...row, state: 'failed', ended_at: archive.manifest.exportedAt }
  if (table === 'webhook') {
    const { exportedAt } = archive.manifest
    const secret = importedWebhookSecret(context.sealer, String(row.id))
    return {
      ...row,
      secret,
      disabled_at: row.disabled_at ?? exportedAt,
      disabled_because: row.disabled_because ?? 'person',
    }
  }
  if (table === 'import_job')
    return { ...row, file_store: row.ended_at === null ? (context.buckets.current?.place ?? null) : null }
  return row
}

async function writeLater(writing: Writing): Promise<void> {
  const { context, run, archive, at, ids } = writing
  for (const { name: table, later } of copiedTables) {
    const told = archive.manifest.tables.find((each) => each.table === table)
    if (!later || !told) continue
    const columns = (await columnsOf(writing, table, told.columns)).filter(
      ({ name }) => name === 'id' || later.includes(name),
    )
    for await (const row of archive.rows(table))
      await inRun(context, run, (transaction) =>
        inOrganisation(transaction, { from: run.organisationId, to: at.to }, () =>
          updateRows(transaction, table, later, [moveRow(ids, columns, row)]),
        ),
      )
  }
}

/** Uploaded files of imports that go on here; answers which these are. */
async function writeFiles({ context, archive, at, ids }: Writing): Promise<string[]> {
  const organisationId = at.to
  const store: FileStore =
    context.buckets.current ?? databaseFiles((act) => withTransaction(context.database, { organisationId }, act))
  for (const { importId: formerId } of archive.manifest.files) {
    const file = { organisationId, importId: moveId(ids, formerId) }
    await store.remove(file)
    let sequence = 0
    for await (const piece of inPieces(archive.bytes(filePath(formerId)))) await store.put(file, sequence++, piece)
  }
  return archive.manifest.files.map(({ importId }) => moveId(ids, importId))
}

async function* inPieces(source: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held = Buffer.alloc(0)
  for await (const chunk of source) {
    held = Buffer.concat([held, chunk])
    for (; held.length >= pieceBytes; held = held.subarray(pieceBytes)) yield held.subarray(0, pieceBytes)
  }
  if (held.length > 0) yield held
}

async function finish({ context, run, archive, at }: Writing, imports: readonly string[]): Promise<void> {
  const counts = Object.fromEntries(archive.manifest.tables.map(({ table, rows }) => [table, rows]))
  await inRun(context, run, async (transaction) => {
    const ended = await endOrganisationRun(transaction, run.id, { state: 'completed', result: counts })
    if (!ended) throw new RunStopped('the import has ended')
    await finishImportOf(transaction, at.to)
    await inOrganisation(transaction, { from: run.organisationId, to: at.to }, async () => {
      for (const subjectId of imports)
        await insertWorkRequest(transaction, { organisationId: at.to, kind: 'import', subjectId })
    })
  })
}

async function all(rows: AsyncGenerator<CopiedRow>): Promise<CopiedRow[]> {
  const found: CopiedRow[] = []
  for await (const row of rows) found.push(row)
  return found
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
