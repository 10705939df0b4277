import { createHash } from 'node:crypto'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import type { ImportFormat } from '@throughline/contract'
import { findImportRow, listEvents, type Transaction, withTransaction } from '@throughline/database'
import {
  appendImportChunk,
  beginImport,
  beginWriting,
  completeUpload,
  createImport,
  getImport,
  getPlan,
  importedId,
  listProjects,
  requestImportCancel,
  writeImportBatch,
} from '@throughline/domain'
import { importablePlan, readCsv } from '@throughline/formats'
import { createOrganisation, openTestDatabase, type TestOrganisation } from '@throughline/tests'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createRecomputeActivities } from '../recompute/recompute-activities.ts'
import { noSessions } from '../recompute/sessions.ts'
import { engineInThisThread } from '../recompute/testing/engine-in-this-thread.ts'
import { batchesOf } from './batches.ts'
import { createImportActivities } from './import-activities.ts'

const database = openTestDatabase()
const workflowUrl = () => null
const logger = new DefaultLogger('WARN')
const { importFile, finishImport } = createImportActivities({ database, workflowUrl })

let organisation: TestOrganisation
beforeEach(async () => {
  organisation = await createOrganisation(database)
})
afterAll(() => database.close())

const inTransaction = <Result>(act: (transaction: Transaction) => Promise<Result>) =>
  withTransaction(database, { organisationId: organisation.id }, act)

/** A chain of tasks of two days each. */
const chain = (tasks: number) =>
  [
    'ID,Name,Duration,Predecessors',
    ...Array.from({ length: tasks }, (_, index) => `${index + 1},Task ${index + 1},2d,${index || ''}`),
  ].join('\n')

async function upload(text: string, format: ImportFormat = 'csv', chunkBytes = 500) {
  const bytes = new TextEncoder().encode(text)
  const { admin } = organisation
  return inTransaction(async (transaction) => {
    const importId = await createImport(transaction, admin, { fileName: `plan.${format}`, format })
    for (let from = 0, sequence = 0; from < bytes.length; from += chunkBytes, sequence += 1)
      await appendImportChunk(transaction, admin, importId, sequence, bytes.subarray(from, from + chunkBytes))
    const sha256 = createHash('sha256').update(bytes).digest()
    await completeUpload(transaction, admin, importId, { byteCount: bytes.length, sha256 })
    return importId
  })
}

const inputOf = (importId: string) => ({ organisationId: organisation.id, importId })
const runImport = (importId: string) => new MockActivityEnvironment({}, { logger }).run(importFile, inputOf(importId))
const finish = (importId: string, state: 'failed' | 'cancelled') =>
  new MockActivityEnvironment().run(finishImport, { ...inputOf(importId), state })
const jobOf = (importId: string) => inTransaction((transaction) => getImport(transaction, organisation.admin, importId))
const projects = () => inTransaction((transaction) => listProjects(transaction, organisation.admin))

const requestsOf = (kind: string) =>
  inTransaction((transaction) =>
    transaction.selectFrom('work_request').select(['subject_id', 'revision']).where('kind', '=', kind).execute(),
  )

async function recompute(projectId: string) {
  const parts = { database, engine: engineInThisThread(), sessions: noSessions, workflowUrl }
  const { recomputeProject } = createRecomputeActivities(parts)
  const workflowExecution = { workflowId: `recompute/${projectId}`, runId: crypto.randomUUID() }
  const environment = new MockActivityEnvironment({ activityId: '1', workflowExecution })
  await environment.run(recomputeProject, { organisationId: organisation.id, projectId, requested: 1 })
}

/** Begins an import as an attempt does that stops after its first batch. */
async function writeFirstBatch(importId: string, text: string) {
  const document = importablePlan(await readCsv(ReadableStream.from([new TextEncoder().encode(text)])))
  const job = await inTransaction((transaction) => beginImport(transaction, importId, workflowUrl))
  if (!job) throw new Error('there is no import')
  const { list, project, rowsTotal, warnings } = batchesOf(document, job, (key) => importedId(importId, key))
  await inTransaction((transaction) => beginWriting(transaction, importId, { rowsTotal, warnings }, workflowUrl))
  const batch = { importId, index: 0, count: list.length, operations: list[0] ?? [], project }
  await inTransaction((transaction) => writeImportBatch(transaction, batch, workflowUrl))
}

test('a file becomes a project in batches, one recompute is asked for, and its run ends the import', async () => {
  const importId = await upload(chain(60))
  expect(await runImport(importId)).toEqual({ outcome: 'written', rows: 119 })
  const written = await jobOf(importId)
  expect(written).toMatchObject({ state: 'recomputing', rowsDone: 119, rowsTotal: 119 })
  const projectId = written.projectId ?? ''
  expect(await requestsOf('recompute')).toHaveLength(1)
  expect(await requestsOf('notify')).toHaveLength(0)

  await recompute(projectId)
  expect(await jobOf(importId)).toMatchObject({ state: 'completed' })
  expect(await requestsOf('notify')).toHaveLength(1)
  const plan = await inTransaction((transaction) => getPlan(transaction, organisation.admin, projectId))
  expect(plan.tasks).toHaveLength(60)
  expect(plan.links).toHaveLength(59)
  expect(plan.tasks.at(-1)?.earlyFinish).toBe(plan.project.finishesAt)
})

test('progress is told row by row of the stream, without gaps and upwards', async () => {
  const importId = await upload(chain(60))
  await runImport(importId)
  const events = await inTransaction((transaction) => listEvents(transaction, importId, 0, 100))
  expect(events.map((event) => event.revision)).toEqual(events.map((_, index) => index + 1))
  const seen = events.map((event) => (event.type === 'import.progressed' ? event.payload.import : null))
  expect(seen.map((job) => job?.state)).toEqual(['uploaded', 'parsing', 'writing', 'writing', 'writing', 'recomputing'])
  expect(seen.slice(2).map((job) => job?.rowsDone)).toEqual([0, 50, 100, 119])
})

test('a broken file says where, and leaves nothing', async () => {
  const importId = await upload(chain(3).replace('Task 2,2d', 'Task 2,soonish'))
  expect(await runImport(importId)).toMatchObject({ outcome: 'rejected' })
  expect(await finish(importId, 'failed')).toEqual({ state: 'failed' })
  const job = await jobOf(importId)
  expect(job).toMatchObject({ state: 'failed', projectId: null, error: { line: 3, column: 3 } })
  expect(job.error?.message).toContain('soonish')
  expect(await projects()).toEqual([])
  expect(await requestsOf('notify')).toHaveLength(1)
})

test('links in a circle are refused before the first row is written', async () => {
  const importId = await upload(chain(60).replace('1,Task 1,2d,', '1,Task 1,2d,60'))
  expect(await runImport(importId)).toMatchObject({ outcome: 'rejected' })
  const row = await inTransaction((transaction) => findImportRow(transaction, importId))
  expect(row).toMatchObject({ projectId: null, rowsDone: 0, nextBatch: 0 })
  expect(row?.error?.message).toContain('circle')
})

test('an attempt goes on after the last batch that was written', async () => {
  const text = chain(60)
  const importId = await upload(text)
  await writeFirstBatch(importId, text)
  expect(await jobOf(importId)).toMatchObject({ state: 'writing', rowsDone: 50 })

  expect(await runImport(importId)).toMatchObject({ outcome: 'written' })
  const { projectId, rowsDone } = await jobOf(importId)
  expect(rowsDone).toBe(119)
  const plan = await inTransaction((transaction) => getPlan(transaction, organisation.admin, projectId ?? ''))
  expect(plan.tasks.map((task) => task.name)).toEqual(Array.from({ length: 60 }, (_, index) => `Task ${index + 1}`))
})

test('a cancelled import takes away what it wrote', async () => {
  const text = chain(60)
  const importId = await upload(text)
  await writeFirstBatch(importId, text)
  expect(await projects()).toHaveLength(1)
  await inTransaction((transaction) => requestImportCancel(transaction, organisation.admin, importId))
  expect(await requestsOf('importCancel')).toHaveLength(1)

  expect(await runImport(importId)).toMatchObject({ outcome: 'cancelled' })
  expect(await finish(importId, 'cancelled')).toEqual({ state: 'cancelled' })
  expect(await jobOf(importId)).toMatchObject({ state: 'cancelled', projectId: null })
  expect(await projects()).toEqual([])
})

test('an import that is all written cannot be cancelled any more', async () => {
  const importId = await upload(chain(3))
  await runImport(importId)
  const cancel = inTransaction((transaction) => requestImportCancel(transaction, organisation.admin, importId))
  await expect(cancel).rejects.toMatchObject({ type: 'conflict' })
  expect(await finish(importId, 'cancelled')).toEqual({ state: 'completed' })
  expect(await projects()).toHaveLength(1)
})

test('a cancelled activity stops between batches', async () => {
  const importId = await upload(chain(60))
  const environment = new MockActivityEnvironment()
  environment.cancel()
  await expect(environment.run(importFile, inputOf(importId))).rejects.toThrow('CANCELLED')
  expect(await projects()).toEqual([])
})
