import { NotFoundError, type OrganisationLife, type OrganisationRun, ProblemError } from '@throughline/contract'
import {
  findOpenRun,
  findOrganisationLife,
  findOrganisationRun,
  insertOrganisationRun,
  insertWorkRequest,
  type OrganisationRunRow,
  requestRunCancel,
  requestRunPause,
  type Transaction,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../../actor.ts'
import { getRun } from './manage-organisations.ts'
import { presentLife, presentRun } from './present-life.ts'
import { withOrganisation } from './require-life-act.ts'

export const getOrganisationLife = (
  transaction: Transaction,
  actor: Actor,
  organisationId: string,
): Promise<OrganisationLife> =>
  withOrganisation(transaction, actor, organisationId, 'organisation.export', () => presentLife(transaction))

/** One at a time. */
export async function askForExport(
  transaction: Transaction,
  actor: Actor,
  organisationId: string,
): Promise<OrganisationRun> {
  return withOrganisation(transaction, actor, organisationId, 'organisation.export', async () => {
    const life = await findOrganisationLife(transaction)
    if (!life || life.isImporting || life.purgingAt !== null)
      throw new ProblemError('conflict', { detail: 'The organisation is not whole.' })
    if (await findOpenRun(transaction, 'export'))
      throw new ProblemError('conflict', { detail: 'An export is under way.' })
    const id = uuid()
    const { personId } = actor
    await insertOrganisationRun(transaction, {
      ...{ id, organisationId, subjectId: organisationId, kind: 'export', personId },
    })
    await insertWorkRequest(transaction, { organisationId, kind: 'organisationExport', subjectId: id })
    return getRun(transaction, id)
  })
}

/**
 * An export or an import rests at its next step. What an export has packed is dropped, since it is of one moment, and a
 * snapshot that is held keeps the database from cleaning up; an import goes on behind what it has written.
 */
export async function pauseLifeRun(transaction: Transaction, _actor: Actor, runId: string): Promise<void> {
  if (!(await requestRunPause(transaction, runId, true))) throw new ProblemError('conflict', { detail: hasEnded })
}

export async function resumeLifeRun(transaction: Transaction, _actor: Actor, runId: string): Promise<void> {
  if (!(await requestRunPause(transaction, runId, false))) throw new ProblemError('conflict', { detail: hasEnded })
  await wake(transaction, runId)
}

/** An export or an import stops at its next step; what it has made is taken away. Whoever asks may: see `runKinds`. */
export async function cancelLifeRun(transaction: Transaction, _actor: Actor, runId: string): Promise<void> {
  if (!(await requestRunCancel(transaction, runId))) throw new ProblemError('conflict', { detail: hasEnded })
  await wake(transaction, runId)
}

const hasEnded = 'The run has ended, or was asked for that already.'

/** One that rests hears of it by its workflow. */
async function wake(transaction: Transaction, runId: string): Promise<void> {
  const run = await findOrganisationRun(transaction, runId)
  if (!run) throw new NotFoundError('run')
  const kind = run.kind === 'import' ? 'organisationImport' : 'organisationExport'
  await insertWorkRequest(transaction, { organisationId: run.organisationId, kind, subjectId: runId })
}

export async function getOrganisationRun(
  transaction: Transaction,
  actor: Actor,
  asked: { organisationId: string; runId: string },
): Promise<OrganisationRun> {
  return presentRun(await getRunRow(transaction, actor, asked))
}

/** Throws `not-found` when its time is over as well. */
export async function getExportFile(
  transaction: Transaction,
  actor: Actor,
  asked: { organisationId: string; runId: string },
): Promise<OrganisationRunRow & { byteCount: number }> {
  const run = await getRunRow(transaction, actor, asked)
  const { kind, state, fileExpiresAt, byteCount } = run
  const isThere = kind === 'export' && state === 'completed' && fileExpiresAt !== null && byteCount !== null
  if (!isThere || new Date(fileExpiresAt) < new Date()) throw new NotFoundError('file of an export')
  return { ...run, byteCount }
}

async function getRunRow(
  transaction: Transaction,
  actor: Actor,
  { organisationId, runId }: { organisationId: string; runId: string },
): Promise<OrganisationRunRow> {
  return withOrganisation(transaction, actor, organisationId, 'organisation.export', async () => {
    const run = await findOrganisationRun(transaction, runId)
    if (!run) throw new NotFoundError('run')
    return run
  })
}
