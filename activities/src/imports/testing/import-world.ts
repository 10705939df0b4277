import { createHash } from 'node:crypto'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import type {
  ChangeOperation,
  ImportFormat,
  ImportJob,
  ImportMode,
  ImportRow,
  LinkedImport,
  Plan,
} from '@throughline/contract'
import type { ImportInput, ImportStep } from '@throughline/contract/temporal'
import { type Database, type Transaction, withTransaction } from '@throughline/database'
import {
  appendImportPiece,
  applyChangeSet,
  completeUpload,
  createImport,
  createLinkedImport,
  getImport,
  getPlan,
  listImportRows,
  noWorkflowUrl,
  retryImport,
} from '@throughline/domain'
import {
  createBuckets,
  createOutgoing,
  createSealer,
  type FileStorage,
  type OutgoingOptions,
  sealedFor,
} from '@throughline/platform'
import type { TestOrganisation } from '@throughline/tests'
import { createRecomputeActivities } from '../../recompute/recompute-activities.ts'
import { noSessions } from '../../recompute/sessions.ts'
import { engineInThisThread } from '../../recompute/testing/engine-in-this-thread.ts'
import { createFetchActivities } from '../fetch-activities.ts'
import type { FetchLimits } from '../fetch-file.ts'
import { createImportActivities } from '../import-activities.ts'
import { readImport } from '../read-import.ts'
import { reportDates } from '../report-dates.ts'

const logger = new DefaultLogger('WARN')
const importWaits = { expireSeconds: 3_600 }

interface Upload {
  format?: ImportFormat
  mode?: ImportMode
  projectId?: string
  chunkBytes?: number
}

interface WorldOptions {
  files?: FileStorage
  /** How files are fetched. */
  outgoing?: OutgoingOptions
  fetchLimits?: FetchLimits
  retrySeconds?: readonly number[]
}

/** Imports of one organisation, whose steps are taken one by one, as the workflow takes them. */
export function createImportWorld(
  database: Database,
  organisation: TestOrganisation,
  { files = { place: null, credentials: null }, outgoing: guard = { allowedHosts: [] }, ...options }: WorldOptions = {},
) {
  const buckets = createBuckets(files)
  const bucket = buckets.current
  const context = {
    database,
    buckets,
    waits: importWaits,
    temporal: { uiUrl: 'http://localhost', namespace: 'default' },
  }
  const activities = createImportActivities({
    database,
    buckets,
    imports: {
      read: (source) => readImport(context, source),
      report: (source) => reportDates(context, source),
      megabytes: 512,
    },
    importWaits,
    workflowUrl: noWorkflowUrl,
  })
  const outgoing = createOutgoing(guard)
  const sealer = createSealer('a secret of tests', sealedFor.importLinks)
  const { fetchImport } = createFetchActivities({
    ...{ database, buckets, outgoing, linkSealer: sealer, workflowUrl: noWorkflowUrl },
    fetchRetrySeconds: options.retrySeconds ?? [],
    ...(options.fetchLimits ? { fetchLimits: options.fetchLimits } : {}),
  })
  const inputOf = (importId: string): ImportInput => ({ organisationId: organisation.id, importId })
  const act = <Result>(run: (transaction: Transaction) => Promise<Result>) =>
    withTransaction(database, { organisationId: organisation.id }, run)
  const environment = () => new MockActivityEnvironment({}, { logger })

  async function take(importId: string, step: ImportStep): Promise<ImportStep> {
    const input = inputOf(importId)
    if (step.next === 'fetch') return environment().run(fetchImport, input)
    if (step.next === 'read') return environment().run(activities.readImport, input)
    if (step.next === 'write') return environment().run(activities.writeImport, input)
    if (step.next === 'report') return environment().run(activities.reportImport, input)
    if (step.next === 'undo') return environment().run(activities.undoImport, input)
    if (step.next === 'remind') return environment().run(activities.remindImport, input)
    if (step.next !== 'settle') return step
    await environment().run(activities.settleImport, { ...input, state: step.state })
    return activities.nextStep(input)
  }

  return {
    activities: { ...activities, fetchImport },
    inputOf,
    act,
    environment,

    async upload(text: string, { format = 'csv', mode = 'at-once', projectId, chunkBytes = 500 }: Upload = {}) {
      const bytes = new TextEncoder().encode(text)
      const { admin } = organisation
      return act(async (transaction) => {
        const given = { fileName: `plan.${format}`, format, mode, bucket, ...(projectId ? { projectId } : {}) }
        const importId = await createImport(transaction, admin, given)
        for (let from = 0, sequence = 0; from < bytes.length; from += chunkBytes, sequence += 1) {
          const piece = { importId, bucket, sequence, bytes: bytes.subarray(from, from + chunkBytes) }
          await appendImportPiece(transaction, admin, piece)
        }
        const sha256 = createHash('sha256').update(bytes).digest()
        await completeUpload(transaction, admin, importId, { byteCount: bytes.length, sha256 })
        return importId
      })
    },

    async link(url: string, { mode = 'at-once', ...given }: Partial<LinkedImport> = {}) {
      const job = await act((transaction) =>
        createLinkedImport(transaction, organisation.admin, { url, mode, ...given }, { outgoing, sealer, bucket }),
      )
      return job.id
    },

    /** Answers the import that tries it again. */
    retry: async (importId: string) =>
      (await act((transaction) => retryImport(transaction, organisation.admin, importId))).id,

    /** Takes steps until one waits or ends, and answers it. */
    async run(importId: string): Promise<ImportStep> {
      let step = await activities.nextStep(inputOf(importId))
      while (step.next !== 'wait' && step.next !== 'end') step = await take(importId, step)
      return step
    },

    /** The next step, taken once. */
    takeOne: async (importId: string) => take(importId, await activities.nextStep(inputOf(importId))),

    job: (importId: string): Promise<ImportJob> =>
      act((transaction) => getImport(transaction, organisation.admin, importId)),

    rows: async (importId: string): Promise<ImportRow[]> => {
      const page = await act((transaction) =>
        listImportRows(transaction, organisation.admin, importId, {}, { limit: 1_000 }),
      )
      return page.items
    },

    plan: (projectId: string | null): Promise<Plan> =>
      act((transaction) => getPlan(transaction, organisation.admin, projectId ?? '')),

    edit: (projectId: string, operations: ChangeOperation[]) =>
      act((transaction) => applyChangeSet(transaction, organisation.admin, { projectId, operations, kind: 'edit' })),

    async recompute(projectId: string | null) {
      const parts = { database, engine: engineInThisThread(), sessions: noSessions, workflowUrl: noWorkflowUrl }
      const { recomputeProject } = createRecomputeActivities(parts)
      const workflowExecution = { workflowId: `recompute/${projectId}`, runId: crypto.randomUUID() }
      const own = new MockActivityEnvironment({ activityId: '1', workflowExecution }, { logger })
      await own.run(recomputeProject, { organisationId: organisation.id, projectId: projectId ?? '', requested: 1 })
    },

    requests: (kind: string) =>
      act((transaction) =>
        transaction.selectFrom('work_request').select(['subject_id', 'revision']).where('kind', '=', kind).execute(),
      ),
  }
}

export type ImportWorld = ReturnType<typeof createImportWorld>
