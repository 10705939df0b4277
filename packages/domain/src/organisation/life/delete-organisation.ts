import {
  InvalidChangeError,
  type OrganisationDeletion,
  type OrganisationLife,
  type OrganisationRun,
  ProblemError,
} from '@throughline/contract'
import type { DeletionStep, OrganisationRunInput } from '@throughline/contract/temporal'
import {
  beginPurge,
  endOrganisationRun,
  findDeletionTimes,
  findOpenRun,
  findOrganisationRun,
  insertOrganisationRun,
  insertWorkRequest,
  listOwnerIds,
  lockOrganisationLife,
  markReminded,
  scheduleDeletion,
  type Transaction,
  unscheduleDeletion,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import { requirePassword } from '../../accounts/own-password.ts'
import type { Principal } from '../../accounts/principal.ts'
import type { Actor } from '../../actor.ts'
import { notifyOwner } from '../../notifications/notify.ts'
import { getRun } from './manage-organisations.ts'
import { presentLife } from './present-life.ts'
import { withOrganisation } from './require-life-act.ts'

/** Closes the organisation and sets the day; all owners are told. */
export async function askForDeletion(
  transaction: Transaction,
  by: Principal,
  organisationId: string,
  given: OrganisationDeletion,
  graceDays: number,
): Promise<OrganisationRun> {
  await requirePassword(transaction, by, given.password)
  return withOrganisation(transaction, by, organisationId, 'organisation.delete', async () => {
    const life = await lockOrganisationLife(transaction)
    if (!life || life.deletionAt !== null || life.isImporting)
      throw new ProblemError('conflict', { detail: 'The organisation is about to be deleted, or not whole yet.' })
    if (given.name !== life.name) throw new InvalidChangeError('body.name', 'is not the name of the organisation')
    await scheduleDeletion(transaction, organisationId, graceDays)
    const id = uuid()
    const { personId } = by
    await insertOrganisationRun(transaction, {
      ...{ id, organisationId, subjectId: organisationId, kind: 'delete', personId },
    })
    await insertWorkRequest(transaction, { organisationId, kind: 'organisationDelete', subjectId: id })
    await tellOwners(transaction, { organisationId, runId: id }, 'deletion-scheduled')
    return getRun(transaction, id)
  })
}

export async function callOffDeletion(
  transaction: Transaction,
  actor: Actor,
  organisationId: string,
): Promise<OrganisationLife> {
  return withOrganisation(transaction, actor, organisationId, 'organisation.delete', async () => {
    const life = await lockOrganisationLife(transaction)
    if (!life?.deletionAt) throw new ProblemError('conflict', { detail: 'The organisation is not to be deleted.' })
    if (life.purgingAt !== null) throw new ProblemError('conflict', { detail: 'The deletion has begun.' })
    await unscheduleDeletion(transaction, organisationId)
    const run = await findOpenRun(transaction, 'delete')
    if (run) {
      await endOrganisationRun(transaction, run.id, { state: 'cancelled' })
      await insertWorkRequest(transaction, { organisationId, kind: 'organisationDelete', subjectId: run.id })
    }
    return presentLife(transaction)
  })
}

/** A day at most, so that a clock that was set anew is noticed. */
const longestWait = 86_400_000
const shortestWait = 1_000

/** What is to be done next about a deletion. From `purge` on there is no way back. */
export async function findDeletionStep(
  transaction: Transaction,
  { organisationId, runId }: OrganisationRunInput,
): Promise<DeletionStep> {
  await lockOrganisationLife(transaction)
  const run = await findOrganisationRun(transaction, runId)
  const times = run && run.endedAt === null ? await findDeletionTimes(transaction, organisationId, run.createdAt) : null
  if (!times) return { next: 'end', state: run ? 'cancelled' : 'completed', rows: 0 }
  if (times.isPurging || (times.untilPurge === 0 && (await beginPurge(transaction, organisationId))))
    return { next: 'purge' }
  if (times.untilReminder === 0) return { next: 'remind' }
  const until = Math.min(times.untilPurge, times.untilReminder ?? times.untilPurge)
  return { next: 'wait', milliseconds: Math.ceil(Math.min(longestWait, Math.max(shortestWait, until))) }
}

export async function remindOfDeletion(transaction: Transaction, input: OrganisationRunInput): Promise<void> {
  await markReminded(transaction, input.organisationId)
  await tellOwners(transaction, input, 'deletion-reminder')
}

async function tellOwners(
  transaction: Transaction,
  { organisationId, runId }: OrganisationRunInput,
  kind: 'deletion-scheduled' | 'deletion-reminder',
): Promise<void> {
  for (const personId of await listOwnerIds(transaction))
    await notifyOwner(transaction, { organisationId, runId, personId, kind })
}
