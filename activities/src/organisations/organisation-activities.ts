import { Context, log } from '@temporalio/activity'
import { id } from '@throughline/contract'
import type {
  DeletionStep,
  OrganisationRunInput,
  OrganisationRunResult,
  OrganisationRunStep,
} from '@throughline/contract/temporal'
import {
  beginPurge,
  type Database,
  endOrganisationRun,
  findOrganisationRun,
  listFileStoresOf,
  type OrganisationRunRow,
  pauseOrganisationRun,
  purgeSome,
  type Transaction,
  withoutTenant,
  withTransaction,
} from '@throughline/database'
import { failOrganisationRun, findDeletionStep, foundOrganisation, remindOfDeletion } from '@throughline/domain'
import type { Buckets, Sealer } from '@throughline/platform'
import { beatWhile } from '@throughline/platform/temporal-worker'
import { archiveStore } from './archive-store.ts'
import { packOrganisation } from './pack-organisation.ts'
import { RunStopped } from './run-stopped.ts'
import { unpackOrganisation } from './unpack-organisation.ts'

export interface OrganisationDependencies {
  database: Database
  buckets: Buckets
  sealer: Sealer
  sessionSecret: string
  exportKeptDays: number
}

const purgedAtOnce = 2_000
const failure = 'The work on the organisation failed; the log of the service says why.'

/** Work on whole organisations. The database knows how far each is, so that a repeated activity goes on behind it. */
export function createOrganisationActivities(dependencies: OrganisationDependencies) {
  const { database, buckets, sealer, sessionSecret, exportKeptDays } = dependencies
  const inRun = <Result>(
    { organisationId }: OrganisationRunInput,
    act: (transaction: Transaction) => Promise<Result>,
  ) => withTransaction(database, { organisationId }, act)

  const activity =
    <Input extends OrganisationRunInput, Result>(act: (input: Input) => Promise<Result>) =>
    (given: Input): Promise<Result> => {
      const context = Context.current()
      const input = { ...given, organisationId: id.parse(given.organisationId), runId: id.parse(given.runId) }
      return beatWhile(
        () => context.heartbeat(),
        () => act(input),
      )
    }

  async function purgeRows(organisationId: string): Promise<number> {
    let rows = 0
    for (;;) {
      const gone = await withoutTenant(database, (transaction) => purgeSome(transaction, organisationId, purgedAtOnce))
      if (!gone) return rows
      rows += gone.count
      log.info('deleted rows of an organisation', { organisationId, ...gone })
    }
  }

  async function removeFiles(organisationId: string): Promise<void> {
    const places = await withTransaction(database, { organisationId }, listFileStoresOf)
    if (buckets.current) places.push(buckets.current.place)
    for (const place of new Set(places)) await buckets.at(place).removeAll(organisationId)
  }

  /** What an import wrote, or an export packed, before it failed or was cancelled is taken away. */
  async function settle(
    input: OrganisationRunInput & { state: 'failed' | 'cancelled' },
  ): Promise<OrganisationRunResult> {
    const { state, runId } = input
    const run = await inRun(input, async (transaction) => {
      const found = await findOrganisationRun(transaction, runId)
      if (state === 'failed') await failOrganisationRun(transaction, runId, failure)
      else await endOrganisationRun(transaction, runId, { state })
      return found
    })
    if (run && run.state !== 'completed' && (run.kind === 'import' || run.kind === 'export'))
      await archiveStore(dependencies, run.organisationId, run.fileStore).remove({
        ...{ organisationId: run.organisationId, importId: runId },
      })
    if (run?.kind === 'import' && run.state !== 'completed') {
      const { subjectId } = run
      if (
        await withTransaction(database, { organisationId: subjectId }, (transaction) =>
          beginPurge(transaction, subjectId),
        )
      ) {
        await removeFiles(subjectId)
        await purgeRows(subjectId)
      }
    }
    return { state, rows: 0 }
  }

  /** The snapshot of an export is given up with its transaction, and what was packed of it; an import keeps all it has. */
  async function pause(input: OrganisationRunInput, run: OrganisationRunRow): Promise<OrganisationRunStep | null> {
    const { kind, organisationId, fileStore, id: importId } = run
    const isExport = kind === 'export'
    if (isExport) await archiveStore(dependencies, organisationId, fileStore).remove({ organisationId, importId })
    const pauses = await inRun(input, (transaction) =>
      pauseOrganisationRun(transaction, importId, isExport ? 0 : undefined),
    )
    return pauses ? { state: 'paused', rows: isExport ? 0 : run.rowsDone } : null
  }

  /** Whoever pauses or cancels a run asks for it in the database, where its work finds it at its next step. */
  async function orStopped(
    input: OrganisationRunInput,
    act: () => Promise<OrganisationRunResult>,
  ): Promise<OrganisationRunStep> {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof RunStopped)) throw error
      const run = await inRun(input, (transaction) => findOrganisationRun(transaction, input.runId))
      if (run && run.cancelRequestedAt !== null) return settle({ ...input, state: 'cancelled' })
      const paused = run?.pauseRequested ? await pause(input, run) : null
      // Somebody resumed it in this moment, or another attempt is further: the next one goes on.
      if (!paused) throw error
      return paused
    }
  }

  return {
    foundOrganisation: activity(async (input): Promise<OrganisationRunResult> => {
      await inRun(input, (transaction) => foundOrganisation(transaction, input, sessionSecret))
      return { state: 'completed', rows: 1 }
    }),
    packOrganisation: activity((input) =>
      orStopped(input, () => packOrganisation({ database, buckets }, input, exportKeptDays)),
    ),
    unpackOrganisation: activity((input) =>
      orStopped(input, () => unpackOrganisation({ database, buckets, sealer }, input)),
    ),
    nextDeletionStep: activity(
      (input): Promise<DeletionStep> => inRun(input, (transaction) => findDeletionStep(transaction, input)),
    ),
    remindOwners: activity((input) => inRun(input, (transaction) => remindOfDeletion(transaction, input))),
    removeFiles: activity(({ organisationId }) => removeFiles(organisationId)),
    purgeOrganisation: activity(
      async ({ organisationId }): Promise<OrganisationRunResult> => ({
        state: 'completed',
        rows: await purgeRows(organisationId),
      }),
    ),
    settleOrganisationRun: activity(settle),
  }
}

export type OrganisationActivities = ReturnType<typeof createOrganisationActivities>
